import asyncio
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import Delivery, DeliveryKind, DeliveryState, Reason
from passeur.delivery.runs import Run, RunId, RunState, Tally, Watcher
from passeur.delivery.shards import RUN_SHARDS
from passeur.errors import RunGone
from passeur.storage.bundle import Storage
from passeur.storage.entities import LONGEST_TEXT
from passeur.storage.run_rows import run_from, run_row
from tests.storage.run_samples import RUN, SHARD, a_run, a_shard, owed_to, people_of
from tests.storage.samples import CHAT, NOW, WEEK, a_post, a_share

LONGEST_TALLY = Tally(dict.fromkeys(DeliveryState, 100_000), dict.fromkeys(Reason, 100_000))


async def _stored(storage: Storage, tenant: str, *, unfinished: bool = False) -> list[Delivery]:
    pages = storage.runs.deliveries(tenant, RUN, SHARD, unfinished=unfinished)
    return [delivery async for page in pages for delivery in page]


async def test_a_run_comes_back_with_all_that_is_known_of_it(storage: Storage, tenant: str) -> None:
    watcher = Watcher(CHAT, "f:activity/1#é", "en")
    run = a_run(
        tenant,
        started_by="lead-1",
        state=RunState.CANCELLED,
        cursor="7f|person-9",
        is_planned=True,
        closed=dict.fromkeys(RUN_SHARDS, LONGEST_TALLY),
        tally=LONGEST_TALLY,
        progressed_at=NOW + timedelta(seconds=1),
        ended_at=NOW + timedelta(seconds=2),
        resumed_at=NOW + timedelta(seconds=3),
        resumed_from=100_000,
        watchers=(watcher, replace(watcher, locale="fr"), watcher),
        follow_at=NOW + timedelta(seconds=4),
        drawn_at=NOW + timedelta(seconds=5),
        walk="7",
    )
    empty = a_run(tenant, state=RunState.DONE)
    known = {field.name for field in fields(Run) if getattr(run, field.name) != getattr(empty, field.name)}
    # A column that storage forgets would pass unseen if its field had nothing in it.
    assert {field.name for field in fields(Run)} - known == {"tenant_id", "id", "created_at", "etag"}
    assert await storage.runs.create(run) == run
    assert await storage.runs.get(tenant, RUN) == run


async def test_a_run_that_nobody_started_is_nothing(storage: Storage, tenant: str) -> None:
    await storage.runs.create(a_run(tenant))
    assert await storage.runs.get(tenant, RunId(DeliveryKind.BRIEF, "2026-11")) is None
    assert await storage.runs.get(f"{tenant}-2", RUN) is None


async def test_of_ten_who_start_a_run_at_once_all_get_the_first_one(storage: Storage, tenant: str) -> None:
    runs = await asyncio.gather(*(storage.runs.create(a_run(tenant, started_by=f"lead-{n}")) for n in range(10)))
    assert len({run.started_by for run in runs}) == 1
    assert len({run.etag for run in runs}) == 1
    assert await storage.runs.get(tenant, RUN) == runs[0]


async def test_runs_are_listed_newest_first_and_without_what_they_owe(storage: Storage, tenant: str) -> None:
    ids = [RunId(DeliveryKind.MANAGER_DIGEST, "2026-W46"), RunId(DeliveryKind.BRIEF, "2026-11"), RUN]
    runs = [a_run(tenant, run_id, created_at=NOW + timedelta(days=day)) for day, run_id in enumerate(ids)]
    for run in runs:
        await storage.runs.create(run)
    await storage.runs.plan(a_shard(tenant, 2))
    assert await storage.runs.all(tenant) == runs[::-1]
    assert await storage.runs.all(f"{tenant}-2") == []


def _counted(run: Run) -> Run:
    return replace(run, cursor=f"{run.cursor}x")


async def test_changes_at_the_same_moment_are_all_made(storage: Storage, tenant: str) -> None:
    await storage.runs.create(a_run(tenant))
    await asyncio.gather(*(storage.runs.change(tenant, RUN, _counted) for _ in range(6)))
    run = await storage.runs.get(tenant, RUN)
    assert run is not None
    assert run.cursor == "xxxxxx"


