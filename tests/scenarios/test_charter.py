"""The charter: read by anybody, signed by whoever was chosen, for themselves and for the very text that they read."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cards.verbs import Verb
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.term_audiences import charter_run
from passeur.ambassadors.terms import Ending, TermState
from passeur.delivery.outbox import DeliveryState, Reason
from tests.fakes.card_reading import button, execute, titles, words
from tests.fakes.teams import CHANNEL
from tests.scenarios.house import CLAIRE, EMMA, FRIDAY, KARIM, SOLENE, House, Tick
from tests.scenarios.terms_house import (
    A_CHARTER,
    COHORT,
    asks,
    change,
    finish,
    offer,
    programme,
    received,
    redeployed,
    signature,
    signed,
    term_of,
)

SOMEBODY_ELSES = [Verb.SIGN_CHARTER, Verb.ASK_UNSIGN, Verb.UNSIGN]


async def test_whoever_was_chosen_reads_signs_and_keeps_a_receipt(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    card = await asks(house, KARIM, "charte")
    assert "Une place vous attend, du 1er septembre 2026 au 28 février 2027" in words(card)
    for section in our_charter().text("fr").sections:
        assert section.title in words(card)
    receipt = (await house.teams.click(KARIM, button(card, "Je signe"))).card
    assert "C’est signé" in words(receipt)
    assert "Version 1 de la charte" in words(receipt)
    assert "Signée le 20 novembre 2026" in words(receipt)
    text_hash = our_charter().text("fr").hash
    assert text_hash in words(receipt).replace("\n", "")
    term = await term_of(house, KARIM)
    assert (term.state, term.began_at) == (TermState.ACTIVE, house.clock.now)
    assert term.signature is not None
    assert (term.signature.version, term.signature.hash, term.signature.locale) == (1, text_hash, "fr")
    assert "Vous l’avez signée le 20 novembre 2026" in words(await asks(house, KARIM, "charte"))


async def test_the_text_that_is_signed_is_the_one_that_was_read_in_its_language(house: House) -> None:
    await programme(house, EMMA)
    await house.storage.terms.forget(house.tenant, COHORT, EMMA.id)
    await offer(house, EMMA)
    card = await asks(house, EMMA, "charter")
    await house.teams.click(EMMA, button(card, "I sign"))
    term = await term_of(house, EMMA)
    assert term.signature is not None
    assert (term.signature.locale, term.signature.hash) == ("en", our_charter().text("en").hash)


async def test_four_clicks_are_one_signature_and_one_receipt_each(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    sign = button(await asks(house, KARIM, "charte"), "Je signe")
    answers = await asyncio.gather(*(house.teams.click(KARIM, sign) for _ in range(4)))
    assert all("C’est signé" in words(answer.card) for answer in answers)
    before = await term_of(house, KARIM)
    house.clock.now = house.clock.now.replace(hour=15)
    await house.teams.click(KARIM, sign)
    assert await term_of(house, KARIM) == before


async def test_a_stale_version_is_not_signed_and_todays_text_is_shown_with_the_reason(
    house: House, tmp_path: Path
) -> None:
    await programme(house)
    await offer(house, KARIM)
    stale = button(await asks(house, KARIM, "charte"), "Je signe")
    async with redeployed(house, A_CHARTER, tmp_path) as today:
        answer = await today.teams.click(KARIM, stale)
        assert "La charte a changé" in words(answer.card)
        assert "Un point nouveau" in words(answer.card)
        # What an organisation writes is shown as it is, and never read as markdown.
        assert "\\[balises\\]" in words(answer.card)
        assert (await term_of(house, KARIM)).state is TermState.OFFERED
        await today.teams.click(KARIM, button(answer.card, "Je signe"))
    term = await term_of(house, KARIM)
    assert term.signature is not None
    assert term.signature.version == 7


async def test_another_text_under_the_same_version_is_another_text(house: House, tmp_path: Path) -> None:
    await programme(house)
    await offer(house, KARIM)
    async with redeployed(house, A_CHARTER, tmp_path) as before:
        stale = button(await asks(before, KARIM, "charte"), "Je signe")
    async with redeployed(house, A_CHARTER.replace("Un point nouveau", "Un mot de travers"), tmp_path) as today:
        answer = await today.teams.click(KARIM, stale)
    assert "La charte a changé" in words(answer.card)
    assert (await term_of(house, KARIM)).signature is None


async def test_a_new_version_asks_everybody_in_office_again_once(house: House, tmp_path: Path) -> None:
    await programme(house, KARIM, SOLENE)
    await offer(house, EMMA)
    await change(house, SOLENE, state=TermState.RESTING)
    await house.run("follow_terms", Tick())
    await finish(house)
    assert received(house, KARIM) == []
    async with redeployed(house, A_CHARTER, tmp_path, KARIM, SOLENE, EMMA) as today:
        for _ in range(3):
            await today.run("follow_terms", Tick())
        await finish(today)
        for who in (KARIM, SOLENE):
            (asked,) = received(today, who)
            assert "Vous aviez signé la version 1" in words(asked)
            card = (await today.teams.click(who, button(asked, "Lire la charte"))).card
            await today.teams.click(who, button(card, "Je signe"))
            assert today.backend.organisation.charter.is_signed_by((await term_of(house, who)).signature)
        assert received(today, EMMA) == []
        # A break is not ended by a signature, nor a term begun anew.
        assert (await term_of(house, SOLENE)).state is TermState.RESTING
        await today.run("follow_terms", Tick())
        await finish(today)
        assert len(received(today, KARIM)) == 1


async def test_who_signed_while_the_question_was_on_its_way_is_not_asked(house: House, tmp_path: Path) -> None:
    await programme(house, KARIM)
    async with redeployed(house, A_CHARTER, tmp_path, KARIM) as today:
        await today.run("follow_terms", Tick())
        await today.work_on()
        await change(house, KARIM, signature=signature(today.backend.organisation))
        await finish(today)
        run = await house.storage.runs.get(house.tenant, charter_run(COHORT, today.backend))
        assert run is not None
        assert DeliveryState.SENT not in run.tally.states
        assert received(today, KARIM) == []


async def test_who_left_the_organisation_is_not_asked_to_sign_again(house: House, tmp_path: Path) -> None:
    await programme(house, KARIM)
    async with redeployed(house, A_CHARTER, tmp_path, KARIM) as today:
        karim = await house.storage.people.get(house.tenant, KARIM.id)
        assert karim is not None
        await house.storage.people.put(replace(karim, active=False))
        await today.run("follow_terms", Tick())
        await finish(today)
        run = await house.storage.runs.get(house.tenant, charter_run(COHORT, today.backend))
        assert run is not None
        assert run.tally.reasons == {Reason.LEFT: 1}
        assert received(today, KARIM) == []


async def test_an_offer_is_turned_down_and_the_lead_hears_of_the_place_once(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    card = await asks(house, KARIM, "charte")
    question = (await house.teams.click(KARIM, button(card, "Décliner cette place…"))).card
    assert (await term_of(house, KARIM)).state is TermState.OFFERED
    yes = button(question, "Oui, la décliner")
    answers = [await house.teams.click(KARIM, yes) for _ in range(2)]
    assert all("C’est noté" in words(answer.card) for answer in answers)
    term = await term_of(house, KARIM)
    assert (term.state, term.ending, term.signature) == (TermState.ENDED, Ending.DECLINED, None)
    await finish(house)
    (news,) = received(house, CLAIRE)
    assert "Karim Benali a décliné la place proposée." in words(news)
    assert "Achats, Lyon" in words(news)


async def test_an_offer_without_an_answer_is_reminded_of_once(house: House) -> None:
    await programme(house)
    for who in (KARIM, SOLENE):
        await offer(house, who)
    house.clock.now = FRIDAY + timedelta(days=6)
    await house.run("follow_terms", Tick())
    await finish(house)
    assert received(house, KARIM) == []
    for day in (7, 8, 12, 20):
        house.clock.now = FRIDAY + timedelta(days=day)
        if day == 8:
            card = await asks(house, SOLENE, "charte")
            await house.teams.click(SOLENE, button(card, "Je signe"))
        await house.run("follow_terms", Tick())
        await finish(house)
    (reminder,) = received(house, KARIM)
    assert "Votre place vous attend toujours" in words(reminder)
    assert "Lire la charte" in titles(reminder)


async def test_who_answered_while_the_reminder_waited_is_not_reminded(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    house.clock.now = FRIDAY + timedelta(days=8, hours=10)
    await house.run("follow_terms", Tick())
    await house.teams.click(KARIM, signed(house, Verb.UNSIGN, COHORT))
    await finish(house)
    assert received(house, KARIM) == []


async def test_a_signature_is_taken_back_at_any_time(house: House) -> None:
    await programme(house, KARIM)
    card = await asks(house, KARIM, "charte")
    assert "Je signe" not in titles(card)
    question = (await house.teams.click(KARIM, button(card, "Retirer ma signature…"))).card
    await house.teams.click(KARIM, button(question, "Oui, la retirer"))
    term = await term_of(house, KARIM)
    assert (term.state, term.ending) == (TermState.ENDED, Ending.DECLINED)
    assert "Je signe" not in titles(await asks(house, KARIM, "charte"))


async def test_anybody_may_read_it_and_nobody_signs_uninvited(house: House) -> None:
    await programme(house)
    card = await asks(house, SOLENE, "charte")
    assert "Ce que personne ne vous demandera" in words(card)
    assert titles(card) == []
    await offer(house, KARIM)
    of_karim = button(await asks(house, KARIM, "charte"), "Je signe")
    answer = await house.teams.click(SOLENE, of_karim)
    assert answer.words == "Seules les personnes retenues peuvent le faire."
    assert await house.storage.terms.get(house.tenant, COHORT, SOLENE.id) is None
    assert (await term_of(house, KARIM)).state is TermState.OFFERED


@pytest.mark.parametrize("verb", SOMEBODY_ELSES)
async def test_where_others_read_nothing_is_shown_or_done(house: House, verb: Verb) -> None:
    await programme(house)
    await offer(house, KARIM)
    action = button(await asks(house, KARIM, "charte"), "Je signe")
    if verb is not Verb.SIGN_CHARTER:
        action = signed(house, verb, COHORT)
    answer = await house.teams.click(KARIM, action, where=CHANNEL)
    assert "conversation privée" in answer.words
    assert (await term_of(house, KARIM)).state is TermState.OFFERED


@pytest.mark.parametrize(
    ("subject", "parent"),
    [
        ("", ""),
        ("2026-1", ""),
        ("2026-1|fr|x", ""),
        ("2026-1|fr|" + "G" * 64, ""),
        ("2026-10|fr|" + "a" * 64, ""),
        ("../people|fr|" + "a" * 64, ""),
        ("2026-1|fr|" + "a" * 64, "2026-1"),
        ("2026-1|fr|" + "a" * 64, "2026-1|a|b"),
    ],
)
async def test_a_subject_that_no_card_of_ours_has_signs_nothing(house: House, subject: str, parent: str) -> None:
    await programme(house)
    await offer(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, Verb.SIGN_CHARTER, subject, version=1, parent=parent))
    assert "ne fonctionne plus" in answer.words
    assert (await term_of(house, KARIM)).state is TermState.OFFERED


async def test_a_text_in_a_language_that_we_do_not_have_is_not_signed(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    subject = f"{COHORT}|de|{our_charter().text('fr').hash}"
    answer = await house.teams.click(KARIM, signed(house, Verb.SIGN_CHARTER, subject, version=1))
    assert "La charte a changé" in words(answer.card)
    assert (await term_of(house, KARIM)).state is TermState.OFFERED


async def test_the_lead_sees_who_signed_what_and_nobody_else_does(house: House) -> None:
    await programme(house, SOLENE)
    await offer(house, KARIM)
    card = await asks(house, CLAIRE, "charte")
    statuses = (await house.teams.click(CLAIRE, button(card, "Qui a signé"))).card
    assert "Version 1 : 1 sur 2 l’ont signée." in words(statuses)
    assert "N’ont pas encore signé\nKarim Benali" in words(statuses)
    for who in (KARIM, SOLENE):
        assert "Qui a signé" not in titles(await asks(house, who, "charte"))
        answer = await house.teams.click(who, execute(card, Verb.SHOW_TERMS))
        assert "Cette action est réservée" in answer.words


async def test_in_a_cohort_that_is_over_nothing_is_signed(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    sign = button(await asks(house, KARIM, "charte"), "Je signe")
    await house.storage.cohorts.change(house.tenant, COHORT, lambda known: known.moved(CohortState.CLOSED))
    answer = await house.teams.click(KARIM, sign)
    assert answer.words.startswith("Cette promotion est terminée")
