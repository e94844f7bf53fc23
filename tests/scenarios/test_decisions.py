"""The decision log: who steers the programme reads it, and the lead and the committee write in it."""

import asyncio
from typing import Any

import azure.functions as func
import pytest

from cards.verbs import Verb
from passeur.ambassadors.decisions import Decision
from passeur.people import Role
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, Answer, Someone, personal
from tests.scenarios.brief_month import everybody as committee
from tests.scenarios.brief_month import finish, month_of_shares, received, request
from tests.scenarios.brief_month import signed as brief_signed
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.test_brief_files import link_of
from tests.scenarios.workshop_month import last, signed

TYPED = {
    "what": "Prolonger l’appel de deux semaines à Lyon",
    "why": "Deux candidats seulement pour dix-huit équipes.",
    "day": "2026-11-19",
}
WRITES = (Verb.RECORD_DECISION, Verb.SHOW_DECISION, Verb.STRIKE_DECISION)


async def everybody(house: House) -> None:
    """Claire leads, Karim sits on the committee, Emma is the sponsor and Solène none of these."""
    for who in (CLAIRE, KARIM, EMMA, SOLENE):
        await house.teams.say(who, "bonjour")
    for who, role in ((CLAIRE, Role.PROGRAMME_LEAD), (KARIM, Role.STEERING), (EMMA, Role.SPONSOR)):
        await house.storage.roles.grant(house.tenant, who.id, role)


async def log(house: House, who: Someone = CLAIRE, word: str = "décisions") -> Any:
    await house.teams.say(who, word)
    return last(house, who)


async def record(house: House, who: Someone = CLAIRE, **typed: str) -> Answer:
    action = execute(await log(house, who), Verb.RECORD_DECISION)
    return await house.teams.click(who, action, {**TYPED, **typed})


async def stored(house: House) -> list[Decision]:
    return list(await house.storage.decisions.all(house.tenant))


@pytest.mark.parametrize("who", [CLAIRE, KARIM])
async def test_the_lead_and_the_committee_record_a_decision(house: House, who: Someone) -> None:
    await everybody(house)
    answer = await record(house, who)
    (decision,) = await stored(house)
    assert (decision.what, decision.why, decision.recorded_by) == (TYPED["what"], TYPED["why"], who.id)
    told = words(answer.card)
    assert f"Décision du 19 novembre 2026, notée par {who.name}" in told
    assert TYPED["why"] in told
    # The form is there again for the next one, empty.
    assert values(answer.card)["what"] == ""


async def test_the_sponsor_reads_and_writes_nothing(house: House) -> None:
    await everybody(house)
    await record(house)
    card = await log(house, EMMA, "decisions")
    assert TYPED["what"] in words(card)
    assert titles(card) == []
    assert values(card) == {}
    (decision,) = await stored(house)
    for verb in WRITES:
        answer = await house.teams.click(EMMA, signed(house, verb, decision.id), {**TYPED, "struck_why": "Non"})
        assert answer.words
    assert await stored(house) == [decision]


async def test_nobody_else_reads_or_writes_it(house: House) -> None:
    await everybody(house)
    await record(house)
    (decision,) = await stored(house)
    await house.teams.say(SOLENE, "décisions")
    assert not any(TYPED["what"] in words(card) for card in house.cards_in(personal(SOLENE).id))
    for verb in (*WRITES, Verb.SHOW_DECISIONS):
        answer = await house.teams.click(SOLENE, signed(house, verb, decision.id), {**TYPED, "struck_why": "Non"})
        assert TYPED["what"] not in answer.words
    assert await stored(house) == [decision]


async def test_a_role_that_was_taken_away_opens_nothing(house: House) -> None:
    await everybody(house)
    action = execute(await log(house, KARIM), Verb.RECORD_DECISION)
    await house.storage.roles.revoke(house.tenant, KARIM.id, Role.STEERING)
    assert (await house.teams.click(KARIM, action, TYPED)).words
    assert await stored(house) == []


@pytest.mark.parametrize("verb", [*WRITES, Verb.SHOW_DECISIONS])
async def test_where_others_read_nothing_of_it_is_told_or_done(house: House, verb: Verb) -> None:
    await everybody(house)
    await record(house)
    (decision,) = await stored(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, decision.id), TYPED, where=CHANNEL)
    assert "conversation privée" in answer.words
    await house.teams.say(CLAIRE, "décisions", CHANNEL)
    assert house.cards_in(CHANNEL.id) == []
    assert await stored(house) == [decision]


async def test_a_double_click_is_one_decision(house: House) -> None:
    await everybody(house)
    action = execute(await log(house), Verb.RECORD_DECISION)
    await asyncio.gather(*(house.teams.click(CLAIRE, action, TYPED) for _ in range(4)))
    await house.teams.click(CLAIRE, action, {**TYPED, "what": "Autre chose"})
    assert [each.what for each in await stored(house)] == [TYPED["what"]]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("what", " ", "Ce champ est nécessaire"),
        ("what", "x" * 301, "300 caractères au plus"),
        ("why", "", "Ce champ est nécessaire"),
        ("why", "y" * 1001, "1 000 caractères au plus"),
        ("day", "hier", "date"),
        ("day", "2026-11-21", "moins tardive"),
    ],
)
async def test_a_refused_form_comes_back_with_what_was_typed(house: House, field: str, typed: str, told: str) -> None:
    await everybody(house)
    answer = await record(house, CLAIRE, **{field: typed})
    assert told in words(answer.card)
    assert await stored(house) == []
    kept = {name: value for name, value in {**TYPED, field: typed}.items() if value.strip()}
    assert {name: value for name, value in values(answer.card).items() if value.strip()} == kept
    await house.teams.click(CLAIRE, execute(answer.card, Verb.RECORD_DECISION), TYPED)
    assert len(await stored(house)) == 1