async def test_a_change_gives_the_version_that_it_wrote_and_writes_nothing_new_in_vain(
    storage: Storage, tenant: str
) -> None:
    created = await storage.runs.create(a_run(tenant))
    changed = await storage.runs.change(tenant, RUN, _counted)
    same = await storage.runs.change(tenant, RUN, lambda run: run)
    assert created.etag != changed.etag == same.etag
    assert same == changed == _counted(created)


async def test_a_run_that_never_was_is_not_changed(storage: Storage, tenant: str) -> None:
    with pytest.raises(RunGone):
        await storage.runs.change(tenant, RUN, _counted)
    assert await storage.runs.all(tenant) == []


def test_what_a_run_keeps_of_its_shards_and_cards_is_far_below_what_a_column_holds(tenant: str) -> None:
    address = Address("a:" + "c" * 250, "https://smba.trafficmanager.net/emea/" + "t" * 200, ConversationKind.PERSONAL)
    run = a_run(
        tenant, closed=dict.fromkeys(RUN_SHARDS, LONGEST_TALLY), watchers=(Watcher(address, "1" * 80, "fr"),) * 3
    )
    row = run_row(run)
    assert max(len(str(value)) for value in row.values()) < LONGEST_TEXT / 2
    assert run_from(tenant, {**row, "odata.etag": ""}) == run


async def test_what_is_planned_comes_back_whole_in_the_order_of_its_keys(storage: Storage, tenant: str) -> None:
    owed = a_shard(tenant, 250)
    await storage.runs.plan(owed)
    assert await _stored(storage, tenant) == sorted(owed, key=lambda each: each.id.row)
    one = await storage.deliveries.get(owed[17].id)
    assert one == owed[17]


async def test_what_is_there_already_stays_as_it_is(storage: Storage, tenant: str) -> None:
    owed = a_shard(tenant, 130)
    await storage.runs.plan(owed[40:60])
    stored = await storage.deliveries.get(owed[50].id)
    assert stored is not None
    taken = await storage.deliveries.move(replace(stored.taken(NOW), address=CHAT))
    sent = await storage.deliveries.move(taken.sent("activity-1"))
    await storage.runs.plan([replace(each, subject="another") for each in owed])
    rows = {each.id: each for each in await _stored(storage, tenant)}
    assert len(rows) == 130
    assert rows[sent.id] == sent
    assert {rows[each.id].subject for each in owed[40:60]} == {"2026-W47"}
    assert {rows[each.id].subject for each in (*owed[:40], *owed[60:])} == {"another"}


def _same(owed: list[Delivery]) -> list[Delivery]:
    return owed


def _backwards(owed: list[Delivery]) -> list[Delivery]:
    return owed[::-1]


def _every_other(owed: list[Delivery]) -> list[Delivery]:
    return owed[::2] + owed[1::2]


def _halves(owed: list[Delivery]) -> list[Delivery]:
    return owed[130:] + owed[:130]


@pytest.mark.parametrize("order", [_same, _backwards, _every_other, _halves])
async def test_planners_at_the_same_moment_end_in_the_same_rows(
    storage: Storage, tenant: str, order: Callable[[list[Delivery]], list[Delivery]]
) -> None:
    owed = a_shard(tenant, 260)
    pages = [order(owed)[start : start + 130] for start in (0, 130)]
    await asyncio.gather(*(_plan(storage, each) for each in (pages, [owed], pages[::-1])))
    rows = await _stored(storage, tenant)
    assert [each.id for each in rows] == sorted((each.id for each in owed), key=lambda each: each.row)
    assert {each.state for each in rows} == {DeliveryState.PENDING}


async def _plan(storage: Storage, pages: Sequence[list[Delivery]]) -> None:
    for page in pages:
        await storage.runs.plan(page)


async def test_a_person_who_comes_twice_is_owed_one_message(storage: Storage, tenant: str) -> None:
    owed = a_shard(tenant, 3)
    await storage.runs.plan([*owed, *owed])
    await storage.runs.plan([])
    assert len(await _stored(storage, tenant)) == 3


