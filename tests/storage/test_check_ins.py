import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.refusals import Declined, Why
from passeur.delivery.shards import prefix_of
from passeur.storage.bundle import Storage
from tests.storage.counting import CountingTransport
from tests.storage.samples import NOW, WEEK

COHORT, OTHER = "2026-1", "2026-2"


def a_check_in(tenant: str, person: str = "p-1", **changes: Any) -> CheckIn:
    check_in = CheckIn(
        tenant_id=tenant,
        cohort_id=COHORT,
        period=WEEK,
        person_id=person,
        trade="achats",
        site="lyon",
        state=CheckInState.ANSWERED,
        at=NOW,
        workshops=2,
        prompts=3,
        use_cases=1,
        gain_hours=Decimal("4.50"),
        blockers=frozenset({Blocker.TIME, Blocker.DATA}),
        blocker_text="L'accès aux données traîne.",
        help_text="Qui a déjà obtenu l'accès ?",
        may_ask_peers=True,
    )
    return replace(check_in, **changes)


async def write(storage: Storage, check_in: CheckIn) -> None:
    await storage.check_ins.change(
        check_in.tenant_id, check_in.cohort_id, check_in.period, check_in.person_id, lambda _: check_in
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"gain_hours": None, "blockers": frozenset(), "blocker_text": "", "help_text": "", "may_ask_peers": False},
        {"state": CheckInState.SNOOZED, "until": NOW + timedelta(days=2), "version": 7},
        {"state": CheckInState.SKIPPED, "workshops": 0, "gain_hours": Decimal(0), "told": True},
        {"blocker_text": "é" * 10_000},
    ],
)
async def test_a_check_in_comes_back_as_it_was(storage: Storage, tenant: str, changes: dict[str, Any]) -> None:
    written = a_check_in(tenant, **changes)
    await write(storage, written)
    assert await storage.check_ins.get(tenant, COHORT, WEEK, "p-1") == written
    assert await storage.check_ins.get(tenant, COHORT, WEEK.plus(2), "p-1") is None
    assert await storage.check_ins.get(tenant, COHORT, WEEK, "p-2") is None


async def test_a_change_sees_what_is_stored_and_tells_both(storage: Storage, tenant: str) -> None:
    first = a_check_in(tenant)
    assert await storage.check_ins.change(tenant, COHORT, WEEK, "p-1", lambda _: first) == (None, first)

    def corrected(before: CheckIn | None) -> CheckIn:
        assert before == first
        return replace(before, prompts=9, version=2)

    before, after = await storage.check_ins.change(tenant, COHORT, WEEK, "p-1", corrected)
    assert (before, after.prompts, after.version) == (first, 9, 2)


async def test_a_change_that_is_declined_writes_nothing(storage: Storage, tenant: str) -> None:
    def decline(_: CheckIn | None) -> CheckIn:
        raise Declined(Why.PERIOD_CLOSED)

    with pytest.raises(Declined):
        await storage.check_ins.change(tenant, COHORT, WEEK, "p-1", decline)
    assert await storage.check_ins.get(tenant, COHORT, WEEK, "p-1") is None


async def test_changes_at_the_same_moment_are_made_one_after_the_other(storage: Storage, tenant: str) -> None:
    def next_one(before: CheckIn | None) -> CheckIn:
        return a_check_in(tenant, prompts=1) if before is None else replace(before, prompts=before.prompts + 1)

    await asyncio.gather(*(storage.check_ins.change(tenant, COHORT, WEEK, "p-1", next_one) for _ in range(4)))
    stored = await storage.check_ins.get(tenant, COHORT, WEEK, "p-1")
    assert stored is not None
    assert stored.prompts == 4


async def test_the_check_ins_of_some_periods_are_one_range(storage: Storage, tenant: str) -> None:
    people = [f"p-{number}" for number in range(5)]
    for period in (WEEK.plus(-2), WEEK, WEEK.plus(2)):
        for person in people:
            await write(storage, a_check_in(tenant, person, period=period))
    await write(storage, a_check_in(f"{tenant}-b"))
    pages = [page async for page in storage.check_ins.between(tenant, WEEK.plus(-2), WEEK)]
    found = [(each.period, each.person_id) for page in pages for each in page]
    in_order = sorted(people, key=lambda person: (prefix_of(person), person))
    assert found == [(period, person) for period in (WEEK.plus(-2), WEEK) for person in in_order]


