"""Numbers, texts and names that are meant to break what reads, stores, shows or exports them."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from cards.signing import CardToken, Signer
from passeur.ambassadors.badges import Badge, BadgeId, BadgeKind
from passeur.people import Role
from passeur.sharing.share_form import Field
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button, markdown, readable
from tests.fakes.teams import CHANNEL, GROUP, Someone, personal
from tests.scenarios.badge_house import SETTINGS
from tests.scenarios.house import ENVIRONMENT, KARIM, House, open_house
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_clicks import CLICKS
from tests.scenarios.matrix_world import LEAD, NOW, OWNER, TENANT
from tests.scenarios.planted import links_in
from tests.scenarios.telling import FILLED, form_in, publish
from tests.scenarios.test_planted_values import _request

# What would be a link, a mention or a tag for a client, because nothing stands before it that defuses it.
_ACTING = re.compile(r"(?<!\\)\]\(https|(?<!\\)<(script|at)")
KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
NAMES = [
    "[Cliquez ici](https://evil.example)",
    "**Admin** `rm` <at>Tout le monde</at>",
    "<script>alert(1)</script>",
    '=HYPERLINK("https://evil.example","Bilan")',
    "\u202eekahS\u202c\u200b",
    "{{person.email}} ${secret} {0}",
    "Zoé\x00\x0b\x1b[31m\r\nBcc: x",
    "😀" * 200,
    "\ud7ff\ufffe\uffff",
]
NUMBERS: list[Any] = [
    1e308,
    1e-320,
    -0.0,
    10**400,
    -1,
    "1e999",
    "٣",
    "१२",
    "0x10",
    "1_000",
    "NaN",
    "Infinity",
    "½",
    True,
]


@pytest.fixture
async def memory() -> AsyncIterator[House]:
    async with open_house(open_memory_storage()) as opened:
        yield opened


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: repr(number)[:12])
async def test_a_number_that_is_none_is_refused_beside_its_field(memory: House, number: object) -> None:
    form = await form_in(memory, KARIM, GROUP)
    typed = {**FILLED, Field.GAIN_VALUE: number}
    answer = await memory.teams.click(KARIM, button(form, "Publier"), typed, where=GROUP)
    assert answer.status == 200
    await memory.deliver()
    published = memory.cards_in(GROUP.id)[1:]
    for card in published:
        assert not any(odd in readable(card) for odd in ("Infinity", "NaN", "E+"))


async def test_a_number_beyond_all_numbers_is_no_json_of_ours(memory: House) -> None:
    """`1e999` is JSON by its grammar and no number that can be written again."""
    activity = json.dumps(memory.teams.activity(KARIM, GROUP, type="message", value={"token": "?"}))
    for odd in ("1e999", "-1e999", "NaN", "9" * 5000):
        body = activity.replace('"?"', odd).encode()
        headers = {
            "Authorization": memory.teams.authorization(memory.connector.url),
            "Content-Type": "application/json",
        }
        async with memory.teams.session.post(
            f"{memory.teams.bot_url}/api/messages", data=body, headers=headers
        ) as told:
            assert told.status in (201, 400), odd


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
async def test_a_name_from_teams_is_shown_and_never_acts(memory: House, name: str) -> None:
    author = Someone(KARIM.id, name)
    card = await publish(memory, author, CHANNEL)
    shown = markdown(card)
    for acting in ("](https://evil", "<at>", "<script", "\u202e", "\u200b", "\x00", "\x0b", "\x1b", "{{", "${"):
        assert acting not in shown
    assert len(json.dumps(card)) < 28_000
    await memory.teams.say(author, "profil")
    await memory.teams.say(author, "aide")
    assert memory.connector.violations == []


@pytest.fixture(scope="module")
async def named() -> World:
    """The world of the matrix, in which everybody's name, taken from the directory, is an attack."""
    world = await World.planted()
    for number, person_id in enumerate((OWNER, LEAD)):
        person = await world.storage.people.get(TENANT, person_id)
        assert person is not None
        await world.storage.people.put(replace(person, name=NAMES[number * 2] + NAMES[3], trade="rh"))
    first = BadgeId(BadgeKind.FIRST_WORKSHOP)
    await world.storage.badges.change(TENANT, OWNER, first, _with_an_id)
    for role in Role:
        await world.storage.roles.grant(TENANT, LEAD, role)
    return world


