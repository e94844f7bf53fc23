"""Being named before everybody: proposed by rule, chosen by a person, agreed to in private, posted once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.name_of_the_month import LONGEST_REASON
from passeur.ambassadors.recognition import Consent
from passeur.periods import Month
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import Share
from tests.fakes.card_reading import button, execute, parts, readable, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP, OTHER_TEAM, Answer, Someone, personal
from tests.scenarios.badge_house import last, press
from tests.scenarios.house import CLAIRE, EMMA, FRIDAY, KARIM, SOLENE, House
from tests.scenarios.telling import install_in
from tests.scenarios.terms_house import programme
from tests.scenarios.workshop_month import send_form
from tests.storage.samples import a_post, a_share

# October is told in November, once its last week is over.
MONTH = Month(2026, 10)
WHY = "Elle a montré à toute l’équipe achats comment relire un devis."


async def november(house: House, *members: Someone) -> None:
    """Ambassadors who agree to be considered, and who held a workshop in October."""
    await install_in(house, CHANNEL, OTHER_TEAM)
    await programme(house, *members)
    for who in members:
        await press(house, who, Verb.ACCEPT_RECOGNITION)
        await send_form(house, who, day="2026-10-14", reached="9")
    house.connector.messages.clear()


async def lead_card(house: House) -> Any:
    await house.teams.say(CLAIRE, "reconnaissance")
    return last(house, CLAIRE)


async def choose(house: House, who: Someone, reason: str = WHY) -> Answer:
    """The lead picks somebody on the card and says why."""
    card = await lead_card(house)
    return await house.teams.click(CLAIRE, execute(card, Verb.CHOOSE_MONTH), {"person": who.id, "reason": reason})


def choices(card: Any, name: str) -> list[str]:
    (found,) = [part for part in parts(card) if part.get("id") == name]
    return [each["title"] for each in found["choices"]]


def posted(house: House) -> list[str]:
    return [words(card) for place in (CHANNEL, OTHER_TEAM) for card in house.cards_in(place.id)]


async def test_somebody_is_proposed_chosen_asked_and_named_once_in_each_channel(house: House) -> None:
    await november(house, SOLENE, EMMA)
    card = await lead_card(house)
    assert choices(card, "person") == ["Emma Clarke (un atelier animé)", "Solène Le Goff (un atelier animé)"]
    answers = await asyncio.gather(*(choose(house, SOLENE) for _ in range(3)))
    assert all("La question a été posée à Solène Le Goff." in words(answer.card) for answer in answers)
    await house.deliver()
    assert posted(house) == []
    (question,) = house.cards_in(personal(SOLENE).id)
    assert WHY in words(question)
    assert "Ce que Claire Fontaine aimerait publier :" in words(question)
    agree = button(question, "J’accepte")
    for _ in range(3):
        answer = await house.teams.click(SOLENE, agree)
        assert "C’est publié dans les canaux." in words(answer.card)
        await house.deliver()
    told = posted(house)
    assert len(told) == 2
    assert all("À l’honneur en octobre 2026 : Solène Le Goff" in each and WHY in each for each in told)
    assert "Solène Le Goff a donné son accord" in words(last(house, CLAIRE))
    assert "l’annonce est dans les canaux" in words(await lead_card(house))


async def test_whoever_objected_is_neither_proposed_nor_asked(house: House) -> None:
    await november(house, SOLENE, EMMA)
    await house.teams.say(SOLENE, "opposition")
    card = last(house, SOLENE)
    await house.teams.click(SOLENE, execute(card, Verb.OBJECT), where=personal(SOLENE))
    house.connector.messages.clear()
    assert choices(await lead_card(house), "person") == ["Emma Clarke (un atelier animé)"]
    await choose(house, SOLENE)
    await house.deliver()
    assert house.cards_in(personal(SOLENE).id) == []
    assert await house.storage.recognitions.month(house.tenant, MONTH) is None


async def test_an_answer_whose_first_click_died_reaches_the_lead_by_the_second(house: House) -> None:
    await november(house, SOLENE)
    await choose(house, SOLENE)
    await house.deliver()
    (question,) = house.cards_in(personal(SOLENE).id)
    # As if the worker had died once the yes was written.
    known = await house.storage.recognitions.month(house.tenant, MONTH)
    assert known is not None
    agreed = known.answered(SOLENE.id, Consent.GIVEN, house.clock.now)
    await house.storage.recognitions.change_month(house.tenant, MONTH, lambda _: agreed)
    for _ in range(2):
        await house.teams.click(SOLENE, button(question, "J’accepte"))
        await house.deliver()
    told = [words(card) for card in house.cards_in(personal(CLAIRE).id)]
    assert sum("Solène Le Goff a donné son accord" in each for each in told) == 1


async def test_nothing_is_named_counted_or_ranked_beside_anybody(house: House) -> None:
    await november(house, SOLENE)
    for day in ("2026-10-15", "2026-10-16"):
        await send_form(house, SOLENE, day=day, reached="87")
    card = await lead_card(house)
    assert choices(card, "person") == ["Solène Le Goff (un atelier animé)"]
    assert "87" not in readable(card)
    await choose(house, SOLENE)
    await house.deliver()
    await house.teams.click(SOLENE, button(house.cards_in(personal(SOLENE).id)[-1], "J’accepte"))
    await house.deliver()
    assert "87" not in "".join(posted(house))


async def test_a_no_is_told_to_whoever_asked_alone_and_somebody_else_may_be_asked(house: House) -> None:
    await november(house, SOLENE, EMMA)
    await choose(house, SOLENE)
    await house.deliver()
    answer = await house.teams.click(SOLENE, button(last(house, SOLENE), "Non merci"))
    assert "C’est noté" in words(answer.card)
    await house.deliver()
    assert posted(house) == []
    assert "préfère ne pas être à l’honneur" in words(last(house, CLAIRE))
    card = await lead_card(house)
    assert choices(card, "person") == ["Emma Clarke (un atelier animé)"]
    assert "Solène" not in words(card)
    refused = await choose(house, SOLENE)
    assert "Choisissez une valeur de la liste." in words(refused.card)
    await choose(house, EMMA)
    await house.deliver()
    await house.teams.click(EMMA, button(last(house, EMMA), "I agree"))
    await house.deliver()
    assert len(posted(house)) == 2
    assert all("Emma Clarke" in each for each in posted(house))


async def test_a_yes_that_is_taken_back_names_nobody_any_more_and_frees_the_month(house: House) -> None:
    await november(house, SOLENE, EMMA)
    await choose(house, SOLENE)
    await house.deliver()
    answer = await house.teams.click(SOLENE, button(last(house, SOLENE), "J’accepte"))
    await house.deliver()
    assert len(posted(house)) == 2
    await house.teams.click(SOLENE, button(answer.card, "Revenir sur mon accord"))
    assert posted(house) == ["Ce message a été retiré."] * 2
    again = await house.teams.click(SOLENE, button(answer.card, "Revenir sur mon accord"))
    assert again.status == 200
    late = await press(house, SOLENE, Verb.AGREE_MONTH, MONTH.key)
    assert "plus ouverte" in late.words or "posée" in late.words
    assert "person" in values(await lead_card(house))


async def test_a_yes_taken_back_before_it_is_posted_is_never_posted(house: House) -> None:
    await november(house, SOLENE)
    await choose(house, SOLENE)
    await house.deliver()
    answer = await house.teams.click(SOLENE, button(last(house, SOLENE), "J’accepte"))
    await house.teams.click(SOLENE, button(answer.card, "Revenir sur mon accord"))
    await house.deliver()
    assert posted(house) == []


async def test_a_yes_taken_back_while_it_is_being_posted_names_nobody(house: House) -> None:
    await november(house, SOLENE)
    await choose(house, SOLENE)
    await house.deliver()
    answer = await house.teams.click(SOLENE, button(last(house, SOLENE), "J’accepte"))

    async def meanwhile() -> None:
        await house.teams.click(SOLENE, button(answer.card, "Revenir sur mon accord"))

    house.connector.before_next_post = meanwhile
    await house.deliver()
    assert set(posted(house)) <= {"Ce message a été retiré."}


async def test_whoever_does_not_agree_to_be_considered_is_not_even_proposed(house: House) -> None:
    await november(house, SOLENE)
    await press(house, SOLENE, Verb.DECLINE_RECOGNITION)
    card = await lead_card(house)
    assert "Personne n’est proposé" in words(card)
    assert "Solène" not in str(card)


async def test_a_question_is_not_sent_to_somebody_who_changed_their_mind_meanwhile(house: House) -> None:
    await november(house, SOLENE)
    await choose(house, SOLENE)
    await press(house, SOLENE, Verb.DECLINE_RECOGNITION)
    house.connector.messages.clear()
    await house.deliver()
    assert house.cards_in(personal(SOLENE).id) == []


async def test_whoever_was_named_leaves_the_place_to_others_for_six_months(house: House) -> None:
    await november(house, SOLENE, EMMA)
    await choose(house, SOLENE)
    await press(house, SOLENE, Verb.AGREE_MONTH, MONTH.key)
    house.clock.now = datetime(2026, 12, 4, 9, tzinfo=UTC)
    for who in (SOLENE, EMMA):
        await send_form(house, who, day="2026-11-25", reached="9")
    assert choices(await lead_card(house), "person") == ["Emma Clarke (un atelier animé)"]


@pytest.mark.parametrize(
    ("reason", "says"),
    [("", "Ce champ est nécessaire."), ("   ", "Ce champ est nécessaire."), ("x" * (LONGEST_REASON + 1), "Trop long")],
)
async def test_a_form_without_a_good_reason_comes_back_as_it_was_filled_in(
    house: House, reason: str, says: str
) -> None:
    await november(house, SOLENE)
    answer = await choose(house, SOLENE, reason)
    assert says in words(answer.card)
    assert values(answer.card)["person"] == SOLENE.id
    assert values(answer.card)["reason"].strip() == reason.strip()
    assert await house.storage.recognitions.month(house.tenant, MONTH) is None


async def test_somebody_who_does_not_answer_is_not_waited_for_for_ever(house: House) -> None:
    await november(house, SOLENE, EMMA)
    asked = await choose(house, SOLENE)
    assert "person" not in values(asked.card)
    house.clock.advance(days=5)
    other = await choose(house, EMMA)
    assert "La question a été posée à Emma Clarke." in words(other.card)
    late = await press(house, SOLENE, Verb.AGREE_MONTH, MONTH.key)
    assert "plus ouverte" in late.words or "posée" in late.words


async def test_nobody_is_asked_while_no_channel_could_show_it(house: House) -> None:
    await programme(house, SOLENE)
    await press(house, SOLENE, Verb.ACCEPT_RECOGNITION)
    await send_form(house, SOLENE, day="2026-10-14", reached="9")
    share = await spread(house, KARIM)
    typed = {"share": str(share.ref), "spotlight_reason": WHY}
    for answer in (await choose(house, SOLENE), await press(house, CLAIRE, Verb.PROPOSE_SPOTLIGHT, **typed)):
        assert "aucun canal" in answer.words
    assert await house.storage.recognitions.month(house.tenant, MONTH) is None
    assert await house.storage.recognitions.spotlight(house.tenant, share.ref) is None


async def test_only_the_lead_proposes_and_only_in_private(house: House) -> None:
    await november(house, SOLENE)
    for who in (SOLENE, KARIM):
        for verb, subject in (
            (Verb.SHOW_RECOGNITION, ""),
            (Verb.CHOOSE_MONTH, MONTH.key),
            (Verb.PROPOSE_SPOTLIGHT, ""),
        ):
            answer = await press(house, who, verb, subject, person=SOLENE.id, reason=WHY)
            assert "pilote le programme" in answer.words
    await house.teams.say(CLAIRE, "reconnaissance", GROUP)
    assert "Solène" not in str(house.cards_in(GROUP.id))
    assert await house.storage.recognitions.month(house.tenant, MONTH) is None


async def test_nobody_answers_for_somebody_else_nor_before_being_asked(house: House) -> None:
    await november(house, SOLENE)
    early = await press(house, SOLENE, Verb.AGREE_MONTH, MONTH.key)
    await choose(house, SOLENE)
    for who in (KARIM, CLAIRE, EMMA):
        for verb in (Verb.AGREE_MONTH, Verb.REFUSE_MONTH):
            answer = await press(house, who, verb, MONTH.key)
            assert (answer.words == early.words) is (who is not EMMA)
    known = await house.storage.recognitions.month(house.tenant, MONTH)
    assert known is not None
    assert known.choice is not None
    assert known.choice.consent is Consent.ASKED


async def spread(house: House, who: Someone) -> Share:
    """A use case of somebody's that two other trades made work."""
    share = a_share(house.tenant, author_id=who.id, author_name=who.name)
    share = replace(share, content=replace(share.content, trade="rh"))
    await house.storage.shares.add(share, a_post(share))
    for number, trade in enumerate(("finance", "achats")):
        tried = Reproduction(share.ref, f"colleague-{number}", Outcome.WORKED, FRIDAY, trade)
        await house.storage.shares.record_reproduction(house.tenant, tried)
    return share


