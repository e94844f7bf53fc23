"""The counts that must not grow: requests that leave for storage, and calls that reach the connector."""

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
import pytest_asyncio

from cards.verbs import Verb
from tests.fakes.card_reading import button, execute
from tests.fakes.teams import CHANNEL, OTHER_TEAM
from tests.scenarios.check_in_period import ASKING, asked, cohort, send, signed
from tests.scenarios.house import KARIM, SOLENE, House, Tick, open_house
from tests.scenarios.telling import FILLED, card_id, form_in, publish, week_of_shares
from tests.storage.counting import CountingTransport
from tests.storage.emulated import emulated

pytestmark = pytest.mark.azurite


@dataclass
class Counted:
    """What left during one block."""

    storage: int = 0
    connector: int = 0


@dataclass
class Meter:
    house: House
    transport: CountingTransport

    def start(self) -> None:
        self._storage, self._connector = len(self.transport.sent), len(self.house.connector.calls)

    def read(self) -> Counted:
        return Counted(len(self.transport.sent) - self._storage, len(self.house.connector.calls) - self._connector)


@pytest_asyncio.fixture
async def meter(azurite: str) -> AsyncIterator[Meter]:
    transport = CountingTransport()
    async with (
        emulated(azurite, transport) as storage,
        open_house(storage, tenant=f"tenant-{uuid.uuid4()}") as house,
    ):
        yield Meter(house, transport)


async def test_a_share_is_three_round_trips_and_one_post(meter: Meter) -> None:
    house = meter.house
    submit = button(await form_in(house, KARIM, CHANNEL), "Publier")
    meter.start()
    await house.teams.click(KARIM, submit, FILLED, where=CHANNEL)
    assert meter.read() == Counted(storage=3, connector=0)
    meter.start()
    await house.deliver()
    assert meter.read().connector == 1
    # Read the row and the share, take, record: and once more the share, to see whether it varies another one. A turn in
    # the tenant's budget (shared by all that leaves in half a second) and in the channel's windows cost two each.
    assert meter.read().storage <= 9


async def test_a_reaction_is_three_round_trips_and_one_update(meter: Meter) -> None:
    card = await publish(meter.house)
    shown = card_id(meter.house, card)
    meter.start()
    await meter.house.teams.click(SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL, card_id=shown)
    assert meter.read() == Counted(storage=3, connector=1)


async def test_opening_the_form_reads_one_row(meter: Meter) -> None:
    await form_in(meter.house, KARIM, CHANNEL)
    meter.start()
    await form_in(meter.house, KARIM, CHANNEL)
    # The person, and the channel that is known already.
    assert meter.read() == Counted(storage=2, connector=1)


async def test_a_recap_is_one_page_of_facts_two_reads_and_one_write(meter: Meter) -> None:
    house = meter.house
    for place in (CHANNEL, OTHER_TEAM):
        await house.teams.install(KARIM, place)
    await week_of_shares(house)
    house.clock.now = house.clock.now.replace(day=23, hour=8, minute=0)
    meter.start()
    await house.run("publish_recap", Tick())
    queue_messages = 2
    assert meter.read() == Counted(storage=4 + queue_messages, connector=0)
    meter.start()
    await house.deliver()
    assert meter.read().connector == 2


async def test_an_hour_without_a_recap_to_tell_is_one_read(meter: Meter) -> None:
    house = meter.house
    house.clock.now = house.clock.now.replace(day=23, hour=8, minute=0)
    await house.run("publish_recap", Tick())
    meter.start()
    await house.run("publish_recap", Tick())
    assert meter.read() == Counted(storage=1, connector=0)


async def test_a_check_in_is_at_most_three_round_trips_whatever_it_says(meter: Meter) -> None:
    house = meter.house
    await cohort(house, KARIM)
    card = await asked(house)
    # The term, what was said before, and what is said now; a second click writes nothing. The words for others leave
    # later, from a timer.
    for typed, trips in ((ASKING, 3), (ASKING, 2)):
        meter.start()
        receipt = await send(house, card, **typed)
        assert meter.read() == Counted(storage=trips, connector=0)
    opened = (await house.teams.click(KARIM, button(receipt, "Corriger ma réponse"))).card
    meter.start()
    await send(house, opened, workshops="7")
    assert meter.read() == Counted(storage=3, connector=0)


async def test_a_refused_check_in_reads_nothing(meter: Meter) -> None:
    await cohort(meter.house, KARIM)
    card = await asked(meter.house)
    meter.start()
    await send(meter.house, card, workshops="-1")
    assert meter.read() == Counted(storage=0, connector=0)


@pytest.mark.parametrize("verb", [Verb.SNOOZE_CHECK_IN, Verb.SKIP_CHECK_IN])
async def test_putting_a_check_in_off_or_passing_over_it_is_three_round_trips(meter: Meter, verb: Verb) -> None:
    await cohort(meter.house, KARIM)
    card = await asked(meter.house)
    meter.start()
    await meter.house.teams.click(KARIM, execute(card, verb))
    assert meter.read() == Counted(storage=3, connector=0)


async def test_opening_a_check_in_reads_the_facts_of_its_period_in_one_range(meter: Meter) -> None:
    house = meter.house
    await cohort(house, KARIM)
    await asked(house)
    before = len(meter.transport.sent)
    await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))
    sent = [unquote(request) for request in meter.transport.sent[before:]]
    assert sum("shares()" in request for request in sent) == 1
    assert all("2026-W47" in request for request in sent if "shares()" in request)
    # The term, what was said, the shares of the period, the person's own workshops.
    assert len(sent) == 4


async def test_an_hour_without_a_check_in_to_ask_reads_the_same_however_many_ambassadors_there_are(
    meter: Meter,
) -> None:
    house = meter.house
    await cohort(house, KARIM, SOLENE)
    await asked(house)
    meter.start()
    await house.run("ask_check_ins", Tick())
    # The cohorts twice, the run that is there (asked for, then read), those who put it off.
    assert meter.read() == Counted(storage=5, connector=0)
    meter.start()
    await house.run("pass_on_help", Tick())
    assert meter.read() == Counted(storage=2, connector=0)
