"""How a run ends before its end, and what is asked of it again afterwards."""

import pytest

from cards.taken_back import taken_back_card
from passeur.delivery.end_run import cancel_run, recall_run
from passeur.delivery.outbox import LEASE, DeliveryState, Reason
from passeur.delivery.ports import StepKind
from passeur.delivery.replay_run import replay_run
from passeur.delivery.runs import Run, RunState
from passeur.errors import RunGone, RunOver
from tests.fakes.connector import Cut, Status
from tests.scenarios.house import House
from tests.scenarios.small_run import (
    EVERYBODY,
    RUN,
    chat_of,
    finish,
    handle,
    make,
    received,
    row_of,
    rows,
    start,
    states,
    the_run,
    waiting,
)

UNAUTHORIZED = Status(401, "BotNotRegistered")


async def planned(house: House) -> None:
    await start(house)
    await make(house, StepKind.PLAN)


async def send(house: House, how_many: int) -> None:
    """The first messages that wait, and nothing else."""
    for delivery_id in waiting(house)[:how_many]:
        await handle(house, delivery_id)


async def cancel(house: House) -> Run:
    return await cancel_run(RUN, house.backend, now=house.clock())


async def replay(house: House) -> Run:
    return await replay_run(RUN, house.backend, now=house.clock())


async def recall(house: House) -> Run:
    return await recall_run(RUN, house.backend, now=house.clock())


def in_state(found: dict[str, DeliveryState], state: DeliveryState) -> int:
    return list(found.values()).count(state)


async def test_a_run_that_is_cancelled_sends_nothing_more(small_run: House) -> None:
    await planned(small_run)
    await send(small_run, 3)
    await cancel(small_run)
    small_run.clock.advance(seconds=2)
    run = await finish(small_run)
    assert (run.state, run.ended_at is not None) == (RunState.CANCELLED, True)
    assert run.tally.states == {DeliveryState.SENT: 3, DeliveryState.CANCELLED: 5}
    assert sum(received(small_run, who) for who in EVERYBODY) == 3


async def test_what_waits_for_the_morning_is_cancelled_at_once(small_run: House) -> None:
    await planned(small_run)
    small_run.clock.advance(hours=10)
    await send(small_run, 8)
    assert in_state(await states(small_run), DeliveryState.RETRY_AT) == 8
    await cancel(small_run)
    await make(small_run, StepKind.FOLLOW)
    assert in_state(await states(small_run), DeliveryState.CANCELLED) == 8
    assert (await the_run(small_run)).ended_at == small_run.clock()


async def test_a_plan_that_goes_on_after_the_cancellation_sends_nothing(small_run: House) -> None:
    await start(small_run)
    await cancel(small_run)
    await cancel(small_run)
    run = await finish(small_run)
    assert (run.state, sum(received(small_run, who) for who in EVERYBODY)) == (RunState.CANCELLED, 0)


async def test_what_is_over_cannot_be_cancelled(small_run: House) -> None:
    with pytest.raises(RunGone):
        await cancel(small_run)
    await start(small_run)
    await finish(small_run)
    with pytest.raises(RunOver):
        await cancel(small_run)
    with pytest.raises(RunOver):
        await replay(small_run)


async def test_a_recall_replaces_every_card_that_was_sent_and_sends_no_other(small_run: House) -> None:
    await planned(small_run)
    await send(small_run, 5)
    await recall(small_run)
    run = await finish(small_run)
    assert (run.state, run.ended_at is not None) == (RunState.RECALLED, True)
    assert run.tally.states == {DeliveryState.RECALLED: 5, DeliveryState.CANCELLED: 3}
    cards = [card for who in EVERYBODY for card in small_run.cards_in(chat_of(who))]
    assert cards == [taken_back_card("fr")] * 5


async def test_a_recall_that_is_lost_asked_twice_and_interrupted_ends_all_the_same(small_run: House) -> None:
    await start(small_run)
    await finish(small_run)
    await recall(small_run)
    await recall(small_run)
    small_run.work.clear()
    small_run.clock.advance(minutes=5)
    await small_run.sweep()
    small_run.connector.fail_next(Status(429, "Throttled", {"Retry-After": "40"}))
    small_run.connector.fail_next(Cut.BEFORE, times=2)
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.RECALLED: 8}
    with pytest.raises(RunOver):
        await recall(small_run)


