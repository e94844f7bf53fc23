"""A workshop is written in several partitions: wherever that is cut, the same call again brings them in step."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from passeur.ambassadors.workshops import Workshop, new_code
from passeur.errors import StorageUnavailable
from passeur.storage.bundle import Storage
from passeur.storage.workshops_table import WorkshopsTable
from tests.storage.samples import WEEK
from tests.storage.test_workshops import DAY, a_workshop, an_answer, counted

Call = Callable[[WorkshopsTable, str], Awaitable[None]]


class Cut:
    """A table of which one write and all later ones fail; the first of them arrives when its answer is lost."""

    def __init__(self, table: Any, left: int, *, unheard: bool) -> None:
        self.get, self.pages, self._table, self._left, self._unheard = table.get, table.pages, table, left, unheard

    async def write(self, *changes: Any) -> Sequence[str]:
        self._left -= 1
        if self._left >= 0:
            return cast("Sequence[str]", await self._table.write(*changes))
        if self._left == -1 and self._unheard:
            await self._table.write(*changes)
        raise StorageUnavailable("cut")


def moved(tenant: str) -> Workshop:
    return replace(a_workshop(tenant), on=DAY - timedelta(weeks=5), version=2, reached=30)


async def add(workshops: WorkshopsTable, tenant: str) -> None:
    # Whoever clicks again draws another code.
    await workshops.add(replace(a_workshop(tenant), code=new_code()))


async def move(workshops: WorkshopsTable, tenant: str) -> None:
    await workshops.replace(moved(tenant))


async def forget(workshops: WorkshopsTable, tenant: str) -> None:
    await workshops.forget_host(tenant, "host-1", "stand-in")


async def answer(workshops: WorkshopsTable, tenant: str) -> None:
    await workshops.answer(a_workshop(tenant), an_answer(a_workshop(tenant), "r2"))


def left_to_another(tenant: str) -> Workshop:
    return replace(a_workshop(tenant), host_id="stand-in", title="", place="")


# What is done to a workshop with two answers, what it is then, and who answered it.
CALLS: dict[str, tuple[Call, Callable[[str], Workshop], list[str]]] = {
    "move": (move, moved, ["r0", "r1"]),
    "forget_host": (forget, left_to_another, ["r0", "r1"]),
    "answer": (answer, a_workshop, ["r0", "r1", "r2"]),
}
UNHEARD = pytest.mark.parametrize("unheard", [False, True], ids=["not done", "answer lost"])


@UNHEARD
@pytest.mark.parametrize("left", range(9))
@pytest.mark.parametrize("name", CALLS)
async def test_a_call_that_is_cut_and_made_again_leaves_one_workshop_with_its_feedback(
    *, storage: Storage, tenant: str, name: str, left: int, unheard: bool
) -> None:
    call, expected, people = CALLS[name]
    whole = cast("WorkshopsTable", storage.workshops)
    workshop = await whole.add(a_workshop(tenant))
    for person in ("r0", "r1"):
        await whole.answer(workshop, an_answer(workshop, person))
    with suppress(StorageUnavailable):
        await call(WorkshopsTable(Cut(whole.table, left, unheard=unheard)), tenant)
    await call(whole, tenant)
    ((found, feedback),) = await counted(storage, tenant, WEEK.plus(-60), WEEK.plus(60))
    assert found == expected(tenant)
    assert [each.respondent for each in feedback] == people
    await is_in_step(whole, found)


@UNHEARD
@pytest.mark.parametrize("left", range(5))
async def test_a_workshop_that_was_cut_while_it_was_recorded_is_recorded_once(
    *, storage: Storage, tenant: str, left: int, unheard: bool
) -> None:
    whole = cast("WorkshopsTable", storage.workshops)
    with suppress(StorageUnavailable):
        await add(WorkshopsTable(Cut(whole.table, left, unheard=unheard)), tenant)
    await add(whole, tenant)
    ((found, feedback),) = await counted(storage, tenant, WEEK.plus(-60), WEEK.plus(60))
    assert (found, feedback) == (replace(a_workshop(tenant), code=found.code), [])
    await is_in_step(whole, found)


async def is_in_step(workshops: WorkshopsTable, workshop: Workshop) -> None:
    assert await workshops.by_code(workshop.tenant_id, workshop.code) == workshop
    assert await workshops.hosted_by(workshop.tenant_id, workshop.host_id, WEEK.plus(-60)) == [workshop]
    if workshop.host_id != "host-1":
        assert await workshops.hosted_by(workshop.tenant_id, "host-1", WEEK.plus(-60)) == []