async def propose(house: House, share: Share, reason: str = WHY) -> Answer:
    card = await lead_card(house)
    typed = {"share": str(share.ref), "spotlight_reason": reason}
    return await house.teams.click(CLAIRE, execute(card, Verb.PROPOSE_SPOTLIGHT), typed)


async def test_a_use_case_is_told_again_with_its_author_s_agreement_once(house: House) -> None:
    await november(house, SOLENE)
    share = await spread(house, KARIM)
    assert choices(await lead_card(house), "share") == [
        "Copilot · Résumer les comptes rendus de réunion (Karim Benali)"
    ]
    again = {"share": str(share.ref), "spotlight_reason": WHY}
    for answer in (
        await propose(house, share),
        await press(house, CLAIRE, Verb.PROPOSE_SPOTLIGHT, **again),
    ):
        assert "la question a été posée" in words(answer.card)
    await house.deliver()
    assert posted(house) == []
    (question,) = house.cards_in(personal(KARIM).id)
    assert {"J’accepte", "Non merci", "Ne plus recevoir cette carte"} <= set(titles(question))
    for _ in range(2):
        answer = await house.teams.click(KARIM, button(question, "J’accepte"))
        await house.deliver()
    told = posted(house)
    assert len(told) == 2
    assert all("Un cas d’usage qui mérite un second regard" in each and WHY in each for each in told)
    assert "accord donné, c’est publié" in words(await lead_card(house))
    await house.teams.click(KARIM, button(answer.card, "Revenir sur mon accord"))
    assert posted(house) == ["Ce message a été retiré."] * 2


