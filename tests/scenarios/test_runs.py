"""A run from its start to its end: once, whatever happens in between."""

import pytest

from passeur.delivery.outbox import DeliveryState
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.runs import RunState
from passeur.storage.memory import open_memory_storage
from tests.scenarios.house import TENANT, House
from tests.scenarios.small_run import (
    EVERYBODY,
    RUN,
    Listed,
    finish,
    make,
    received,
    rows,
    run_house,
    start,
    states,
    the_run,
    waiting,
)

ALL_SENT = dict.fromkeys(EVERYBODY, DeliveryState.SENT)


async def test_everybody_gets_one_message_and_the_run_says_so(small_run: House) -> None:
    await start(small_run)
    run = await finish(small_run)
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8
    assert (run.state, run.tally.states) == (RunState.DONE, {DeliveryState.SENT: 8})
    assert await states(small_run) == ALL_SENT


async def test_a_run_that_is_started_twice_is_one_run(small_run: House) -> None:
    first, second = await start(small_run), await start(small_run)
    assert second == first
    await finish(small_run)
    third = await start(small_run)
    await finish(small_run)
    assert third.state is RunState.DONE
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8


async def test_a_start_whose_steps_were_lost_is_found_by_the_sweeper(small_run: House) -> None:
    await start(small_run)
    small_run.work.clear()
    small_run.clock.advance(minutes=5)
    await small_run.sweep()
    await finish(small_run)
    assert await states(small_run) == ALL_SENT


@pytest.mark.parametrize("page", [1, 2, 3])
async def test_a_plan_that_dies_goes_on_where_it_was(page: int) -> None:
    pages = 0

    def die() -> None:
        nonlocal pages
        pages += 1
        if pages == page:
            raise RuntimeError("the planner dies")

    audience = Listed(EVERYBODY, turn=die)
    async with run_house(open_memory_storage(), EVERYBODY, tenant=TENANT, audience=audience) as house:
        await start(house)
        step = RunStep(StepKind.PLAN, TENANT, RUN)
        with pytest.raises(RuntimeError):
            await make(house, StepKind.PLAN)
        assert (await the_run(house)).is_planned is False
        # The host gives the message again.
        house.work.append((house.clock(), step))
        run = await finish(house)
        assert (run.tally.states, await states(house)) == ({DeliveryState.SENT: 8}, ALL_SENT)
        assert pages == 3 + 1
        assert [received(house, who) for who in EVERYBODY] == [1] * 8


async def test_two_planners_and_two_followers_make_one_run(small_run: House) -> None:
    await start(small_run)
    small_run.work += list(small_run.work)
    run = await finish(small_run)
    assert (run.state, run.tally.planned) == (RunState.DONE, 8)
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8


async def test_followers_that_meet_become_one(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    small_run.work[:] = [each for each in small_run.work if isinstance(each[1], RunStep)] * 5
    for _ in range(5):
        await small_run.work_on()
    assert len(small_run.work) == 1


async def test_messages_that_the_queue_lost_are_asked_for_again_once_the_run_stands_still(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    lost = waiting(small_run)[:5]
    small_run.work[:] = [each for each in small_run.work if each[1] not in lost]
    run = await finish(small_run)
    assert (run.state, await states(small_run)) == (RunState.DONE, ALL_SENT)
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8


async def test_messages_that_wait_their_turn_are_not_asked_for_again(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    before = waiting(small_run)
    small_run.clock.advance(minutes=6)
    await small_run.sweep()
    assert waiting(small_run) == before


async def test_a_plan_that_stopped_is_asked_for_again(small_run: House) -> None:
    await start(small_run)
    small_run.work[:] = [each for each in small_run.work if each[1] != RunStep(StepKind.PLAN, small_run.tenant, RUN)]
    await finish(small_run)
    assert await states(small_run) == ALL_SENT


async def test_a_message_that_comes_three_times_sends_once(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    small_run.work *= 3
    await finish(small_run)
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8


async def test_a_run_is_planned_without_addresses_and_keeps_the_one_it_used(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    assert {row.address for row in (await rows(small_run)).values()} == {None}
    await finish(small_run)
    known = {who: await small_run.backend.people.get(small_run.tenant, who) for who in EVERYBODY}
    assert {who: row.address for who, row in (await rows(small_run)).items()} == {
        who: person.address if person else None for who, person in known.items()
    }


async def test_a_run_for_nobody_is_done_at_once() -> None:
    async with run_house(open_memory_storage(), [], tenant=TENANT) as house:
        await start(house)
        run = await finish(house)
        assert (run.state, run.tally.planned, run.ended_at) == (RunState.DONE, 0, house.clock())
