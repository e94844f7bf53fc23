"""A call for ambassadors, from the programme lead's form to its last day."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from cards.verbs import Verb
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.nominations import invitation_run
from passeur.people import Role
from tests.fakes.card_reading import execute, titles, values, words
from tests.fakes.teams import CHANNEL, Someone
from tests.scenarios.call_house import (
    CALL,
    COHORT,
    everybody,
    home,
    last,
    move_cohort,
    open_call,
    send_call,
    signed,
    tend,
    the_cohort,
    volunteer,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House

LEAD_VERBS = [
    Verb.CALL_FORM,
    Verb.OPEN_CALL,
    Verb.EXTENSION_FORM,
    Verb.EXTEND_CALL,
    Verb.ASK_CLOSE_CALL,
    Verb.CLOSE_CALL,
]
# Midnight in Paris after the last day.
END = datetime(2026, 12, 4, 23, tzinfo=UTC)


def a_cohort(house: House) -> Cohort:
    call = Call(3, END)
    return Cohort(
        house.tenant,
        COHORT,
        call,
        CohortState.CALLING,
        house.clock.now,
        CLAIRE.id,
        date(2027, 1, 11),
        date(2027, 12, 17),
    )


async def test_the_lead_opens_a_call_and_the_channels_hear_of_it_once(house: House) -> None:
    await everybody(house)
    answer = await send_call(house, wanted="5", trades="finance,rh", sites="lyon")
    assert "L’appel est ouvert jusqu’au 4 décembre 2026 inclus." in words(answer.card)
    cohort = await the_cohort(house)
    assert cohort.call == Call(5, END, frozenset({"finance", "rh"}), frozenset({"lyon"}))
    assert (cohort.state, cohort.opened_by) == (CohortState.CALLING, CLAIRE.id)
    assert (cohort.starts_on, cohort.ends_on, cohort.check_in_weeks) == (date(2027, 1, 11), date(2027, 12, 17), 2)
    await house.deliver()
    for _ in range(2):
        await tend(house)
    (told,) = house.cards_in(CHANNEL.id)
    assert "Nous cherchons 5 ambassadeurs. Métiers : Finance, Ressources humaines. Sites : Lyon." in words(told)
    assert "Jusqu’au 4 décembre 2026 inclus." in words(told)


async def test_everything_may_be_left_to_all_trades_and_sites(house: House) -> None:
    cohort = await open_call(house, trades="rh,finance,achats", sites="lyon,nantes")
    assert (cohort.call.trades, cohort.call.sites) == (frozenset(), frozenset())
    await house.deliver()
    assert "Tous les métiers et tous les sites." in words(house.cards_in(CHANNEL.id)[-1])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"wanted": ""}, "Ce champ est nécessaire."),
        ({"wanted": "0"}, "supérieur à zéro"),
        ({"wanted": "-3"}, "supérieur à zéro"),
        ({"wanted": "une douzaine"}, "Indiquez un nombre entier, par exemple 12."),
        ({"wanted": "12.5"}, "Indiquez un nombre entier, par exemple 12."),
        ({"wanted": "9" * 60}, "est-ce une faute de frappe ?"),
        ({"trades": "finance,pirates"}, "Choisissez une valeur de la liste."),
        ({"sites": "atlantide"}, "Choisissez une valeur de la liste."),
        ({"deadline": ""}, "Ce champ est nécessaire."),
        ({"deadline": "demain"}, "Indiquez une date."),
        ({"deadline": "2026-11-19"}, "Choisissez un jour plus tardif"),
        ({"deadline": "2029-01-01"}, "Choisissez un jour plus proche"),
        ({"starts_on": "2026-12-04"}, "Le mandat commence après le dernier jour de l’appel."),
        ({"starts_on": "2028-12-04"}, "dans les six mois"),
        ({"ends_on": "2027-01-12"}, "Un mandat dure au moins quatre semaines."),
        ({"ends_on": "2037-01-12"}, "Un mandat dure au plus trois ans."),
        ({"check_in_weeks": "0"}, "supérieur à zéro"),
    ],
)
async def test_a_form_that_is_refused_comes_back_as_it_was_typed(
    house: House, typed: dict[str, str], said: str
) -> None:
    await everybody(house)
    answer = await send_call(house, **typed)
    assert said in words(answer.card)
    shown, sent = values(answer.card), {**CALL, **typed}
    # A date input shows a date or nothing, a list what it lists.
    kept = {name for name in CALL if name != "check_in_weeks" and sent[name] != "demain"}
    assert {name: shown[name] for name in kept} == {name: sent[name] for name in kept}
    assert await house.storage.cohorts.all(house.tenant) == []


async def test_the_same_form_sent_many_times_is_one_call(house: House) -> None:
    await everybody(house)
    form = await house.teams.click(CLAIRE, execute(await home(house, CLAIRE), Verb.CALL_FORM))
    send = execute(form.card, Verb.OPEN_CALL)
    answers = await asyncio.gather(*(house.teams.click(CLAIRE, send, CALL) for _ in range(5)))
    assert all("L’appel est ouvert" in words(answer.card) for answer in answers)
    assert len(await house.storage.cohorts.all(house.tenant)) == 1
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_two_leads_at_once_open_one_call_and_the_second_keeps_what_they_typed(house: House) -> None:
    await everybody(house)
    await house.storage.roles.grant(house.tenant, EMMA.id, Role.PROGRAMME_LEAD)
    send = signed(house, Verb.OPEN_CALL)
    answers = await asyncio.gather(
        *(house.teams.click(who, send, {**CALL, "wanted": wanted}) for who, wanted in ((CLAIRE, "3"), (EMMA, "4")))
    )
    refused = [answer for answer in answers if values(answer.card)]
    assert len(refused) == 1
    assert values(refused[0].card)["wanted"] in ("3", "4")
    assert len(await house.storage.cohorts.all(house.tenant)) == 1


async def test_no_second_call_is_opened_while_one_is_under_way(house: House) -> None:
    await open_call(house)
    assert "Ouvrir un appel" not in titles(await home(house, CLAIRE))
    answer = await house.teams.click(CLAIRE, signed(house, Verb.CALL_FORM, ""))
    assert "Un appel est déjà en cours." in answer.words
    other = await house.teams.click(CLAIRE, signed(house, Verb.OPEN_CALL, "2026-2"), CALL)
    assert "Un appel est déjà en cours." in words(other.card)
    assert len(await house.storage.cohorts.all(house.tenant)) == 1


async def test_after_a_term_the_next_call_is_the_next_cohort_of_the_year(house: House) -> None:
    await open_call(house)
    await move_cohort(house, CohortState.CHOOSING, CohortState.RUNNING)
    await send_call(house)
    assert [each.id for each in await house.storage.cohorts.all(house.tenant)] == ["2026-2", "2026-1"]


async def test_the_last_day_closes_the_call_and_those_who_review_are_told_once(house: House) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    await house.deliver()
    house.clock.now = END - timedelta(seconds=1)
    await tend(house)
    assert (await the_cohort(house)).state is CohortState.CALLING
    house.clock.now = END
    before = {who: len(house.cards_in(f"a:chat-{who.id}")) for who in (CLAIRE, KARIM, EMMA)}
    for _ in range(3):
        await tend(house)
    assert (await the_cohort(house)).state is CohortState.CHOOSING
    after = {who: len(house.cards_in(f"a:chat-{who.id}")) for who in before}
    assert after == {CLAIRE: before[CLAIRE] + 1, KARIM: before[KARIM] + 1, EMMA: before[EMMA]}
    assert "1 personne s’est présentée." in words(last(house, KARIM))
    listed = await house.teams.click(KARIM, execute(last(house, KARIM), Verb.LIST_CANDIDATES))
    assert SOLENE.name in words(listed.card)


async def test_three_days_before_the_end_the_channels_are_reminded_once(house: House) -> None:
    await open_call(house)
    await tend(house)
    assert len(house.cards_in(CHANNEL.id)) == 1
    for hour in range(0, 48, 12):
        house.clock.now = datetime(2026, 12, 2, 8, tzinfo=UTC) + timedelta(hours=hour)
        await tend(house)
    (_, reminder) = house.cards_in(CHANNEL.id)
    assert "encore quelques jours pour vous présenter" in words(reminder)


async def test_a_call_of_a_few_days_is_not_reminded_of_on_its_first(house: House) -> None:
    await open_call(house, deadline="2026-11-22")
    await tend(house)
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_an_extension_takes_candidates_again_and_is_told(house: House) -> None:
    await open_call(house)
    await house.deliver()
    await house.teams.click(CLAIRE, execute(await home(house, CLAIRE), Verb.ASK_CLOSE_CALL))
    closed = await house.teams.click(CLAIRE, signed(house, Verb.CLOSE_CALL))
    assert "L’appel est clos" in words(closed.card)
    assert "Je me porte volontaire" not in titles(await home(house, SOLENE))
    form = await house.teams.click(CLAIRE, execute(closed.card, Verb.EXTENSION_FORM))
    extend = execute(form.card, Verb.EXTEND_CALL)
    for _ in range(2):
        extended = await house.teams.click(CLAIRE, extend, {**CALL, "deadline": "2026-12-18"})
        assert "L’appel est ouvert jusqu’au 18 décembre 2026 inclus." in words(extended.card)
    assert (await the_cohort(house)).state is CohortState.CALLING
    await house.deliver()
    assert "Jusqu’au 18 décembre 2026 inclus." in words(house.cards_in(CHANNEL.id)[-1])
    assert len(house.cards_in(CHANNEL.id)) == 2
    assert "Votre candidature est bien arrivée" in words((await volunteer(house, SOLENE)).card)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-03", "Choisissez un jour plus tardif"),
        ("2027-01-11", "Le mandat commence après le dernier jour de l’appel."),
        ("bientôt", "Indiquez une date."),
        ("", "Ce champ est nécessaire."),
    ],
)
async def test_an_extension_ends_later_and_before_the_term(house: House, day: str, said: str) -> None:
    before = await open_call(house)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.EXTEND_CALL), {**CALL, "deadline": day})
    assert said in words(answer.card)
    assert values(answer.card)["deadline"] == ("" if day == "bientôt" else day)
    assert await the_cohort(house) == before


async def test_a_call_without_candidates_is_extended_even_after_its_term_should_have_begun(house: House) -> None:
    await open_call(house)
    house.clock.now = datetime(2027, 2, 1, 9, tzinfo=UTC)
    await tend(house)
    form = await house.teams.click(CLAIRE, execute(await home(house, CLAIRE), Verb.EXTENSION_FORM))
    assert values(form.card) == {"deadline": "", "starts_on": "2027-01-11", "ends_on": "2027-12-17"}
    days = {"deadline": "2027-02-26", "starts_on": "2027-03-08", "ends_on": "2027-12-17"}
    await house.teams.click(CLAIRE, execute(form.card, Verb.EXTEND_CALL), days)
    cohort = await the_cohort(house)
    assert (cohort.state, cohort.starts_on) == (CohortState.CALLING, date(2027, 3, 8))
    assert cohort.takes_candidates(house.clock.now)


@pytest.mark.parametrize("verb", [Verb.EXTENSION_FORM, Verb.EXTEND_CALL, Verb.ASK_CLOSE_CALL, Verb.CLOSE_CALL])
async def test_once_the_selection_is_decided_the_call_stays_as_it_is(house: House, verb: Verb) -> None:
    await open_call(house)
    await move_cohort(house, CohortState.CHOOSING, CohortState.RUNNING)
    answer = await house.teams.click(CLAIRE, signed(house, verb), {"deadline": "2026-12-18"})
    assert "La sélection est décidée" in answer.words
    assert (await the_cohort(house)).state is CohortState.RUNNING


async def test_a_crash_after_the_call_was_written_is_made_up_for_by_the_timer(house: House) -> None:
    await everybody(house)
    await house.storage.cohorts.create(a_cohort(house))
    await tend(house)
    assert len(house.cards_in(CHANNEL.id)) == 1
    assert await house.storage.runs.get(house.tenant, invitation_run(COHORT)) is not None


async def test_a_lost_queue_message_is_found_by_sweeping(house: House) -> None:
    await open_call(house)
    house.owed.clear()
    await tend(house)
    assert house.cards_in(CHANNEL.id) == []
    house.clock.now += timedelta(hours=1)
    await house.sweep()
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


@pytest.mark.parametrize("who", [KARIM, SOLENE], ids=["committee", "employee"])
@pytest.mark.parametrize("verb", LEAD_VERBS)
async def test_only_the_lead_has_a_hand_on_the_call(house: House, who: Someone, verb: Verb) -> None:
    before = await open_call(house)
    answer = await house.teams.click(who, signed(house, verb), {**CALL, "deadline": "2026-12-18"})
    assert answer.words.startswith("Cette action est réservée")
    assert await the_cohort(house) == before


@pytest.mark.parametrize("verb", LEAD_VERBS)
async def test_nobody_has_a_hand_on_it_where_others_read(house: House, verb: Verb) -> None:
    before = await open_call(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb), {**CALL, "deadline": "2026-12-18"}, where=CHANNEL)
    assert "conversation privée" in answer.words
    assert await the_cohort(house) == before


@pytest.mark.parametrize("subject", ["", "2026", "2026-0", "1999-1", "2026-1|x", "../2026-1"])
@pytest.mark.parametrize("verb", [Verb.OPEN_CALL, Verb.EXTEND_CALL, Verb.CLOSE_CALL, Verb.ASK_CLOSE_CALL])
async def test_even_a_signed_cohort_that_is_none_is_refused(house: House, verb: Verb, subject: str) -> None:
    await everybody(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, subject), CALL)
    assert "ne fonctionne plus" in answer.words


async def test_an_unknown_cohort_is_said_to_be(house: House) -> None:
    await everybody(house)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.CLOSE_CALL, "2025-3"))
    assert "Cet appel à ambassadeurs est inconnu." in answer.words


async def test_who_asks_in_a_channel_is_answered_in_private_once_a_day(house: House) -> None:
    await open_call(house)
    await house.deliver()
    announcement = house.cards_in(CHANNEL.id)[-1]
    before = len(house.cards_in(f"a:chat-{EMMA.id}"))
    for _ in range(3):
        answer = await house.teams.click(EMMA, execute(announcement, Verb.ASK_CALL_DETAILS), where=CHANNEL)
        assert "private chat" in answer.words
    await house.teams.say(EMMA, "ambassadors", CHANNEL)
    await house.deliver()
    assert len(house.cards_in(f"a:chat-{EMMA.id}")) == before + 1
    assert "I volunteer" in titles(last(house, EMMA))
    assert len(house.cards_in(CHANNEL.id)) == 1


@pytest.mark.parametrize("word", ["ambassadeurs", "ambassadeur", "Ambassadors", "ambassadrices ?"])
async def test_one_word_opens_the_programme(house: House, word: str) -> None:
    await everybody(house)
    assert "Les ambassadeurs IA" in words(await home(house, SOLENE, word))


async def test_the_home_card_shows_each_what_is_theirs(house: House) -> None:
    await open_call(house)
    assert {"Je me porte volontaire"} == set(titles(await home(house, SOLENE)))
    assert "Proposer quelqu’un" in titles(await home(house, KARIM))
    assert "Candidatures" in titles(await home(house, KARIM))
    lead = titles(await home(house, CLAIRE))
    assert {"Candidatures", "Prolonger l’appel", "Clore l’appel…"} <= set(lead)
    assert "Proposer quelqu’un" not in lead
