import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW


def a_cohort(tenant: str, cohort_id: str = "2026-1", wanted: int = 12) -> Cohort:
    call = Call(wanted, datetime(2026, 12, 4, 17, 0, tzinfo=UTC), frozenset({"finance", "achats"}), frozenset({"lyon"}))
    return Cohort(tenant, cohort_id, call, CohortState.CALLING, NOW, "lead", date(2027, 1, 11), date(2027, 12, 17), 3)


async def test_a_cohort_comes_back_as_it_was_written(storage: Storage, tenant: str) -> None:
    everywhere = replace(a_cohort(tenant, "2026-2"), call=Call(3, NOW))
    for cohort in (a_cohort(tenant), everywhere):
        assert await storage.cohorts.create(cohort) == cohort
        assert await storage.cohorts.get(tenant, cohort.id) == cohort
    assert await storage.cohorts.get(tenant, "2027-1") is None


async def test_whoever_opens_second_gets_the_first_call(storage: Storage, tenant: str) -> None:
    first = await storage.cohorts.create(a_cohort(tenant))
    assert await storage.cohorts.create(a_cohort(tenant, wanted=99)) == first


async def test_cohorts_are_read_newest_first_and_of_one_tenant(storage: Storage, tenant: str) -> None:
    for cohort_id in ("2025-2", "2026-1", "2025-1"):
        await storage.cohorts.create(a_cohort(tenant, cohort_id))
    await storage.cohorts.create(a_cohort(f"{tenant}-b", "2026-2"))
    assert [cohort.id for cohort in await storage.cohorts.all(tenant)] == ["2026-1", "2025-2", "2025-1"]


def postponed(days: int) -> Callable[[Cohort], Cohort]:
    def change(cohort: Cohort) -> Cohort:
        return replace(cohort, call=replace(cohort.call, deadline=cohort.call.deadline + timedelta(days=days)))

    return change


async def test_changes_at_once_undo_nothing_of_each_other(storage: Storage, tenant: str) -> None:
    first = await storage.cohorts.create(a_cohort(tenant))
    await asyncio.gather(*(storage.cohorts.change(tenant, first.id, postponed(1)) for _ in range(5)))
    stored = await storage.cohorts.get(tenant, first.id)
    assert stored is not None
    assert stored.call.deadline == first.call.deadline + timedelta(days=5)


async def test_no_cohort_is_changed_that_never_was(storage: Storage, tenant: str) -> None:
    with pytest.raises(Declined) as declined:
        await storage.cohorts.change(tenant, "2026-1", postponed(1))
    assert declined.value.why is Why.CALL_UNKNOWN
