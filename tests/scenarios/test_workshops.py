"""Workshops from the host's side: one card to record one, corrected, withdrawn, in a calendar."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import azure.functions as func
import pytest
from icalendar import Calendar

from cards.ambassadors.calendar_link import calendar_card
from cards.signing import Signer
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.terms import TermState
from passeur.ambassadors.workshops import Workshop
from passeur.periods import Week
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, personal
from tests.scenarios.house import CLAIRE, EMMA, KARIM, House
from tests.scenarios.workshop_month import KEYS, TYPED, in_office, last, recorded, send_form, signed, stored

PARIS = ZoneInfo("Europe/Paris")


async def test_a_workshop_is_recorded_in_one_card(house: House) -> None:
    await in_office(house)
    answer = await send_form(house)
    (workshop,) = await stored(house)
    assert (workshop.title, workshop.on, workshop.begins, workshop.minutes) == (
        TYPED["title"],
        date(2026, 11, 20),
        time(14, 30),
        90,
    )
    assert (workshop.cohort_id, workshop.trade, workshop.site, workshop.reached) == ("2026-1", "finance", "lyon", 0)
    told = words(answer.card)
    assert "C’est enregistré, merci !" in told
    assert "20 novembre 2026, 14 h 30 (1 h 30)" in told
    assert f"{workshop.code[:4]}-{workshop.code[4:]}" in told


async def test_it_counts_once_the_host_said_how_many_came(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    assert not workshop.was_held(date(2026, 11, 20))
    form = await house.teams.click(CLAIRE, signed(house, Verb.OPEN_WORKSHOP_EDIT, workshop.id))
    assert values(form.card) == TYPED
    answer = await house.teams.click(CLAIRE, execute(form.card, Verb.EDIT_WORKSHOP), {**TYPED, "reached": "14"})
    assert "14 personnes sont venues." in words(answer.card)
    (workshop,) = await stored(house)
    assert workshop.was_held(date(2026, 11, 20))
    assert (workshop.reached, workshop.version) == (14, 2)


async def test_a_double_click_and_a_late_retry_are_one_workshop(house: House) -> None:
    await in_office(house)
    await house.teams.say(CLAIRE, "atelier")
    action = execute(last(house, CLAIRE), Verb.RECORD_WORKSHOP)
    answers = await asyncio.gather(*(house.teams.click(CLAIRE, action, TYPED) for _ in range(4)))
    house.clock.advance(days=2)
    answers.append(await house.teams.click(CLAIRE, action, {**TYPED, "title": "Autre chose", "day": "2026-11-13"}))
    (workshop,) = await stored(house)
    assert all(workshop.code[4:] in words(answer.card) for answer in answers)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("title", "", "Ce champ est nécessaire"),
        ("title", "x" * 10_000, "120 caractères au plus"),
        ("day", "", "Ce champ est nécessaire"),
        ("day", "demain", "Indiquez une date"),
        ("day", "2026-08-31", "un jour de votre mandat"),
        ("day", "2027-07-01", "un jour de votre mandat"),
        ("begins", "25:00", "Indiquez une heure"),
        ("minutes", "61", "Choisissez"),
        ("place", "y" * 121, "120 caractères au plus"),
        ("reached", "-3", "supérieur à zéro"),
        ("reached", "0", "supérieur à zéro"),
        ("reached", "douze", "un nombre entier"),
        ("reached", "2001", "2 000 personnes au plus"),
        ("reached", "9" * 5000, "2 000 personnes au plus"),
    ],
)
async def test_a_field_that_is_refused_says_why_and_nothing_typed_is_lost(
    house: House, field: str, typed: str, told: str
) -> None:
    await in_office(house)
    answer = await send_form(house, CLAIRE, **{field: typed})
    assert told in words(answer.card)
    assert await stored(house) == []
    kept = values(answer.card)
    assert kept == {**TYPED, field: kept[field]}
    assert typed.startswith(kept[field]) or kept[field] == typed
    fixed = await house.teams.click(CLAIRE, execute(answer.card, Verb.RECORD_WORKSHOP), TYPED)
    assert "C’est enregistré" in words(fixed.card)


async def test_a_workshop_that_is_over_says_how_many_came_and_one_to_come_does_not(house: House) -> None:
    await in_office(house)
    over = await send_form(house, day="2026-11-13")
    assert "Combien de personnes sont venues ?" in words(over.card)
    early = await send_form(house, day="2026-12-04", reached="12")
    assert "Laissez ce champ vide" in words(early.card)
    assert await stored(house) == []


@pytest.mark.parametrize("state", [TermState.OFFERED, TermState.ENDED])
async def test_only_an_ambassador_in_office_records_one(house: House, state: TermState) -> None:
    await in_office(house, state=state)
    await house.teams.say(KARIM, "bonjour")
    for who in (CLAIRE, KARIM):
        await house.teams.say(who, "atelier")
        said = house.connector.messages_in(personal(who).id)[-1].activity
        assert "réservée aux ambassadeurs" in said.get("text", ""), said
        forged = signed(house, Verb.RECORD_WORKSHOP, "ab" * 16)
        assert "réservée aux ambassadeurs" in (await house.teams.click(who, forged, TYPED)).words
        assert await stored(house, who) == []


async def test_somebody_who_rests_records_one_and_a_former_ambassador_reads_theirs(house: House) -> None:
    await in_office(house, state=TermState.RESTING)
    workshop = await recorded(house)
    await in_office(house, state=TermState.ENDED)
    await house.teams.say(CLAIRE, "ateliers")
    listed = last(house, CLAIRE)
    assert workshop.title in words(listed)
    assert "Enregistrer l’atelier" not in titles(listed)


async def test_nobody_reads_corrects_or_withdraws_the_workshop_of_another(house: House) -> None:
    await in_office(house)
    await in_office(house, KARIM)
    workshop = await recorded(house)
    for verb in (
        Verb.SHOW_WORKSHOP,
        Verb.OPEN_WORKSHOP_EDIT,
        Verb.EDIT_WORKSHOP,
        Verb.WITHDRAW_WORKSHOP,
        Verb.POST_FEEDBACK_CARD,
    ):
        answer = await house.teams.click(KARIM, signed(house, verb, workshop.id, version=1), TYPED)
        assert "Cet atelier est inconnu" in answer.words
    assert await stored(house) == [workshop]


@pytest.mark.parametrize("verb", [Verb.SHOW_WORKSHOPS, Verb.SHOW_WORKSHOP, Verb.RECORD_WORKSHOP, Verb.EDIT_WORKSHOP])
async def test_where_others_read_nothing_of_it_is_told_or_done(house: House, verb: Verb) -> None:
    await in_office(house)
    workshop = await recorded(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, workshop.id, version=1), TYPED, where=CHANNEL)
    assert "conversation privée" in answer.words
    await house.teams.say(CLAIRE, "atelier", CHANNEL)
    assert house.cards_in(CHANNEL.id) == []
    assert await stored(house) == [workshop]


async def test_a_correction_moves_the_day_and_keeps_the_code(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    action = signed(house, Verb.EDIT_WORKSHOP, workshop.id, version=1)
    typed = {**TYPED, "day": "2026-10-02", "reached": "9", "begins": ""}
    for _ in range(2):
        answer = await house.teams.click(CLAIRE, action, typed)
        assert "2 octobre 2026 (1 h 30)" in words(answer.card)
    (moved,) = await stored(house)
    assert (moved.on, moved.code, moved.version, moved.begins) == (date(2026, 10, 2), workshop.code, 2, None)
    weeks = [
        each.week async for each, _ in house.storage.workshops.between(house.tenant, Week(2026, 1), Week(2027, 20))
    ]
    assert weeks == [Week(2026, 40)]


async def test_a_correction_of_an_older_version_comes_back_with_what_was_typed(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    action = signed(house, Verb.EDIT_WORKSHOP, workshop.id, version=1)
    await house.teams.click(CLAIRE, action, {**TYPED, "reached": "9"})
    answer = await house.teams.click(CLAIRE, action, {**TYPED, "reached": "8"})
    assert "Cet atelier a changé entre-temps" in words(answer.card)
    assert values(answer.card)["reached"] == "8"
    assert [each.reached for each in await stored(house)] == [9]


async def test_a_workshop_that_is_withdrawn_is_gone_everywhere(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for _ in range(2):
        answer = await house.teams.click(CLAIRE, signed(house, Verb.WITHDRAW_WORKSHOP, workshop.id))
        assert "L’atelier est retiré" in words(answer.card)
    assert await stored(house) == []
    for verb in (Verb.SHOW_WORKSHOP, Verb.EDIT_WORKSHOP, Verb.OPEN_WORKSHOP_EDIT):
        answer = await house.teams.click(CLAIRE, signed(house, verb, workshop.id, version=2), TYPED)
        assert "Cet atelier est inconnu" in answer.words
    calendar = await house.teams.click(CLAIRE, signed(house, Verb.WORKSHOP_CALENDAR, workshop.code))
    assert "Cet atelier est inconnu" in calendar.words


async def test_the_list_has_the_latest_first_and_leads_to_each(house: House) -> None:
    await in_office(house)
    for number in range(8):
        await recorded(house, title=f"Atelier {number}", day=f"2026-11-{10 + number}", reached="5")
    await house.teams.say(CLAIRE, "workshop")
    told = words(last(house, CLAIRE))
    assert [f"Atelier {number}" in told for number in range(8)] == [False] * 2 + [True] * 6
    assert told.index("Atelier 7") < told.index("Atelier 2")


async def test_it_speaks_english_to_its_reader(house: House) -> None:
    await in_office(house, EMMA)
    answer = await send_form(house, EMMA)
    assert "20 November 2026, 14:30 (1 h 30)" in words(answer.card)
    assert "Correct it" in titles(answer.card)


def calendar_request(house: House, workshop: Workshop, **changes: str) -> func.HttpRequest:
    """What a click of Claire's on a fresh link asks of the functions."""
    organisation = replace(house.backend.organisation, functions_url="https://passeur.example.net")
    view = View("fr", organisation, Signer(KEYS, house.tenant))
    link = button(calendar_card(view, workshop, CLAIRE.id, house.clock.now), "Fichier d’agenda")["url"]
    address = urlsplit(link)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://passeur.example.net/api/workshops/calendar"
    params = {"t": parse_qs(address.query)["t"][0], **changes}
    return func.HttpRequest(method="GET", url="/", params=params, route_params={}, body=b"")


