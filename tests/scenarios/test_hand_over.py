"""An ambassador hands over to a colleague, who is asked in private and says yes by signing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.terms import Ending, TermState
from tests.fakes.card_reading import button, titles, values, words
from tests.fakes.teams import CHANNEL, Answer, Someone
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.terms_house import (
    A_CHARTER,
    COHORT,
    asks,
    change,
    email,
    finish,
    known_by_email,
    offer,
    programme,
    received,
    redeployed,
    signed,
    term_of,
)


async def asks_to_take_over(house: House, whom: str, who: Someone = KARIM) -> Answer:
    """The form, opened and sent."""
    form = await house.teams.click(who, signed(house, Verb.OPEN_HAND_OVER, COHORT))
    send = button(form.card, "Lui demander")
    return await house.teams.click(who, send, {"colleague": whom})


async def asked(house: House) -> Any:
    """Karim asked Solène, who received the question."""
    await programme(house, KARIM)
    await asks_to_take_over(house, email(SOLENE))
    await finish(house)
    (question,) = received(house, SOLENE)
    return question


async def test_the_colleague_reads_signs_and_takes_over_in_one_go(house: House) -> None:
    question = await asked(house)
    assert "Karim Benali fait partie des ambassadeurs IA et aimerait vous passer le relais" in words(question)
    assert (await term_of(house, KARIM)).handing_to == SOLENE.id
    assert await house.storage.terms.get(house.tenant, COHORT, SOLENE.id) is None
    charter = (await house.teams.click(SOLENE, button(question, "Lire la charte"))).card
    assert "Si vous signez, vous prenez aussitôt le relais de Karim Benali." in words(charter)
    sign = button(charter, "Signer et prendre le relais")
    answers = await asyncio.gather(*(house.teams.click(SOLENE, sign) for _ in range(3)))
    assert all("C’est signé" in words(each.card) for each in answers)
    again = await house.teams.click(SOLENE, sign)
    assert "C’est signé" in words(again.card)
    before, after = await term_of(house, KARIM), await term_of(house, SOLENE)
    assert (before.ending, before.successor_id, before.handing_to) == (Ending.HANDED_OVER, SOLENE.id, None)
    assert (after.state, after.trade, after.site) == (TermState.ACTIVE, before.trade, before.site)
    await finish(house)
    (told,) = received(house, KARIM)
    assert "Solène Le Goff a signé la charte et prend votre suite." in words(told)
    # The place never was free: there is nothing for the programme lead to do.
    assert received(house, CLAIRE) == []


async def test_a_no_on_an_old_card_tells_nobody_anything_after_the_yes(house: House) -> None:
    question = await asked(house)
    charter = (await house.teams.click(SOLENE, button(question, "Lire la charte"))).card
    await house.teams.click(SOLENE, button(charter, "Signer et prendre le relais"))
    await finish(house)
    assert len(received(house, KARIM)) == 1
    for _ in range(2):
        house.clock.now += timedelta(seconds=1)
        answer = await house.teams.click(SOLENE, button(question, "Non merci"))
        assert "plus rien à répondre" in answer.words
    await finish(house)
    assert len(received(house, KARIM)) == 1


async def test_a_no_is_told_without_a_reason_and_another_may_be_asked(house: House) -> None:
    question = await asked(house)
    for _ in range(2):
        answer = await house.teams.click(SOLENE, button(question, "Non merci"))
    assert "plus rien à répondre" in answer.words
    assert (await term_of(house, KARIM)).handing_to is None
    assert await house.storage.terms.get(house.tenant, COHORT, SOLENE.id) is None
    await finish(house)
    (told,) = received(house, KARIM)
    assert "Votre collègue n’a pas pu prendre le relais." in words(told)
    assert "Solène" not in words(told)
    await house.teams.say(EMMA, "hello")
    await known_by_email(house, EMMA)
    card = (await asks_to_take_over(house, email(EMMA))).card
    assert "Vous avez demandé à Emma Clarke de prendre le relais." in words(card)


async def test_a_question_that_was_taken_back_leads_nowhere(house: House) -> None:
    question = await asked(house)
    wishes = (await house.teams.click(KARIM, signed(house, Verb.SHOW_WISHES, COHORT))).card
    await house.teams.click(KARIM, button(wishes, "Retirer ma demande"))
    charter = await house.teams.click(SOLENE, button(question, "Lire la charte"))
    assert "Cette question a été retirée" in charter.words
    assert (await term_of(house, KARIM)).state is TermState.ACTIVE


async def test_taken_back_before_it_left_it_is_not_sent(house: House) -> None:
    await programme(house, KARIM)
    await asks_to_take_over(house, email(SOLENE))
    await house.teams.click(KARIM, signed(house, Verb.TAKE_BACK_HAND_OVER, COHORT))
    await finish(house)
    assert received(house, SOLENE) == []


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        ("", "Cette adresse ne correspond à personne"),
        ("nobody@exemple.fr", "Cette adresse ne correspond à personne"),
        ("x" * 10_000, "Cette adresse ne correspond à personne"),
        ("KARIM@exemple.fr ", "Passez le relais à quelqu’un d’autre que vous."),
        ("claire@exemple.fr", "déjà"),
    ],
)
async def test_who_cannot_take_over_is_refused_and_what_was_typed_stays(house: House, whom: str, said: str) -> None:
    await programme(house, KARIM, CLAIRE)
    answer = await asks_to_take_over(house, whom)
    assert said in words(answer.card)
    assert values(answer.card)["colleague"] == whom[:200]
    assert (await term_of(house, KARIM)).handing_to is None


async def test_nobody_who_left_the_cohort_or_the_organisation_is_asked(house: House) -> None:
    await programme(house, KARIM, SOLENE)
    await house.teams.click(SOLENE, signed(house, Verb.LEAVE_TERM, COHORT))
    answer = await asks_to_take_over(house, email(SOLENE))
    assert "ne peut pas prendre le relais dans cette promotion" in words(answer.card)
    claire = await house.storage.people.get(house.tenant, CLAIRE.id)
    assert claire is not None
    await house.storage.people.put(replace(claire, active=False))
    assert "Cette adresse ne correspond à personne" in words((await asks_to_take_over(house, email(CLAIRE))).card)


async def test_the_question_is_for_the_one_who_was_asked(house: House) -> None:
    question = await asked(house)
    for title in ("Lire la charte", "Non merci"):
        answer = await house.teams.click(CLAIRE, button(question, title))
        assert "Cette question a été retirée" in answer.words
        public = await house.teams.click(SOLENE, button(question, title), where=CHANNEL)
        assert "conversation privée" in public.words
    charter = (await house.teams.click(SOLENE, button(question, "Lire la charte"))).card
    stolen = await house.teams.click(CLAIRE, button(charter, "Signer et prendre le relais"))
    assert "Cette question a été retirée" in stolen.words
    assert (await term_of(house, KARIM)).state is TermState.ACTIVE
    assert await house.storage.terms.get(house.tenant, COHORT, CLAIRE.id) is None


async def test_who_was_chosen_otherwise_meanwhile_keeps_that_place(house: House) -> None:
    question = await asked(house)
    charter = (await house.teams.click(SOLENE, button(question, "Lire la charte"))).card
    await offer(house, SOLENE)
    answer = await house.teams.click(SOLENE, button(charter, "Signer et prendre le relais"))
    assert "déjà" in answer.words
    assert (await term_of(house, KARIM)).state is TermState.ACTIVE
    assert (await term_of(house, SOLENE)).state is TermState.OFFERED


async def test_a_crash_between_the_two_terms_is_taken_up_by_the_next_click(house: House) -> None:
    question = await asked(house)
    charter = (await house.teams.click(SOLENE, button(question, "Lire la charte"))).card
    await change(
        house,
        KARIM,
        state=TermState.ENDED,
        ending=Ending.HANDED_OVER,
        ended_at=house.clock.now,
        successor_id=SOLENE.id,
        handing_to=None,
    )
    answer = await house.teams.click(SOLENE, button(charter, "Signer et prendre le relais"))
    assert "C’est signé" in words(answer.card)
    assert (await term_of(house, SOLENE)).state is TermState.ACTIVE


async def test_of_two_hand_overs_accepted_at_once_one_is_taken_and_the_other_stays_with_who_asked(house: House) -> None:
    await programme(house, KARIM, CLAIRE)
    for who in (KARIM, CLAIRE):
        await asks_to_take_over(house, email(SOLENE), who)
    await finish(house)
    questions = received(house, SOLENE)
    assert len(questions) == 2
    charters = [(await house.teams.click(SOLENE, button(each, "Lire la charte"))).card for each in questions]
    sign = [button(each, "Signer et prendre le relais") for each in charters]
    answers = await asyncio.gather(*(house.teams.click(SOLENE, each) for each in (*sign, *sign)))
    said = [value if isinstance(value := each.body["value"], str) else words(value) for each in answers]
    assert sorted("C’est signé" in each for each in said) == [False, False, True, True]
    assert all("déjà" in each for each in said if "C’est signé" not in each)
    is_karim = (await term_of(house, KARIM)).state is TermState.ENDED
    left, stays = (KARIM, CLAIRE) if is_karim else (CLAIRE, KARIM)
    assert (await term_of(house, left)).successor_id == SOLENE.id
    assert ((await term_of(house, stays)).state, (await term_of(house, SOLENE)).state) == (TermState.ACTIVE,) * 2
    await finish(house)
    assert "Solène Le Goff a signé la charte" in words(received(house, left)[-1])
    assert not any("a signé la charte" in words(each) for each in received(house, stays))


async def test_a_charter_that_changed_meanwhile_is_read_before_it_is_signed(house: House, tmp_path: Path) -> None:
    question = await asked(house)
    charter = (await house.teams.click(SOLENE, button(question, "Lire la charte"))).card
    async with redeployed(house, A_CHARTER, tmp_path) as today:
        answer = await today.teams.click(SOLENE, button(charter, "Signer et prendre le relais"))
        assert "La charte a changé" in words(answer.card)
        assert (await term_of(house, KARIM)).state is TermState.ACTIVE
        assert "Signer et prendre le relais" in titles(answer.card)


@pytest.mark.parametrize("subject", ["", "2026-1", "2026-1|", "|x", "2026-10|x", "2026-1|a|b"])
async def test_a_subject_that_no_card_of_ours_has_answers_nothing(house: House, subject: str) -> None:
    await asked(house)
    answer = await house.teams.click(SOLENE, signed(house, Verb.DECLINE_HAND_OVER, subject))
    assert "ne fonctionne plus" in answer.words
    assert (await term_of(house, KARIM)).handing_to == SOLENE.id


async def test_nothing_is_asked_of_the_term_of_somebody_else(house: House) -> None:
    await programme(house, KARIM)
    before = await term_of(house, KARIM)
    for verb in (Verb.OPEN_HAND_OVER, Verb.HAND_OVER, Verb.TAKE_BACK_HAND_OVER):
        answer = await house.teams.click(SOLENE, signed(house, verb, COHORT), {"colleague": email(CLAIRE)})
        assert answer.words == "Cette action est réservée aux ambassadeurs en fonction."
    assert await term_of(house, KARIM) == before


async def test_the_card_of_ones_term_says_who_was_asked(house: House) -> None:
    await asked(house)
    assert "Vous avez demandé à Solène Le Goff de prendre le relais." in words(await asks(house, KARIM, "mandat"))