async def test_those_of_some_prefixes_are_found_alone(storage: Storage, tenant: str) -> None:
    people = sorted((f"p-{number}" for number in range(40)), key=prefix_of)
    for person in people:
        await write(storage, a_check_in(tenant, person))
    first, last = prefix_of(people[10]), prefix_of(people[20])
    found = await storage.check_ins.among(tenant, COHORT, WEEK, first, last)
    assert {each.person_id for each in found} == {each for each in people if first <= prefix_of(each) <= last}


async def test_what_is_still_to_be_done_is_asked_for_alone(storage: Storage, tenant: str) -> None:
    nothing: dict[str, Any] = {"blocker_text": "", "help_text": ""}
    people: dict[str, dict[str, Any]] = {
        "asks": {"help_text": ""},
        "told": {"told": True},
        "ticked": nothing,
        "snoozed": {"state": CheckInState.SNOOZED, "until": NOW, **nothing},
        "skipped": {"state": CheckInState.SKIPPED, **nothing},
    }
    for person, changes in people.items():
        await write(storage, a_check_in(tenant, person, **changes))
    assert [each.person_id for each in await storage.check_ins.asking(tenant, WEEK, WEEK)] == ["asks"]
    assert [each.person_id for each in await storage.check_ins.snoozed(tenant, WEEK, WEEK)] == ["snoozed"]
    await write(storage, a_check_in(tenant, "asks", told=True))
    assert await storage.check_ins.asking(tenant, WEEK, WEEK) == []


async def test_a_check_in_is_forgotten_as_often_as_asked(storage: Storage, tenant: str) -> None:
    await write(storage, a_check_in(tenant))
    for _ in range(2):
        await storage.check_ins.forget(tenant, COHORT, WEEK, "p-1")
    assert await storage.check_ins.get(tenant, COHORT, WEEK, "p-1") is None


async def test_two_cohorts_whose_periods_begin_in_the_same_week_have_a_check_in_each(
    storage: Storage, tenant: str
) -> None:
    first, second = a_check_in(tenant), a_check_in(tenant, cohort_id=OTHER, help_text="", prompts=9)
    await write(storage, first)
    assert await storage.check_ins.get(tenant, OTHER, WEEK, "p-1") is None
    await write(storage, second)
    await write(storage, replace(second, version=2))
    assert await storage.check_ins.get(tenant, COHORT, WEEK, "p-1") == first
    assert await storage.check_ins.get(tenant, OTHER, WEEK, "p-1") == replace(second, version=2)
    prefix = prefix_of("p-1")
    for cohort_id, own in ((COHORT, first), (OTHER, replace(second, version=2))):
        assert await storage.check_ins.among(tenant, cohort_id, WEEK, prefix, prefix) == [own]
    pages = [page async for page in storage.check_ins.between(tenant, WEEK, WEEK)]
    assert sorted(each.cohort_id for page in pages for each in page) == [COHORT, OTHER]
    assert len(await storage.check_ins.asking(tenant, WEEK, WEEK)) == 2
    found = await storage.check_ins.find(tenant, WEEK, "p-1", lambda each: each.prompts == 9)
    assert found is not None
    assert found.cohort_id == OTHER
    assert await storage.check_ins.find(tenant, WEEK, "p-2", lambda _: True) is None


@pytest.mark.parametrize("order", [(COHORT, OTHER), (OTHER, COHORT)])
async def test_each_of_two_check_ins_is_forgotten_by_itself(
    storage: Storage, tenant: str, order: tuple[str, str]
) -> None:
    for cohort_id in (COHORT, OTHER):
        await write(storage, a_check_in(tenant, cohort_id=cohort_id))
    for cohort_id in order:
        await storage.check_ins.forget(tenant, cohort_id, WEEK, "p-1")
        assert await storage.check_ins.get(tenant, cohort_id, WEEK, "p-1") is None
    assert [page async for page in storage.check_ins.between(tenant, WEEK, WEEK) if page] == []


async def test_two_cohorts_that_are_answered_at_once_lose_nothing(storage: Storage, tenant: str) -> None:
    both = [a_check_in(tenant, cohort_id=cohort_id) for cohort_id in (COHORT, OTHER)]
    await asyncio.gather(*(write(storage, each) for each in both))
    assert [await storage.check_ins.get(tenant, each.cohort_id, WEEK, "p-1") for each in both] == both


@pytest.mark.azurite
async def test_a_check_in_is_written_in_two_requests_and_written_again_in_one(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    with transport.counted() as first:
        await write(azure_storage, a_check_in(tenant))
    with transport.counted() as again:
        await write(azure_storage, a_check_in(tenant))
    assert (len(first), len(again)) == (2, 1)