async def test_the_calendar_file_is_read_by_any_calendar(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house, title="Relire, vérifier ; « citer »\nDTEND:19700101", day="2026-12-04")
    answer = await house.run("download_workshop", calendar_request(house, workshop))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="passeur.ics"'
    (event,) = Calendar.from_ical(answer.get_body()).walk("VEVENT")
    assert event["SUMMARY"] == "Relire, vérifier ; « citer » DTEND:19700101"
    assert event.decoded("DTSTART") == datetime(2026, 12, 4, 14, 30, tzinfo=PARIS)
    assert event.decoded("DTEND") == datetime(2026, 12, 4, 16, 0, tzinfo=PARIS)
    assert event["LOCATION"] == "Salle Rhône"
    assert CLAIRE.name not in answer.get_body().decode()
    assert workshop.code not in answer.get_body().decode()


async def test_a_calendar_link_opens_nothing_else_and_ends_after_an_hour(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house, day="2026-12-04", begins="")
    fresh = calendar_request(house, workshop)
    token = fresh.params["t"]
    for bad in ("", token + "x", token[:-2]):
        refused = await house.run("download_workshop", calendar_request(house, workshop, t=bad))
        assert refused.status_code == 403
    assert (await house.run("download_brief", fresh)).status_code == 403
    whole_day = await house.run("download_workshop", fresh)
    (event,) = Calendar.from_ical(whole_day.get_body()).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 12, 4)
    house.clock.advance(minutes=61)
    late = await house.run("download_workshop", fresh)
    assert late.status_code == 403
    assert "valable une heure" in late.get_body().decode()
    await house.teams.click(CLAIRE, signed(house, Verb.WITHDRAW_WORKSHOP, workshop.id))
    assert (await house.run("download_workshop", calendar_request(house, workshop))).status_code == 403


async def test_without_an_address_of_the_functions_the_card_says_what_is_missing(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house, day="2026-12-04")
    below = await house.teams.click(CLAIRE, signed(house, Verb.WORKSHOP_CALENDAR, workshop.code))
    assert "juste en dessous" in below.words
    assert "PASSEUR_FUNCTIONS_URL" in words(last(house, CLAIRE))


@pytest.mark.parametrize("subject", ["", "x", "0" * 31, "G" * 32, "../../etc"])
async def test_a_subject_that_we_could_not_have_written_is_refused(house: House, subject: str) -> None:
    await in_office(house)
    for verb in (Verb.SHOW_WORKSHOP, Verb.RECORD_WORKSHOP, Verb.EDIT_WORKSHOP, Verb.WITHDRAW_WORKSHOP):
        answer = await house.teams.click(CLAIRE, signed(house, verb, subject), TYPED)
        assert "ne fonctionne plus" in answer.words
    assert await stored(house) == []
