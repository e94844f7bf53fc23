"""Check-ins, from the timer to the card and back: each ambassador's own, and nobody's business."""

import asyncio
from datetime import timedelta

import pytest

from cards.verbs import Verb
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import CheckInState
from passeur.ambassadors.terms import Ending, TermState
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.people import Topic
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP, Someone, personal
from tests.passeur.ambassadors.check_ins import REF, THURSDAY, a_cohort, a_term
from tests.scenarios.check_in_period import (
    FILLED,
    asked,
    cohort,
    finish,
    received,
    send,
    signed,
    stored,
    the_run,
    tick,
    write_term,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick
from tests.scenarios.telling import card_id, install_in, publish

OWN_VERBS = [Verb.SHOW_CHECK_IN, Verb.OPEN_CHECK_IN, Verb.SUBMIT_CHECK_IN, Verb.SNOOZE_CHECK_IN, Verb.SKIP_CHECK_IN]


async def test_every_ambassador_in_office_is_asked_once_a_period_and_answers_in_one_click(house: House) -> None:
    await cohort(house, KARIM, SOLENE)
    for _ in range(3):
        await tick(house)
    (card,) = received(house, KARIM)
    assert len(received(house, SOLENE)) == 1
    assert received(house, CLAIRE) == []
    assert "Du 16 novembre au 29 novembre" in words(card)
    assert {"Envoyer", "Dans deux jours", "Passer cette fois", "Ne plus recevoir cette carte"} <= set(titles(card))
    receipt = await send(house, card)
    assert "1 atelier, 3 prompts, 2 cas d’usage" in words(receipt)
    assert "4,5 heures par semaine" in words(receipt)
    said = await stored(house)
    assert said is not None
    assert (said.workshops, said.prompts, said.use_cases, str(said.gain_hours)) == (1, 3, 2, "4.5")
    run = await the_run(house)
    assert run is not None
    assert run.tally.states == {DeliveryState.SENT: 2}


async def test_the_card_is_filled_with_what_passeur_knows_of_the_period(house: House) -> None:
    await cohort(house, KARIM, SOLENE)
    await install_in(house, CHANNEL)
    card = await publish(house, KARIM, CHANNEL)
    await house.teams.click(SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
    asking = await asked(house)
    assert "1 cas d’usage partagé" in words(asking)
    assert "1 essai par vos collègues" in words(asking)
    assert values(asking)["use_cases"] == "1"
    assert values(asking)["prompts"] == "0"
    # Nobody else hears of it.
    assert "cas d’usage partagé" not in words(received(house, SOLENE)[-1])
    assert values(received(house, SOLENE)[-1])["use_cases"] == "0"


async def test_a_click_that_comes_several_times_is_one_answer(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    receipts = await asyncio.gather(*(send(house, card) for _ in range(5)))
    assert len({words(receipt) for receipt in receipts}) == 1
    first = await stored(house)
    house.clock.now += timedelta(days=2)
    await send(house, card)
    assert await stored(house) == first


async def test_a_client_that_sends_a_message_instead_of_a_click_is_answered_on_the_card(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    shown = card_id(house, card)
    await house.teams.click(KARIM, button(card, "Envoyer")["fallback"], FILLED, card_id=shown)
    assert await stored(house) is not None
    (receipt,) = received(house, KARIM)
    assert "1 atelier" in words(receipt)


async def test_an_answer_is_corrected_from_its_receipt(house: House) -> None:
    await cohort(house, KARIM)
    receipt = await send(house, await asked(house))
    opened = (await house.teams.click(KARIM, button(receipt, "Corriger ma réponse"))).card
    assert values(opened)["gain_hours"] == "4,5"
    assert "Voici votre réponse" in words(opened)
    corrected = await send(house, opened, workshops="2")
    assert "2 ateliers" in words(corrected)
    said = await stored(house)
    assert said is not None
    assert (said.workshops, said.version) == (2, 2)


async def test_what_another_device_said_is_not_undone_unseen(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    await send(house, card)
    again = await send(house, card, workshops="7")
    assert "Vous avez déjà répondu" in words(again)
    assert values(again)["workshops"] == "7"
    said = await stored(house)
    assert said is not None
    assert said.workshops == 1
    await send(house, again, workshops="7")
    said = await stored(house)
    assert said is not None
    assert said.workshops == 7


async def test_what_is_refused_comes_back_with_everything_that_was_typed(house: House) -> None:
    await cohort(house, KARIM)
    typed = {"workshops": "-2", "prompts": "beaucoup", "use_cases": "9999", "help_text": "é" * 700}
    form = await send(house, await asked(house), **typed)
    assert {name: values(form)[name] for name in typed} == typed
    told = words(form)
    assert "Ateliers animés : indiquez zéro ou plus." in told
    assert "Prompts créés : indiquez un nombre entier, par exemple 2." in told
    assert "Cas d’usage lancés : plus de 100, est-ce une faute de frappe" in told
    assert "600 caractères au plus" in told
    assert await stored(house) is None
    await send(house, form)
    assert await stored(house) is not None


async def test_a_check_in_that_is_put_off_is_asked_about_again_once_two_working_days_later(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    answers = [await house.teams.click(KARIM, execute(card, Verb.SNOOZE_CHECK_IN)) for _ in range(2)]
    assert all("dans deux jours ouvrés" in words(answer.card) for answer in answers)
    for days, cards in ((1, 1), (3, 1), (4, 2), (5, 2)):
        house.clock.now = THURSDAY + timedelta(days=days)
        await tick(house)
        assert len(received(house, KARIM)) == cards
    again = received(house, KARIM)[-1]
    await house.teams.click(KARIM, execute(again, Verb.SNOOZE_CHECK_IN))
    house.clock.now = THURSDAY + timedelta(days=8)
    await tick(house)
    assert len(received(house, KARIM)) == 3
    await send(house, received(house, KARIM)[-1])
    said = await stored(house)
    assert said is not None
    assert said.state is CheckInState.ANSWERED


async def test_whoever_answered_after_putting_it_off_is_left_alone(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    left = (await house.teams.click(KARIM, execute(card, Verb.SNOOZE_CHECK_IN))).card
    opened = (await house.teams.click(KARIM, button(left, "Répondre maintenant"))).card
    await send(house, opened)
    house.clock.now = THURSDAY + timedelta(days=6)
    await tick(house)
    assert len(received(house, KARIM)) == 1


async def test_a_check_in_is_passed_over_without_a_word(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    left = (await house.teams.click(KARIM, execute(card, Verb.SKIP_CHECK_IN))).card
    assert "personne n’en saura rien" in words(left)
    house.clock.now = THURSDAY + timedelta(days=6)
    await tick(house)
    assert len(received(house, KARIM)) == 1
    assert received(house, CLAIRE) == []
    opened = (await house.teams.click(KARIM, button(left, "Répondre maintenant"))).card
    assert "1 atelier" in words(await send(house, opened))


@pytest.mark.parametrize("verb", [Verb.SNOOZE_CHECK_IN, Verb.SKIP_CHECK_IN])
async def test_a_stale_button_beside_an_answer_shows_the_answer(house: House, verb: Verb) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    await send(house, card)
    shown = (await house.teams.click(KARIM, execute(card, verb))).card
    assert "1 atelier, 3 prompts, 2 cas d’usage" in words(shown)


@pytest.mark.parametrize("word", ["point", "check-in", "Checkin", "je veux faire mon point"])
async def test_a_word_opens_it_any_time(house: House, word: str) -> None:
    await cohort(house, KARIM)
    await send(house, await asked(house))
    house.clock.now = THURSDAY + timedelta(days=5)
    card = await by_word(house, KARIM, word)
    assert "Du 30 novembre au 13 décembre" in words(card)
    assert "Ne plus recevoir cette carte" not in titles(card)
    before = (await house.teams.click(KARIM, button(card, "Période précédente"))).card
    assert "Du 16 novembre au 29 novembre" in words(before)


async def test_the_period_that_was_left_over_is_opened_first_until_the_next_one_is_asked_about(house: House) -> None:
    await cohort(house, KARIM)
    await asked(house)
    house.clock.now = THURSDAY + timedelta(days=5)
    card = await by_word(house, KARIM, "point")
    assert "Du 16 novembre au 29 novembre" in words(card)
    await send(house, card)
    assert "Du 30 novembre" in words(await by_word(house, KARIM, "point"))


async def by_word(house: House, who: Someone, word: str) -> object:
    await house.teams.say(who, word)
    return received(house, who)[-1]


async def test_it_speaks_the_language_of_its_reader(house: House) -> None:
    await cohort(house, EMMA)
    card = await asked(house, EMMA)
    assert "Your check-in as an ambassador" in words(card)
    assert "From 16 November to 29 November" in words(card)
    answer = await house.teams.click(EMMA, button(card, "Send"), {**FILLED, "gain_hours": "4.5"})
    assert "4.5 hours a week" in words(answer.card)


async def test_a_closed_period_is_not_answered_and_nothing_typed_is_lost(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    house.clock.now = REF.closes_at(house.backend.organisation.sending.zone) - timedelta(seconds=1)
    assert "1 atelier" in words(await send(house, card))
    house.clock.now += timedelta(seconds=1)
    form = await send(house, card, workshops="8", blocker_text="Trop de réunions.")
    assert "Ce point d’étape est clos" in words(form)
    assert (values(form)["workshops"], values(form)["blocker_text"]) == ("8", "Trop de réunions.")
    current = (await house.teams.click(KARIM, button(form, "Mon point d’étape en cours"))).card
    assert "Du 30 novembre au 13 décembre" in words(current)


async def test_a_card_of_a_term_that_ended_meanwhile_is_still_taken_unless_the_charter_was_withdrawn(
    house: House,
) -> None:
    await cohort(house, KARIM, SOLENE)
    karim, solene = await asked(house), received(house, SOLENE)[-1]
    for who, ending in ((KARIM, Ending.THANKED), (SOLENE, Ending.DECLINED)):
        ended = a_term(who.id, house.tenant, state=TermState.ENDED, ending=ending, ended_at=THURSDAY)
        await write_term(house, ended)
    house.clock.now += timedelta(days=1)
    assert "1 atelier" in words(await send(house, karim))
    assert "est terminé" in words(await send(house, solene, SOLENE))
    assert await stored(house, SOLENE) is None


async def test_what_changed_before_the_message_left_is_respected(house: House) -> None:
    """A Saturday: what is planned waits for Monday morning."""
    people = [KARIM, SOLENE, EMMA]
    await cohort(house, *people)
    house.clock.now = THURSDAY + timedelta(days=2)
    await house.run("ask_check_ins", Tick())
    await house.work_on()
    await write_term(house, a_term(SOLENE.id, house.tenant, state=TermState.RESTING))
    await house.teams.say(KARIM, "point")
    await send(house, received(house, KARIM)[-1])
    await finish(house)
    run = await the_run(house)
    assert run is not None
    assert run.tally.states == {DeliveryState.SENT: 1, DeliveryState.SKIPPED: 2}
    assert run.tally.reasons == {Reason.NOTHING_TO_TELL: 2}
    assert len(received(house, EMMA)) == 1


async def test_only_those_in_office_who_said_nothing_yet_are_asked(house: House) -> None:
    await cohort(house, KARIM, SOLENE, EMMA)
    await write_term(house, a_term(SOLENE.id, house.tenant, state=TermState.RESTING))
    house.clock.now = THURSDAY - timedelta(days=1)
    earlier = await by_word(house, KARIM, "point")
    assert "Du 2 novembre au 15 novembre" in words(earlier)
    await send(house, (await house.teams.click(KARIM, button(earlier, "Période suivante"))).card)
    house.clock.now = THURSDAY
    await tick(house)
    run = await the_run(house)
    assert run is not None
    assert run.tally.planned == 1
    assert len(received(house, EMMA)) == 1


async def test_whoever_declined_is_not_asked_and_can_still_open_it(house: House) -> None:
    await cohort(house, KARIM)
    card = await asked(house)
    await house.teams.click(KARIM, button(card, "Ne plus recevoir cette carte"))
    person = await house.storage.people.get(house.tenant, KARIM.id)
    assert person is not None
    assert person.declined == {Topic.CHECK_IN}
    house.clock.now = THURSDAY + timedelta(weeks=2)
    before = len(received(house, KARIM))
    await tick(house)
    assert len(received(house, KARIM)) == before
    assert "Votre point d’étape" in words(await by_word(house, KARIM, "point"))


async def test_a_timer_that_is_days_late_asks_and_one_that_is_weeks_late_leaves_it(house: House) -> None:
    await cohort(house, KARIM)
    house.clock.now = THURSDAY + timedelta(days=3, hours=23)
    await tick(house)
    assert len(received(house, KARIM)) == 1
    house.clock.now = THURSDAY + timedelta(weeks=2, days=5)
    await tick(house)
    assert len(received(house, KARIM)) == 1


async def test_a_clock_that_jumps_asks_nobody_twice(house: House) -> None:
    await cohort(house, KARIM)
    for jump in (timedelta(0), timedelta(days=-1), timedelta(hours=2), timedelta(days=-14), timedelta(hours=3)):
        house.clock.now = THURSDAY + jump
        await tick(house)
    assert len(received(house, KARIM)) == len(await house.storage.runs.all(house.tenant)) == 2


async def test_nobody_else_is_shown_or_told_anything(house: House) -> None:
    await cohort(house, KARIM)
    await send(house, await asked(house))
    for who in (SOLENE, CLAIRE):
        await house.teams.say(who, "bonjour")
        for verb in OWN_VERBS:
            answer = await house.teams.click(who, signed(house, verb), FILLED)
            told = answer.words if isinstance(answer.body["value"], str) else words(answer.card)
            assert "ambassadeurs" in told
            assert "prompts, 2" not in told
        assert await stored(house, who) is None
    assert received(house, CLAIRE)[1:] == []


@pytest.mark.parametrize("verb", OWN_VERBS)
async def test_where_others_read_nothing_is_shown_or_done(house: House, verb: Verb) -> None:
    await cohort(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, verb), FILLED, where=GROUP)
    assert "conversation privée" in answer.words or "privé" in answer.words
    assert await stored(house) is None
    await house.teams.say(KARIM, "point", GROUP)
    assert house.cards_in(GROUP.id) == []


@pytest.mark.parametrize("subject", ["", "2026-1", "2026-1.2026-W54.2", "2026-1.2026-W47.99999", "x" * 500])
@pytest.mark.parametrize("verb", OWN_VERBS[1:])
async def test_a_subject_that_no_card_of_ours_has_changes_nothing(house: House, verb: Verb, subject: str) -> None:
    await cohort(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, verb, subject), FILLED)
    assert "ne fonctionne plus" in answer.words


async def test_a_check_in_that_is_not_one_s_own_cannot_be_named(house: House) -> None:
    """Whose it is comes from the request alone: what a client adds to the card is not read."""
    await cohort(house, KARIM, SOLENE)
    card = await asked(house)
    forged = {"person_id": SOLENE.id, "version": "9", "trade": "rh"}
    await send(house, card, **forged)
    assert await stored(house, SOLENE) is None
    said = await stored(house)
    assert said is not None
    assert (said.trade, said.version) == ("achats", 1)


async def test_a_cohort_of_another_rhythm_is_asked_on_its_own_days(house: House) -> None:
    await cohort(house, KARIM)
    weekly = a_cohort(house.tenant, id="2026-2", check_in_weeks=1)
    await house.storage.cohorts.create(weekly)
    await write_term(house, a_term(SOLENE.id, house.tenant, cohort_id="2026-2"))
    await house.teams.say(SOLENE, "bonjour")
    house.clock.now = THURSDAY - timedelta(weeks=1)
    await tick(house)
    assert "Du 16 novembre au 22 novembre" in words(received(house, SOLENE)[-1])
    assert received(house, KARIM) == []
    assert personal(SOLENE)
    ref = CheckInRef("2026-2", REF.period, 1)
    assert await house.storage.runs.get(house.tenant, ref.run) is not None
