"""Puts the demonstration company into storage: once, in few requests, and to the end when a first try was cut."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from infra.local.demo.ambassadors.story import Programme
from infra.local.demo.history import History
from infra.local.demo.repositories import tables_of
from infra.local.demo.rows import rows_of, rows_of_programme
from passeur.people import Person
from passeur.storage.bundle import Storage
from passeur.storage.columns import row_of
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import LAST, joined
from passeur.storage.schema import StoreMark, read_mark, write_mark
from passeur.storage.table import MOST_CHANGES, Put, Span, Table

AT_ONCE = 8

# Told how many rows are written, and of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Load:
    """What is noted of a load: the day of its story, and where the chats of its people are."""

    today: date
    chats: str
    finished: bool


async def day_to_tell(storage: Storage, tenant_id: str, today: date) -> date | None:
    """The day up to which there is a story to load; None when storage has data already.

    After a load that was cut it is that load's day: a story's rows follow from its day, and its missing rows are added.
    """
    load = await _noted(storage, tenant_id)
    if load is not None:
        return None if load.finished else load.today
    return today if await _is_empty(storage, tenant_id) else None


async def finished_load(storage: Storage, tenant_id: str) -> Load | None:
    load = await _noted(storage, tenant_id)
    return load if load is not None and load.finished else None


async def load(
    storage: Storage, company: Sequence[Person], history: History, programme: Programme, progress: Progress
) -> int:
    """Write a company and what it did; returns the number of rows, 0 when storage has other data."""
    tenant_id = company[0].tenant_id
    if await day_to_tell(storage, tenant_id, history.today) != history.today:
        return 0
    tables = tables_of(storage)
    # The mark comes first and is finished last: whatever is between them can be written again.
    begun = Load(history.today, chats_of(company), finished=False)
    await note_load(storage, tenant_id, begun)
    # Before its rows, which would say that the store is an old one.
    if await read_mark(tenant_id, tables) is None:
        await write_mark(tenant_id, tables, StoreMark())
    told = await rows_of(company, history)
    programme_rows = await rows_of_programme(programme, told)
    rows = {name: [*told.get(name, ()), *programme_rows[name]] for name in programme_rows}
    total = await _write(tables, rows, progress)
    await note_load(storage, tenant_id, replace(begun, finished=True))
    return total


async def _write(tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]], progress: Progress) -> int:
    batches = [(tables[name], batch) for name in rows for batch in _batches(rows[name])]
    total = sum(len(batch) for _, batch in batches)
    done = 0
    turn = asyncio.Semaphore(AT_ONCE)

    async def write(table: Table, batch: Sequence[Row]) -> None:
        nonlocal done
        async with turn:
            await table.write(*map(Put, batch))
        done += len(batch)
        progress(done, total)

    try:
        async with asyncio.TaskGroup() as group:
            for table, batch in batches:
                group.create_task(write(table, batch))
    except ExceptionGroup as failures:
        # They all fail for the same reason, which is what a caller can act upon.
        raise failures.exceptions[0] from None
    return total


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows that may go in one transaction: up to a hundred of one partition."""
    partitions: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        partitions[row[PARTITION]].append(row)
    for together in partitions.values():
        for start in range(0, len(together), MOST_CHANGES):
            yield together[start : start + MOST_CHANGES]


def chats_of(company: Sequence[Person]) -> str:
    """Where the chats of a company are; nothing when it has none."""
    return next((person.address.service_url for person in company if person.address), "")


async def note_load(storage: Storage, tenant_id: str, load: Load) -> None:
    mark = row_of(*_mark(tenant_id), today=load.today.isoformat(), chats=load.chats, finished=load.finished)
    await tables_of(storage)["people"].write(Put(mark))


async def _noted(storage: Storage, tenant_id: str) -> Load | None:
    mark = await tables_of(storage)["people"].get(*_mark(tenant_id))
    if mark is None:
        return None
    return Load(date.fromisoformat(mark["today"]), mark.get("chats", ""), finished=mark["finished"])


def _mark(tenant_id: str) -> tuple[str, str]:
    # No tenant's own partition, so that nobody who reads people ever meets it.
    return joined("demonstration", tenant_id), "load"


async def _is_empty(storage: Storage, tenant_id: str) -> bool:
    span = Span(tenant_id, joined(tenant_id, LAST))
    tables = tables_of(storage)
    # A recap alone is nobody's data: the hourly timer decides one for an empty week as well.
    for name in ("people", "claims", "shares"):
        async for page in tables[name].pages(span, columns=(KEY,)):
            if page:
                return False
    return True
