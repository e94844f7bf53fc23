"""The programme's board for those who steer it, each ambassador's own for them alone, and the figures over HTTP."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import azure.functions as func
import pytest

from cards.downloads import FileGrant, FileKind
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.ambassadors.kpis import RULE
from passeur.people import Role
from passeur.periods import Month
from tests.fakes.card_reading import execute, readable, titles, words
from tests.fakes.teams import GROUP, Someone, personal
from tests.passeur.ambassadors.kept_company import keep, steady
from tests.passeur.ambassadors.kpi_company import MONTHS, NEW, a_workshop
from tests.scenarios.house import CLAIRE, EMMA, ENVIRONMENT, KARIM, SOLENE, House, Tick

KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
# The Monday from which October is told.
TOLD = datetime(2026, 11, 16, 9, tzinfo=UTC)


async def programme(house: House) -> None:
    """Eight ambassadors, Karim and Solène among them; Claire leads."""
    await keep(steady(KARIM.id, SOLENE.id), house.backend)
    for who in (CLAIRE, KARIM, SOLENE, EMMA):
        await house.teams.say(who, "bonjour")
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    house.clock.now = TOLD
    house.connector.messages.clear()


async def board(house: House, who: Someone, word: str = "tableau") -> Any:
    await house.teams.say(who, word)
    return house.cards_in(personal(who).id)[-1]


def request(**params: str) -> func.HttpRequest:
    return func.HttpRequest(method="GET", url="/", params=params, route_params={}, body=b"")


async def kpis(house: House, **params: str) -> Any:
    answer = await house.run("get_kpis", request(**params))
    assert answer.status_code == 200, answer.get_body()
    return json.loads(answer.get_body())


def facts(card: Any) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            for fact in part.get("facts", ()):
                found.setdefault(fact["title"].replace("\u00a0", " "), fact["value"].replace("\u00a0", " "))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk(card)
    return found


def button(house: House, verb: Verb, subject: str = "") -> dict[str, Any]:
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject))
    return {"type": "Action.Execute", "verb": verb.value, "data": {"token": token}}


async def test_the_lead_reads_the_newest_month_that_is_over(house: House) -> None:
    await programme(house)
    card = await board(house, CLAIRE)
    assert "Le programme, octobre 2026" in words(card)
    assert "8 ateliers, 80 personnes touchées." in words(card)
    told = facts(card)
    assert told["Prompts créés"] == "16 (au moins 5 personnes)"
    assert told["Estimé dans les points d’étape"] == "12 heures par semaine (au moins 5 personnes)"
    assert told["Annoncé dans les partages"] == "8 heures par semaine (au moins 5 personnes)"
    assert told["Constaté par les collègues qui l’ont refait"] == "8 heures par semaine (au moins 5 personnes)"
    # The eight ambassadors are of one trade, one site and one cohort: there is nothing to set side by side.
    assert "Par métier" not in words(card)
    before = await house.teams.click(CLAIRE, next(each for each in executes(card) if "Septembre" in each["title"]))
    assert "Le programme, septembre 2026" in words(before.card)
    term = await house.teams.click(CLAIRE, next(each for each in executes(card) if "mandat" in each["title"]))
    assert "16 ateliers, 160 personnes touchées." in words(term.card)
    assert "2 mois sur" in words(term.card)


def executes(card: Any) -> list[dict[str, Any]]:
    return [each for each in card["actions"] if each["type"] == "Action.Execute"]


@pytest.mark.parametrize("role", [Role.STEERING, Role.SPONSOR])
async def test_those_who_steer_read_it_too_in_their_own_chat(house: House, role: Role) -> None:
    await programme(house)
    await house.storage.roles.grant(house.tenant, EMMA.id, role)
    assert "The programme, October 2026" in words(await board(house, EMMA, "board"))
    await house.storage.roles.revoke(house.tenant, EMMA.id, role)
    refused = await house.teams.click(EMMA, button(house, Verb.SHOW_BOARD))
    assert "80" not in readable(refused.body)


async def test_nobody_else_reads_it_whatever_they_click(house: House) -> None:
    await programme(house)
    for who in (KARIM, EMMA):
        for subject in ("", "2026-10", NEW.id):
            answer = await house.teams.click(who, button(house, Verb.SHOW_BOARD, subject))
            assert "80" not in readable(answer.body)
    among_others = await house.teams.click(CLAIRE, button(house, Verb.SHOW_BOARD), where=GROUP)
    assert "80" not in readable(among_others.body)


@pytest.mark.parametrize("subject", ["2026-13", "x", "2026-Q9", "2031-1"])
async def test_a_period_that_there_is_not_opens_nothing(house: House, subject: str) -> None:
    await programme(house)
    answer = await house.teams.click(CLAIRE, button(house, Verb.SHOW_BOARD, subject))
    assert answer.status == 200
    assert "80" not in readable(answer.body)


async def test_before_a_month_is_over_there_are_no_figures(house: House) -> None:
    await programme(house)
    house.clock.now = datetime(2026, 9, 20, 9, tzinfo=UTC)
    assert "Pas encore de chiffres" not in words(await board(house, CLAIRE)), "August is told: the cohort before had it"
    house.clock.now = datetime(2026, 1, 20, 9, tzinfo=UTC)
    assert "Pas encore de chiffres" in words(await board(house, CLAIRE))
    assert (await house.run("get_kpis", request(period="2026-10"))).status_code == 409
    assert (await house.run("get_kpis", request())).status_code == 409


async def test_an_ambassador_reads_their_own_numbers_and_one_idea(house: House) -> None:
    await programme(house)
    await house.run("count_kpis", Tick())
    card = await board(house, KARIM)
    told = facts(card)
    assert (told["Ateliers animés"], told["Personnes touchées"], told["Prompts créés"]) == ("1", "10", "2")
    assert "Octobre 2026" in words(card)
    assert "Ceci n’est visible que de vous." in words(card)
    assert "Votre point d’étape vous attend" in words(card)
    assert "Mon point d’étape" in titles(card)
    # What was recorded since is there at once, and counted with its month later.
    recorded = replace(a_workshop(steady(KARIM.id).terms[0], TOLD.date(), 99, 23), tenant_id=house.tenant)
    await house.storage.workshops.add(recorded)
    assert facts(await board(house, KARIM))["Personnes touchées"] == "23"
    await house.teams.say(KARIM, "tableau", GROUP)
    assert "Mes chiffres" not in words(house.cards_in(GROUP.id))


async def test_who_never_was_an_ambassador_is_told_so(house: House) -> None:
    await programme(house)
    await house.teams.say(EMMA, "board")
    assert "My numbers" not in words(house.cards_in(personal(EMMA).id))
    answer = await house.teams.click(EMMA, button(house, Verb.SHOW_OWN_BOARD))
    assert "ambassador" in json.dumps(answer.body)


async def test_a_lead_who_is_an_ambassador_has_both(house: House) -> None:
    await programme(house)
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.PROGRAMME_LEAD)
    card = await board(house, KARIM)
    own = await house.teams.click(KARIM, execute(card, Verb.SHOW_OWN_BOARD))
    assert "Mes chiffres" in words(own.card)


async def test_the_json_says_from_how_many_and_what_is_not_told(house: House) -> None:
    await programme(house)
    read = await kpis(house, period="2026-10")
    assert read == await kpis(house)
    figures = {(each["measure"], each["group"]): each for each in read["figures"]}
    assert figures["workshops", "trade:rh"] == {
        "measure": "workshops",
        "group": "trade:rh",
        "value": 8,
        "people_at_least": 5,
        "months": 1,
    }
    assert read["blockers"][0]["value"] is None
    assert "fewer than 5" in read["blockers"][0]["withheld"]
    assert [each["month"] for each in read["trend"]][-2:] == ["2026-09", "2026-10"]
    assert read["continuity"][-1]["began_at_least"] == 5
    quarter = await kpis(house, period="2026-Q4")
    assert quarter["months_told"] == ["2026-10"]


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"period": "2026-11"}, 409),
        ({"period": "1999-01"}, 409),
        ({"period": "2026-13"}, 400),
        ({"period": "2029-1"}, 400),
        ({"period": "2026-10", "format": "xlsx"}, 400),
        ({"period": "2026-10", "locale": "de"}, 400),
    ],
)
async def test_the_route_takes_periods_that_are_told(house: House, params: dict[str, str], status: int) -> None:
    await programme(house)
    assert (await house.run("get_kpis", request(**params))).status_code == status


async def test_the_file_has_the_numbers_of_the_json(house: House) -> None:
    await programme(house)
    answer = await house.run("get_kpis", request(period="2026-10", format="csv", locale="en"))
    rows = list(csv.reader(StringIO(answer.get_body().decode("utf-8-sig")), delimiter=";"))
    assert ["By trade", "Ressources humaines", "8", "at least 5 people", "Workshops run"] not in rows
    assert ["By trade", "Human resources", "8", "at least 5 people", "Workshops run"] in rows
    assert answer.headers["Content-Disposition"] == 'attachment; filename="passeur-kpis-2026-10.csv"'


async def test_a_link_gives_the_file_to_who_steers_for_an_hour(house: House) -> None:
    await programme(house)
    downloads = Signer(KEYS, house.tenant).downloads

    def link(who: Someone, about: str = f"{FileKind.BOARD}|2026-10") -> func.HttpRequest:
        return request(t=downloads.sign_file(FileGrant(who.id, about, "fr"), TOLD))

    given = await house.run("download_kpis", link(CLAIRE))
    assert given.status_code == 200
    assert "Ressources humaines" in given.get_body().decode()
    others = [
        link(KARIM),
        link(CLAIRE, "workshop|2026-10"),
        link(CLAIRE, f"{FileKind.BOARD}|x"),
        link(CLAIRE, f"{FileKind.BOARD}|2031-01"),
    ]
    for other in (*others, request(t="x"), request()):
        refused = await house.run("download_kpis", other)
        assert (refused.status_code, refused.mimetype) == (403, "text/html")
    house.clock.advance(minutes=61)
    assert (await house.run("download_kpis", link(CLAIRE))).status_code == 403


async def test_the_card_links_to_the_file_of_its_period(house: House) -> None:
    await programme(house)
    answer = await house.run("get_kpis", request(period="2026-10"))
    assert answer.status_code == 200
    card = await board(house, CLAIRE)
    urls = [each["url"] for each in card["actions"] if each["type"] == "Action.OpenUrl"]
    # Without the address of the functions there is no link, and the card says why.
    assert urls == [] or parse_qs(urlsplit(urls[0]).query)["t"]
    assert "PASSEUR_FUNCTIONS_URL" in words(card) or urls


async def test_months_are_counted_once_and_again_when_asked(house: House) -> None:
    await programme(house)
    counted = json.loads((await house.run("recompute_kpis", request())).get_body())
    assert counted["rules_version"] == RULE
    assert counted["counted"][-2:] == ["2026-09", "2026-10"]
    again = json.loads((await house.run("recompute_kpis", request())).get_body())
    assert again["counted"] == []
    before = await kpis(house, period="2026-10")
    everything = json.loads((await house.run("recompute_kpis", request(all="yes"))).get_body())
    assert everything["counted"] == counted["counted"]
    # Replaced and not added to: the same facts make the same figures.
    assert await kpis(house, period="2026-10") == before


async def test_a_month_counted_under_other_rules_is_counted_anew(house: House) -> None:
    await programme(house)
    await house.run("recompute_kpis", request())
    (kept,) = await house.storage.kpis.between(house.tenant, MONTHS[2], MONTHS[2])
    await house.storage.kpis.put(house.tenant, replace(kept, rule=RULE - 1, figures={}), {})
    await house.run("count_kpis", Tick())
    (now,) = await house.storage.kpis.between(house.tenant, MONTHS[2], MONTHS[2])
    assert (now.rule, now.figures) == (RULE, kept.figures)
    assert list(await house.storage.kpis.own(house.tenant, KARIM.id, Month(2026, 10))) != []