async def test_an_author_who_prefers_not_is_not_asked_again(house: House) -> None:
    await november(house, SOLENE)
    share = await spread(house, KARIM)
    await propose(house, share)
    await house.deliver()
    await house.teams.click(KARIM, button(last(house, KARIM), "Non merci"))
    await house.deliver()
    assert posted(house) == []
    answer = await press(house, CLAIRE, Verb.PROPOSE_SPOTLIGHT, share=str(share.ref), spotlight_reason=WHY)
    assert "préféré ne pas" in answer.words
    assert "la personne a préféré ne pas le republier" in words(await lead_card(house))


async def test_a_use_case_that_is_withdrawn_is_no_longer_told(house: House) -> None:
    await november(house, SOLENE)
    share = await spread(house, KARIM)
    await propose(house, share)
    await press(house, KARIM, Verb.AGREE_SPOTLIGHT, str(share.ref))
    await house.deliver()
    assert len(posted(house)) == 2
    token = await press(house, KARIM, Verb.OPEN_WITHDRAWAL, str(share.ref))
    await house.teams.click(KARIM, execute(token.card, Verb.WITHDRAW))
    assert posted(house) == ["Ce message a été retiré."] * 2
    late = await press(house, KARIM, Verb.AGREE_SPOTLIGHT, str(share.ref))
    assert "retiré" in late.words


@pytest.mark.parametrize("chosen", ["", "nothing", "2026-W47." + "0" * 32])
async def test_a_use_case_that_is_not_proposed_cannot_be_asked_for(house: House, chosen: str) -> None:
    await november(house, SOLENE)
    await spread(house, KARIM)
    card = await lead_card(house)
    typed = {"share": chosen, "spotlight_reason": WHY}
    answer = await house.teams.click(CLAIRE, execute(card, Verb.PROPOSE_SPOTLIGHT), typed)
    assert "liste" in words(answer.card) or "nécessaire" in words(answer.card)
    assert values(answer.card)["spotlight_reason"] == WHY