async def test_rows_of_two_shards_or_of_no_run_are_refused(storage: Storage, tenant: str) -> None:
    (one,), (other,) = a_shard(tenant, 1), a_shard(tenant, 1, "8")
    for wrong in ([one, other], [a_post(a_share(tenant))]):
        with pytest.raises(ValueError, match="one shard"):
            await storage.runs.plan(wrong)
    assert await _stored(storage, tenant) == []


async def test_a_message_of_a_run_goes_from_plan_to_outcome_as_any_other(storage: Storage, tenant: str) -> None:
    await storage.runs.plan(a_shard(tenant, 1))
    (owed,) = await _stored(storage, tenant)
    later = await storage.deliveries.move(owed.put_back(NOW + timedelta(hours=1)))
    taken = await storage.deliveries.move(replace(later, address=CHAT, locale="en").taken(NOW))
    assert await storage.deliveries.get(owed.id) == taken
    assert (taken.person_id, taken.address, taken.attempts) == (owed.person_id, CHAT, 1)
    unknown = await storage.deliveries.move(taken.unknown())
    assert await _stored(storage, tenant) == [unknown]
    assert await _stored(storage, tenant, unfinished=True) == []
    again = await storage.deliveries.move(unknown.asked_again(NOW))
    assert await _stored(storage, tenant, unfinished=True) == [again]


async def test_a_message_beside_a_share_always_has_an_address(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, replace(a_post(share), address=None))
    with pytest.raises(ValueError, match="no address"):
        await storage.deliveries.get(a_post(share).id)


async def test_what_a_run_owes_is_not_listed_with_what_shares_and_recaps_owe(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.runs.plan(a_shard(tenant, 2))
    assert [each.id async for each in storage.deliveries.unfinished(tenant, WEEK)] == [a_post(share).id]


async def test_a_shard_is_counted_by_state_and_reason_and_apart_from_others(storage: Storage, tenant: str) -> None:
    other_run = RunId(DeliveryKind.MANAGER_DIGEST, "2026-W46")
    people = people_of(SHARD, 9)
    ends: dict[str, dict[str, Any]] = {
        people[0]: {"state": DeliveryState.SENT},
        people[1]: {"state": DeliveryState.FAILED, "reason": Reason.BLOCKED},
        people[2]: {"state": DeliveryState.FAILED, "reason": Reason.BLOCKED},
        people[3]: {"state": DeliveryState.SKIPPED, "reason": Reason.NO_ADDRESS},
        people[4]: {"state": DeliveryState.RETRY_AT, "until": NOW},
    }
    await storage.runs.create(a_run(tenant))
    await storage.runs.plan([owed_to(tenant, person, **ends.get(person, {})) for person in people])
    await storage.runs.plan(a_shard(tenant, 5, "8"))
    await storage.runs.plan(a_shard(tenant, 4, run_id=other_run))
    tally = await storage.runs.tally(tenant, RUN, SHARD)
    assert tally == Tally(
        {
            DeliveryState.SENT: 1,
            DeliveryState.FAILED: 2,
            DeliveryState.SKIPPED: 1,
            DeliveryState.RETRY_AT: 1,
            DeliveryState.PENDING: 4,
        },
        {Reason.BLOCKED: 2, Reason.NO_ADDRESS: 1},
    )
    assert (tally.planned, tally.final) == (9, 4)
    assert (await storage.runs.tally(tenant, RUN, "8")).planned == 5
    assert (await storage.runs.tally(tenant, other_run, SHARD)).planned == 4
    assert await storage.runs.tally(tenant, RUN, "0") == Tally()


@pytest.mark.parametrize("odd", ["a/b", "a#b", "é", "a b"])
async def test_an_odd_person_or_period_never_reaches_storage(storage: Storage, tenant: str, odd: str) -> None:
    with pytest.raises(ValueError, match="key"):
        await storage.runs.get(tenant, RunId(DeliveryKind.BRIEF, odd))
    with pytest.raises(ValueError, match="key"):
        await storage.runs.plan([owed_to(tenant, odd)])