async def test_a_decision_is_struck_out_with_a_reason_and_stays(house: House) -> None:
    await everybody(house)
    answer = await record(house)
    asked = await house.teams.click(KARIM, execute(answer.card, Verb.SHOW_DECISION))
    strike = execute(asked.card, Verb.STRIKE_DECISION)
    refused = await house.teams.click(KARIM, strike, {"struck_why": ""})
    assert "Ce champ est nécessaire" in words(refused.card)
    done = await house.teams.click(KARIM, strike, {"struck_why": "Remplacée le *20*"})
    again = await house.teams.click(CLAIRE, strike, {"struck_why": "Autre raison"})
    for each in (done, again):
        assert "Rayée par Karim Benali le 20 novembre 2026" in words(each.card)
    (decision,) = await stored(house)
    assert (decision.struck_why, decision.what) == ("Remplacée le *20*", TYPED["what"])
    assert "Rayer" not in titles(again.card)
    # A button of the days before shows what became of it.
    later = await house.teams.click(CLAIRE, signed(house, Verb.SHOW_DECISION, decision.id))
    assert "Rayée par" in words(later.card)


async def test_the_log_has_pages(house: House) -> None:
    await everybody(house)
    for number in range(14):
        await record(house, what=f"Décision {number:02d}", day=f"2026-11-{number + 1:02d}")
    card = await log(house, EMMA)
    told = words(card)
    assert [f"Décision {number:02d}" in told for number in (13, 8, 7)] == [True, True, False]
    card = (await house.teams.click(EMMA, button(card, "Older"))).card
    card = (await house.teams.click(EMMA, button(card, "Older"))).card
    assert "Décision 00" in words(card)
    assert titles(card) == ["Newer"]


@pytest.mark.parametrize("subject", ["", "x", "0" * 31])
async def test_a_subject_that_we_could_not_have_written_is_refused(house: House, subject: str) -> None:
    await everybody(house)
    for verb in WRITES:
        answer = await house.teams.click(CLAIRE, signed(house, verb, subject), {**TYPED, "struck_why": "Non"})
        assert "ne fonctionne plus" in answer.words
    unknown = await house.teams.click(CLAIRE, signed(house, Verb.SHOW_DECISION, "0" * 32))
    assert "n’est pas dans le registre" in unknown.words
    page = await house.teams.click(CLAIRE, signed(house, Verb.SHOW_DECISIONS, version=-1))
    assert "ne fonctionne plus" in page.words
    assert await stored(house) == []


async def test_the_sponsor_receives_and_reads_the_brief_as_the_committee_does(house: House) -> None:
    await month_of_shares(house)
    await committee(house)
    await house.storage.roles.grant(house.tenant, SOLENE.id, Role.SPONSOR)
    before = await house.run("download_brief", request(**link_of(house, SOLENE, "csv")))
    assert before.status_code == 403
    assert (await house.teams.click(SOLENE, brief_signed(house, Verb.APPROVE_BRIEF))).words
    await house.teams.click(CLAIRE, brief_signed(house, Verb.APPROVE_BRIEF))
    await finish(house)
    (theirs,), (sent,) = received(house, KARIM), received(house, SOLENE)
    assert words(sent) == words(theirs)
    await house.teams.say(SOLENE, "bilan")
    assert "octobre 2026" in words(last(house, SOLENE))
    files = await house.teams.click(SOLENE, brief_signed(house, Verb.BRIEF_FILES))
    assert "juste en dessous" in files.words
    after = await house.run("download_brief", request(**link_of(house, SOLENE, "csv")))
    assert after.status_code == 200
    await house.teams.say(SOLENE, "messages")
    assert "Le bilan mensuel" in words(last(house, SOLENE))
    await house.storage.roles.revoke(house.tenant, SOLENE.id, Role.SPONSOR)
    late = await house.run("download_brief", request(**link_of(house, SOLENE, "csv")))
    assert late.status_code == 403


async def test_the_sponsor_is_named_where_the_other_roles_are(house: House) -> None:
    await house.run("set_role", role_request("PUT", EMMA.id, "sponsor"))
    assert await house.storage.roles.has(house.tenant, EMMA.id, Role.SPONSOR)
    await house.run("set_role", role_request("DELETE", EMMA.id, "sponsor"))
    assert not await house.storage.roles.has(house.tenant, EMMA.id, Role.SPONSOR)


def role_request(method: str, person_id: str, role: str) -> func.HttpRequest:
    route = {"person_id": person_id, "role": role}
    return func.HttpRequest(method=method, url="/", route_params=route, body=b"")
