"""Ids, places and languages that no client of Teams sends: they become keys of rows, addresses and file names."""

from collections.abc import AsyncIterator

import pytest

from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button
from tests.fakes.teams import Place, Someone, personal
from tests.scenarios.house import KARIM, House, open_house
from tests.scenarios.telling import FILLED

ODD = [
    "a/b",
    "a\\b",
    "a#b",
    "a?b",
    "a\x01b",
    "a\x7fb",
    "a|b|c",
    "..",
    "%2e%2e%2f",
    "é" * 300,
    "\U0001f600" * 200,
    "x" * 1000,
]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(open_memory_storage()) as opened:
        yield opened


@pytest.mark.parametrize("odd", ODD, ids=[ascii(each)[:20] for each in ODD])
@pytest.mark.parametrize("kind", ["channel", "groupChat", "personal", "anotherKind"])
async def test_a_conversation_or_a_team_of_any_name_is_served_or_turned_away(house: House, odd: str, kind: str) -> None:
    where = Place(odd, kind, odd if kind == "channel" else None)
    statuses = {(await house.teams.install(KARIM, where)).status, (await house.teams.say(KARIM, "aide", where)).status}
    opened = await house.teams.compose(KARIM, where)
    statuses.add(opened.status)
    if opened.status == 200:
        statuses.add((await house.teams.submit_compose(KARIM, button(opened.card, "Publier"), FILLED, where)).status)
        await house.deliver()
    statuses.add((await house.teams.remove(KARIM, where)).status)
    assert statuses <= {200, 201, 400}, statuses


@pytest.mark.parametrize("odd", ["a/b", "../x", "a|b", "a b", "", "é", "x" * 65, "a\n", "A" * 64, "0-0"])
async def test_a_person_of_any_id_is_served_or_turned_away(house: House, odd: str) -> None:
    answer = await house.teams.say(Someone(odd, "Quelqu’un"), "aide", personal(KARIM))
    assert answer.status in (201, 400)
    stored = await house.storage.people.get(house.tenant, odd.casefold()) if odd.isascii() and odd.isalnum() else None
    assert stored is None or stored.id == odd.casefold()


@pytest.mark.parametrize("locale", ["../../etc", "fr" * 500, "xx-YY", "EN_us", "", "\x00", "fr\r\nX: y", "🇫🇷"])
async def test_a_reader_of_any_language_reads_one_of_ours(house: House, locale: str) -> None:
    assert (await house.teams.say(Someone(KARIM.id, KARIM.name, locale), "aide")).status == 201
    (greeting, *_) = house.cards_in(personal(KARIM).id)
    assert greeting["lang"] in ("fr", "en")
