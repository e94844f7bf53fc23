"""The counts that the cost table rests on, counted again where calls to storage leave."""

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from cards.verbs import Verb
from infra.azure.costs import counted
from tests.fakes.card_reading import button, execute
from tests.fakes.teams import CHANNEL
from tests.scenarios.check_in_period import ASKING, asked, cohort, send, signed
from tests.scenarios.house import KARIM, SOLENE, House, Tick, open_house
from tests.scenarios.telling import FILLED, card_id, form_in, publish
from tests.storage.counting import CountingTransport
from tests.storage.emulated import emulated

pytestmark = pytest.mark.azurite

# Every timer that only looks whether there is something to do; backups are counted by what they copy.
IDLE = (
    "publish_recap",
    "sweep_deliveries",
    "sweep_old_deliveries",
    "start_digests",
    "prepare_brief",
    "ask_check_ins",
    "pass_on_help",
    "follow_terms",
    "tend_calls",
    "count_kpis",
    "award_badges",
    "erase_people",
)


@dataclass
class Counter:
    house: House
    transport: CountingTransport

    def restart(self) -> None:
        self._before = len(self.transport.sent)

    def read(self) -> int:
        return len(self.transport.sent) - self._before


@pytest_asyncio.fixture
async def counter(azurite: str) -> AsyncIterator[Counter]:
    transport = CountingTransport()
    async with (
        emulated(azurite, transport) as storage,
        open_house(storage, tenant=f"tenant-{uuid.uuid4()}") as house,
    ):
        yield Counter(house, transport)


async def test_a_share_costs_what_the_table_says_at_most(counter: Counter) -> None:
    house = counter.house
    await form_in(house, KARIM, CHANNEL)
    counter.restart()
    form = await form_in(house, KARIM, CHANNEL)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    await house.deliver()
    # The queue's call is among those that leave.
    assert 10 <= counter.read() <= counted.SHARE.tables + counted.SHARE.queues


async def test_a_try_costs_what_the_table_says(counter: Counter) -> None:
    card = await publish(counter.house)
    shown = card_id(counter.house, card)
    counter.restart()
    click = execute(card, Verb.TRY)
    await counter.house.teams.click(SOLENE, click, {"outcome": "worked"}, where=CHANNEL, card_id=shown)
    assert counter.read() == counted.TRY.tables


@pytest.mark.parametrize("word", ["aide", "récap", "ambassadeurs", "badges", "profil", "messages"])
async def test_a_word_costs_no_more_than_the_table_says(counter: Counter, word: str) -> None:
    await counter.house.teams.say(KARIM, word)
    counter.restart()
    await counter.house.teams.say(KARIM, word)
    assert 0 < counter.read() <= counted.WORD.tables


async def test_a_check_in_costs_what_the_table_says(counter: Counter) -> None:
    house = counter.house
    await cohort(house, KARIM)
    card = await asked(house)
    counter.restart()
    await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))
    await send(house, card, **ASKING)
    assert counter.read() == counted.CHECK_IN.tables


async def test_a_timer_that_finds_nothing_to_do_costs_no_more_than_the_table_says(counter: Counter) -> None:
    house = counter.house
    await publish(house)
    for name in IDLE:
        await house.run(name, Tick())
    costs = {}
    for name in IDLE:
        counter.restart()
        await house.run(name, Tick())
        costs[name] = counter.read()
    assert {name: cost for name, cost in costs.items() if cost > counted.IDLE_TIMER.tables} == {}
    assert sum(costs.values()) > len(IDLE) / 2
