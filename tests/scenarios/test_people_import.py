import json
from typing import Any

import azure.functions as func
import pytest

from cards.verbs import Verb
from passeur.people import Role
from tests.fakes.card_reading import execute, words
from tests.fakes.teams import CHANNEL, personal
from tests.scenarios.house import CLAIRE, KARIM, House

HEADER = "id;e-mail;nom;métier;site;manager;langue;actif;matricule"


def person(number: int, **cells: str) -> str:
    usual = {
        "id": f"22222222-0000-4000-8000-{number:012d}",
        "email": f"p{number}@demo.example",
        "name": f"Personne {number}",
        "trade": "Finance",
        "site": "Lyon",
        "manager": "p1@demo.example" if number > 1 else "",
        "locale": "fr",
        "active": "oui",
        "number": str(number),
    }
    return ";".join((usual | cells).values())


def file_of(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows, ""]).encode("cp1252")


async def send(house: House, body: bytes, **params: str) -> tuple[int, Any]:
    request = func.HttpRequest(method="POST", url="/api/people/import", params=params, body=body)
    answer = await house.run("import_people", request)
    return answer.status_code, json.loads(answer.get_body())


async def test_a_file_is_imported_and_tells_what_became_of_each_row(house: House) -> None:
    rows = [person(number) for number in range(1, 9)]
    spoilt = [person(9, trade="Chef"), person(10, manager="x@demo.example")]
    status, told = await send(house, file_of(*rows, *spoilt))
    assert status == 200
    assert (told["rows"], told["added"], told["people"], told["teams"], told["small_teams"]) == (10, 9, 9, 1, 0)
    assert told["ignored_columns"] == ["matricule"]
    assert told["refused"]["count"] == 1
    (refused,) = told["refused"]["rows"]
    assert (refused["line"], refused["reason"]) == (10, "unknown_trade")
    assert refused["fr"].endswith("Acceptés\u00a0: Ressources humaines, Finance, Achats.")
    assert refused["en"].endswith("Accepted: Human resources, Finance, Purchasing.")
    (warning,) = told["warnings"]["rows"]
    assert (warning["line"], warning["reason"]) == (11, "manager_unknown")
    assert "9 added" in told["summary"]["en"]


async def test_the_same_file_again_changes_nothing_and_half_of_it_asks_first(house: House) -> None:
    people = [person(number) for number in range(1, 13)]
    await send(house, file_of(*people))
    _, told = await send(house, file_of(*people))
    assert (told["added"], told["changed"], told["unchanged"], told["left"]) == (0, 0, 12, 0)
    half = file_of(*people[:6], person(20))
    _, told = await send(house, half)
    assert (told["added"], told["left"]) == (1, 0)
    assert told["leavers"] == {"waiting": 6, "of": 12, "confirm_with": "?leavers=6"}
    assert "leavers=6" in told["summary"]["fr"]
    _, told = await send(house, half, leavers="7")
    assert told["leavers"]["waiting"] == 6
    _, told = await send(house, half, leavers="6")
    assert (told["left"], told["leavers"]["waiting"], told["people"]) == (6, 0, 7)


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "file-empty"),
        (b"e-mail;nom\n", 400, "file-no-rows"),
        (b"nom\nClaire\n", 400, "file-no-identity-column"),
        (b"PK\x03\x04....", 415, "file-spreadsheet"),
        (b"e-mail\n\x00", 415, "file-not-text"),
        (b'e-mail;nom\na@demo.example;"x\n', 400, "file-open-quote"),
        (b"e-mail\n" + b" " * (64 * 1024 * 1024), 413, "file-too-big"),
    ],
)
async def test_a_file_that_cannot_be_used_says_what_to_do(house: House, body: bytes, status: int, kind: str) -> None:
    answered, told = await send(house, body)
    assert (answered, told["type"]) == (status, f"urn:passeur:problem:{kind}")
    assert told["detail"] == told["en"]
    assert told["fr"] != told["en"]


@pytest.mark.parametrize("leavers", ["-1", "beaucoup", "1.5", "²", "9" * 5000])
async def test_a_confirmation_that_is_no_number_is_refused_before_anything(house: House, leavers: str) -> None:
    status, told = await send(house, file_of(person(1)), leavers=leavers)
    assert (status, told["type"]) == (400, "urn:passeur:problem:not-a-number")
    assert await house.backend.directory.summary(house.tenant) is None


async def test_the_lead_sees_whom_passeur_knows_and_what_is_missing(house: House) -> None:
    await house.backend.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, "annuaire")
    before = words(house.cards_in(personal(CLAIRE).id)[-1])
    assert "1 personne est connue." in before
    assert "pas de synthèse pour les managers" in before
    await send(house, file_of(*(person(number) for number in range(1, 9))))
    await house.teams.say(CLAIRE, "Bonjour, l’annuaire")
    after = words(house.cards_in(personal(CLAIRE).id)[-1])
    assert "9 personnes sont connues." in after
    assert "8 viennent du fichier importé le 20 novembre 2026." in after
    assert "1 a une conversation privée avec moi" in after
    assert "1 manager et son équipe." in after
    assert "8 personnes n’ont pas encore de conversation avec moi" in after


async def test_nobody_else_and_nowhere_else_sees_whom_passeur_knows(house: House) -> None:
    await house.backend.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(KARIM, "annuaire")
    await house.teams.say(CLAIRE, "annuaire", CHANNEL)
    for place in (personal(KARIM), CHANNEL):
        told = words(house.cards_in(place.id)[-1])
        assert "Ce que Passeur peut faire" in told
        assert "annuaire" not in told


async def test_what_somebody_says_of_themselves_between_two_imports_stays(house: House) -> None:
    silent = person(1, id=KARIM.id, trade="", site="", locale="en", manager="")
    await send(house, file_of(silent))
    await house.teams.say(KARIM, "bonjour")
    greeting = house.cards_in(personal(KARIM).id)[0]
    await house.teams.click(KARIM, execute(greeting, Verb.SAVE_PROFILE), {"trade": "achats", "site": "lyon"})
    before = await house.backend.people.get(house.tenant, KARIM.id)
    _, told = await send(house, file_of(silent))
    assert (told["changed"], told["unchanged"]) == (0, 1)
    assert before == await house.backend.people.get(house.tenant, KARIM.id)
    assert before is not None
    assert (before.trade, before.site, before.locale, before.name) == ("achats", "lyon", "fr", KARIM.name)
    assert before.address is not None
    assert before.email == "p1@demo.example"