async def test_a_card_that_is_on_its_way_is_recalled_once_it_is_known_as_sent(small_run: House) -> None:
    await planned(small_run)

    async def recall_now() -> None:
        await recall(small_run)
        await make(small_run, StepKind.FOLLOW)
        await make(small_run, StepKind.RECALL)

    small_run.connector.before_next_post = recall_now
    await send(small_run, 1)
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.RECALLED: 1, DeliveryState.CANCELLED: 7}


async def test_a_digest_whose_answer_was_lost_is_not_sent_again_unasked(small_run: House) -> None:
    await planned(small_run)
    small_run.connector.fail_next(Cut.AFTER)
    run = await finish(small_run)
    assert (run.state, run.tally.states) == (RunState.DONE, {DeliveryState.SENT: 7, DeliveryState.UNKNOWN: 1})
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8


async def test_a_digest_whose_worker_died_is_told_as_unknown(small_run: House) -> None:
    await planned(small_run)
    who = EVERYBODY[0]
    await small_run.backend.deliveries.move((await row_of(small_run, who)).taken(small_run.clock()))
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.SENT: 7, DeliveryState.UNKNOWN: 1}
    assert (await row_of(small_run, who)).state is DeliveryState.UNKNOWN
    assert small_run.clock() - run.created_at > LEASE


async def test_a_replay_sends_what_failed_and_what_is_unknown_and_nothing_twice(small_run: House) -> None:
    await planned(small_run)
    small_run.connector.fail_next(Cut.BEFORE, times=2)
    small_run.connector.fail_next(Status(400, "BadSyntax"))
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.SENT: 5, DeliveryState.UNKNOWN: 2, DeliveryState.FAILED: 1}
    assert run.tally.reasons == {Reason.REFUSED: 1}
    small_run.clock.advance(hours=1)
    again = await replay(small_run)
    assert (again.state, again.resumed_at, again.resumed_from) == (RunState.SENDING, small_run.clock(), 5)
    await replay(small_run)
    run = await finish(small_run)
    assert (run.state, run.tally.states, run.tally.reasons) == (RunState.DONE, {DeliveryState.SENT: 8}, {})
    assert [received(small_run, who) for who in EVERYBODY] == [1] * 8
    assert sum(row.doubtful for row in (await rows(small_run)).values()) == 2


async def test_when_teams_does_not_know_passeur_the_run_stops_and_nobody_is_called_failed(small_run: House) -> None:
    await planned(small_run)
    # The connector asks for a new token once, then believes it.
    small_run.connector.fail_next(UNAUTHORIZED, times=2)
    run = await finish(small_run)
    assert (run.state, run.tally.states) == (RunState.STOPPED, {DeliveryState.PENDING: 8})
    assert len(small_run.connector.calls) == 2
    small_run.clock.advance(days=2.9)
    await small_run.sweep()
    assert (await finish(small_run)).state is RunState.STOPPED
    assert (await replay(small_run)).state is RunState.SENDING
    run = await finish(small_run)
    assert (run.state, run.tally.states) == (RunState.DONE, {DeliveryState.SENT: 8})


async def test_a_run_that_is_stopped_while_it_is_planned_resumes_with_its_plan(small_run: House) -> None:
    await start(small_run)
    run = await small_run.backend.runs.get(small_run.tenant, RUN)
    assert run is not None
    small_run.work.clear()
    await small_run.backend.runs.change(
        small_run.tenant, RUN, lambda stored: type(stored)(stored.tenant_id, RUN, RunState.STOPPED, stored.created_at)
    )
    assert (await replay(small_run)).state is RunState.PLANNING
    run = await finish(small_run)
    assert (run.state, run.tally.states) == (RunState.DONE, {DeliveryState.SENT: 8})


async def test_a_stopped_run_can_be_cancelled(small_run: House) -> None:
    await planned(small_run)
    small_run.connector.fail_next(UNAUTHORIZED, times=2)
    await finish(small_run)
    await cancel(small_run)
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.CANCELLED: 8}


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.SENDING])
async def test_a_poisoned_message_of_a_run_says_what_is_known_of_it(small_run: House, state: DeliveryState) -> None:
    await planned(small_run)
    row = await row_of(small_run, EVERYBODY[0])
    if state is DeliveryState.SENDING:
        row = await small_run.backend.deliveries.move(row.taken(small_run.clock()))
    await small_run.poison("give_up_deliveries_of_run", row.id)
    ended = await row_of(small_run, EVERYBODY[0])
    if state is DeliveryState.PENDING:
        assert (ended.state, ended.reason) == (DeliveryState.FAILED, Reason.POISONED)
    else:
        assert (ended.state, ended.doubtful) == (DeliveryState.UNKNOWN, 1)