def _with_an_id(badge: Badge | None) -> Badge:
    assert badge is not None
    return replace(badge, credential_id="6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4")


@pytest.fixture
async def house(named: World) -> AsyncIterator[House]:
    async with open_house(named.copy().storage, now=NOW, tenant=TENANT, settings_too=SETTINGS) as opened:
        yield opened


async def _clicked(house: House) -> AsyncIterator[list[Any]]:
    """What the lead and the owner are shown by every button, as they press one after the other."""
    signer = Signer(KEYS, TENANT)
    for who in (LEAD, OWNER):
        for verb, click in CLICKS.items():
            token = signer.sign(CardToken(verb, click.subject, max(click.version, 0), click.parent))
            action = {"type": "Action.Execute", "verb": verb, "data": {"token": token, **click.inputs}}
            house.connector.messages.clear()
            answer = await house.teams.click(Someone(who, NAMES[0]), action, where=personal(Someone(who, "")))
            assert answer.status == 200, verb
            new = [each.card for each in house.connector.messages.values() if "attachments" in each.activity]
            yield [answer.body["value"], *new] if isinstance(answer.body.get("value"), dict) else new


async def test_a_name_from_the_directory_acts_in_no_card_and_in_no_file(house: House) -> None:
    shown, seen, kinds = 0, set[str](), set[str]()
    async for cards in _clicked(house):
        for card in cards:
            shown += 1
            assert not _ACTING.search(markdown(card)), markdown(card)
            # At once: what a later button withdraws has no file any more.
            for link in links_in(card) - seen:
                seen.add(link)
                kinds.add(await _read(house, link))
    assert shown > 60
    assert {"text/csv", "text/html", "image/svg+xml", "text/calendar"} <= kinds


async def _read(house: House, link: str) -> str:
    """What kind of file is behind a link, once it was looked through for anything that acts."""
    address = urlsplit(link)
    names = address.path.split("/")
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    routed = {"month": names[3], "format": names[-1]} if names[2] == "briefs" else {}
    answer = await house.run(_function_of(address.path), _request(query | routed))
    assert answer.status_code == 200, link
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    kind, body = str(answer.mimetype), answer.get_body()
    if kind == "text/html":
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<(script|img|iframe|a\s+href=.?javascript)", body.decode(), re.IGNORECASE)
    else:
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    if kind == "text/csv":
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"):
            assert not [cell for cell in row if re.match(r"[=+@\t\r]|-(?!\d)", cell)]
    elif "xml" in kind and not body.startswith(b"PK"):
        assert all(element.tag.rpartition("}")[2] != "script" for element in _parsed(body))
    elif kind == "text/calendar":
        assert body.count(b"BEGIN:VEVENT") == 1
    elif body.startswith(b"PK"):
        with ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                if name.endswith((".xml", ".rels")):
                    assert _parsed(packed.read(name))
                    assert b"evil.example" not in packed.read(name) or not name.endswith(".rels")
    return kind


def _parsed(body: bytes) -> list[Element]:
    return list(fromstring(body).iter())  # noqa: S314  # what we wrote ourselves


def _function_of(path: str) -> str:
    kinds = {"badges": "badge", "kpis": "kpis", "ambassadors": "coverage", "workshops": "workshop", "briefs": "brief"}
    kinds |= {"literacy": "literacy", "privacy": "privacy", "own-data": "own_data"}
    return f"download_{kinds[path.split('/')[2]]}"
