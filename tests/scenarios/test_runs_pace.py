"""How fast a run sends, what it costs, and what a 429 means for everybody."""

import uuid

import pytest

from passeur.delivery.outbox import DeliveryState
from passeur.delivery.ports import StepKind
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button
from tests.fakes.connector import Status
from tests.fakes.teams import CHANNEL
from tests.scenarios.house import KARIM, TENANT, House
from tests.scenarios.small_run import (
    EVERYBODY,
    finish,
    handle,
    handle_all,
    make,
    received,
    run_house,
    somebody,
    start,
    states,
    waiting,
)
from tests.scenarios.telling import FILLED, form_in
from tests.storage.counting import CountingTransport
from tests.storage.emulated import emulated

MANY = [somebody(number) for number in range(90)]


ASKED_TO_WAIT = Status(429, "Throttled", {"Retry-After": "90"})


async def test_a_run_keeps_to_its_rate() -> None:
    async with run_house(open_memory_storage(), MANY, tenant=TENANT) as house:
        began = house.clock()
        await start(house)
        await finish(house)
        # Ninety messages, thirty a second.
        assert 2.9 <= (house.clock() - began).total_seconds() < 3 + 6
        assert [received(house, who) for who in MANY] == [1] * 90


async def test_a_429_stops_everybody_for_as_long_as_teams_asks(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    submit = button(await form_in(small_run, KARIM, CHANNEL), "Publier")
    await small_run.teams.click(KARIM, submit, FILLED, where=CHANNEL)
    shares_before = len(small_run.cards_in(CHANNEL.id))
    asked_at = small_run.clock()
    small_run.connector.fail_next(ASKED_TO_WAIT)
    first, *others = waiting(small_run)
    await handle(small_run, first)
    calls = len(small_run.connector.calls)
    for delivery_id in others:
        await handle(small_run, delivery_id)
    assert len(small_run.connector.calls) == calls
    assert await small_run.deliver() >= 1
    assert len(small_run.cards_in(CHANNEL.id)) == shares_before + 1
    assert (small_run.clock() - asked_at).total_seconds() >= 90
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.SENT: 8}
    assert sum(received(small_run, who) for who in EVERYBODY) == 8


async def test_another_process_hears_of_a_429(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    small_run.connector.fail_next(ASKED_TO_WAIT)
    first, *others = waiting(small_run)
    await handle(small_run, first)
    calls = len(small_run.connector.calls)
    async with run_house(small_run.storage, EVERYBODY, tenant=small_run.tenant, now=small_run.clock()) as other:
        for delivery_id in others:
            await other.backend.queue.put(delivery_id)
            await handle(other, delivery_id)
        assert len(other.connector.calls) == 0
    assert len(small_run.connector.calls) == calls
    assert DeliveryState.SENT not in (await states(small_run)).values()


@pytest.mark.azurite
async def test_a_digest_costs_four_round_trips_and_its_part_of_what_all_share(azurite: str) -> None:
    transport = CountingTransport()
    async with (
        emulated(azurite, transport) as storage,
        run_house(storage, MANY, tenant=f"tenant-{uuid.uuid4()}") as house,
    ):
        await start(house)
        while not (waiting(house) and len(await states(house)) == len(MANY)):
            await make(house, StepKind.PLAN)
        with transport.counted() as sent:
            await handle_all(house)
        assert list((await states(house)).values()) == [DeliveryState.SENT] * 90
        of_each = [call for call in sent if "/paces" not in call and "%7Cruns'" not in call]
        shared = [call for call in sent if call not in of_each]
        assert len(of_each) == 4 * len(MANY)
        assert len(shared) <= 0.4 * len(MANY)
