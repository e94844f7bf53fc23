import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from passeur.delivery.outbox import Delivery, DeliveryState, Home, Reason
from passeur.delivery.runs import Run, RunId, Tally
from passeur.errors import RunGone, StorageUnavailable
from passeur.storage.delivery_rows import UNFINISHED, delivery_from, delivery_row
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import joined, run_partition
from passeur.storage.run_rows import run_from, run_row
from passeur.storage.table import Conflict, Create, Replace, Span, Table
from passeur.storage.transactions import chunks

_MOST_TRIES = 10
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class RunsTable:
    """A row for each run, and sixteen partitions of outbox rows for each. RunRepository."""

    table: Table

    async def create(self, run: Run) -> Run:
        try:
            (etag,) = await self.table.write(Create(run_row(run)))
        except Conflict:
            if first := await self.get(run.tenant_id, run.id):
                return first
            raise StorageUnavailable(f"the run {run.id} is there and cannot be read") from None
        return replace(run, etag=etag)

    async def get(self, tenant_id: str, run_id: RunId) -> Run | None:
        row = await self.table.get(run_partition(tenant_id), joined(str(run_id)))
        return None if row is None else run_from(tenant_id, row)

    async def all(self, tenant_id: str) -> Sequence[Run]:
        partition = run_partition(tenant_id)
        pages = self.table.pages(Span(partition, partition))
        runs = [run_from(tenant_id, row) async for page in pages for row in page]
        return sorted(runs, key=lambda run: (run.created_at, run.id), reverse=True)

    async def change(self, tenant_id: str, run_id: RunId, change: Callable[[Run], Run]) -> Run:
        for _ in range(_MOST_TRIES):
            before = await self.get(tenant_id, run_id)
            if before is None:
                raise RunGone
            after = change(before)
            if after == before:
                return before
            try:
                (etag,) = await self.table.write(Replace(run_row(after), before.etag))
            except Conflict:
                await asyncio.sleep(random.uniform(0, _PAUSE))  # noqa: S311  # spreads writers, guards nothing
                continue
            return replace(after, etag=etag)
        raise StorageUnavailable(f"the run {run_id} was written by others {_MOST_TRIES} times in a row")

    async def plan(self, deliveries: Sequence[Delivery]) -> None:
        """Each conflict is another planner who wrote one of these rows: there are fewer left every time."""
        missing = _rows_of_one_shard(deliveries)
        while missing and not await self._added(missing):
            there = await self._keys_from(missing[0], missing[-1])
            left = [row for row in missing if row[KEY] not in there]
            if len(left) == len(missing):
                raise StorageUnavailable(f"rows of {missing[0][PARTITION]} are there and cannot be read")
            missing = left

    async def tally(self, tenant_id: str, run_id: RunId, shard: str) -> Tally:
        partition = joined(tenant_id, run_id.part(shard))
        states, reasons = Counter[str](), Counter[str]()
        async for page in self.table.pages(Span(partition, partition), columns=("state", "reason")):
            states.update(row["state"] for row in page)
            reasons.update(reason for row in page if (reason := row.get("reason")))
        return Tally(
            {DeliveryState(state): number for state, number in states.items()},
            {Reason(reason): number for reason, number in reasons.items()},
        )

    async def deliveries(
        self, tenant_id: str, run_id: RunId, shard: str, *, unfinished: bool = False
    ) -> AsyncIterator[Sequence[Delivery]]:
        part = run_id.part(shard)
        partition = joined(tenant_id, part)
        async for page in self.table.pages(Span(partition, partition), only=UNFINISHED if unfinished else ""):
            yield [delivery_from(Home.RUNS, tenant_id, part, row) for row in page]

    async def _added(self, rows: Sequence[Row]) -> bool:
        for chunk in chunks(rows):
            try:
                await self.table.write(*map(Create, chunk))
            except Conflict:
                return False
        return True

    async def _keys_from(self, first: Row, last: Row) -> set[str]:
        # The last key is part of the range: `!` is the first character that may follow it.
        span = Span(first[PARTITION], first[PARTITION], first[KEY], f"{last[KEY]}!")
        return {row[KEY] async for page in self.table.pages(span, columns=(KEY,)) for row in page}


def _rows_of_one_shard(deliveries: Sequence[Delivery]) -> list[Row]:
    """In the order of their keys, each once."""
    where = {(delivery.id.home, delivery.id.tenant_id, delivery.id.part) for delivery in deliveries}
    if len(where) > 1 or any(home is not Home.RUNS for home, _, _ in where):
        raise ValueError("what is planned together is owed by one shard of one run")
    rows = {row[KEY]: row for row in map(delivery_row, deliveries)}
    return [rows[key] for key in sorted(rows)]
