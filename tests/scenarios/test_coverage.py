"""The coverage map, from the people of the directory to the file."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import azure.functions as func

from cards.downloads import FileGrant, FileKind
from cards.signing import Signer
from cards.verbs import Verb
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.terms import Term, TermState
from passeur.directory.recount_teams import recount_teams
from passeur.people import Person, Role
from tests.fakes.card_reading import parts, titles, words
from tests.scenarios.call_house import COHORT, KEYS, last, move_cohort, open_call, signed
from tests.scenarios.house import CLAIRE, KARIM, SOLENE, House


async def a_company(house: House) -> None:
    """A hundred and sixty people of finance at Lyon, three at Nantes, and one ambassador who rests."""
    await open_call(house)
    for number in range(160):
        await add(house, Person(house.tenant, f"p-{number:03d}", "Anne Martin", trade="finance", site="lyon"))
    for number in range(3):
        await add(house, Person(house.tenant, f"n-{number}", "Paul Petit", trade="finance", site="nantes"))
    await add(house, Person(house.tenant, "left", "Luc Parti", trade="finance", site="nantes", active=False))
    await recount_teams(house.backend)
    await move_cohort(house, CohortState.CHOOSING, CohortState.RUNNING)


async def add(house: House, person: Person) -> None:
    await house.storage.people.put(person)


async def ambassador(house: House, person_id: str, state: TermState, site: str = "lyon") -> None:
    term = Term(house.tenant, COHORT, person_id, "finance", site, Way.SPOTTED, state, house.clock.now)
    await house.storage.terms.change(house.tenant, COHORT, person_id, lambda _: term)


async def download(house: House, token: str) -> Any:
    request = func.HttpRequest(method="GET", url="/", params={"t": token}, route_params={}, body=b"")
    return await house.run("download_coverage", request)


def granted(house: House, person_id: str, about: str = FileKind.COVERAGE) -> str:
    return Signer(KEYS, house.tenant).downloads.sign_file(FileGrant(person_id, about, "fr"), house.clock.now)


async def test_the_map_counts_those_who_are_active_beside_the_people_who_work_here(house: House) -> None:
    await a_company(house)
    await ambassador(house, "p-001", TermState.ACTIVE)
    await ambassador(house, "p-002", TermState.RESTING)
    await ambassador(house, "p-003", TermState.OFFERED)
    await house.teams.say(CLAIRE, "couverture")
    card = last(house, CLAIRE)
    assert "1 ambassadeur est en fonction. Les besoins des métiers sont couverts pour 1 sur 2." in words(card)
    assert "• Finance : 1 à recruter (Lyon 1)." in words(card)
    facts = [fact for part in parts(card) if part["type"] == "FactSet" for fact in part["facts"]]
    told = {fact["title"]: fact["value"].replace("\u00a0", " ") for fact in facts}
    assert told["Finance"] == "1 pour un besoin de 2, effectif : 160"
    assert told["Nantes"] == "0 pour un besoin de 1, effectif : moins de 5"


async def test_nobody_was_counted_yet_is_said(house: House) -> None:
    await open_call(house)
    for who in (CLAIRE, KARIM):
        answer = await house.teams.click(who, signed(house, Verb.SHOW_COVERAGE, ""))
        assert "Les effectifs ne sont pas encore connus" in words(answer.card)


async def test_the_file_has_a_line_for_each_trade_at_each_site(house: House) -> None:
    await a_company(house)
    await ambassador(house, "p-001", TermState.ACTIVE)
    answer = await download(house, granted(house, KARIM.id))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="passeur-ambassadors.csv"'
    text = answer.get_body().decode("utf-8-sig")
    lines = text.replace("\u00a0", " ").split("\r\n")
    assert "Finance;Lyon;160;1;2;1" in lines
    assert "Finance;Nantes;moins de 5;0;0;0" in lines
    assert "Tous;Lyon;160;1;2;1" in lines


async def test_a_link_opens_for_an_hour_for_who_still_steers_the_programme_and_for_this_file_only(house: House) -> None:
    await a_company(house)
    token = granted(house, KARIM.id)
    await house.storage.roles.revoke(house.tenant, KARIM.id, Role.STEERING)
    for refused in (token, granted(house, SOLENE.id), granted(house, CLAIRE.id, "badge|ready"), "", "x.y.z"):
        assert (await download(house, refused)).status_code == 403
    old = granted(house, CLAIRE.id)
    assert (await download(house, old)).status_code == 200
    house.clock.now += timedelta(minutes=61)
    assert (await download(house, old)).status_code == 403


async def test_the_card_links_to_the_file_only_where_the_functions_are_known(house: House) -> None:
    await a_company(house)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.SHOW_COVERAGE, ""))
    urls = [part["url"] for part in parts(answer.card) if part["type"] == "Action.OpenUrl"]
    assert all("t" in parse_qs(urlsplit(url).query) for url in urls)
    assert ("Métiers par site (CSV)" in titles(answer.card)) == bool(urls)
