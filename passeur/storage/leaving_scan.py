"""One look through every row for everybody who is erased: what is theirs goes, what names them tells it of nobody."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from passeur.delivery.batches import all_of
from passeur.errors import StorageUnavailable
from passeur.privacy.erasure_ports import Left
from passeur.privacy.erasures import Erasure
from passeur.privacy.held_up import HeldUp
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.leavers import Leavers, without
from passeur.storage.leaving import Leaver
from passeur.storage.looked_for import erasable
from passeur.storage.table import Conflict, Delete, Put, Replace, Table
from passeur.storage.tenant_rows import TABLES_AT_ONCE, rows_of_tenant

_MOST_TRIES = 10


async def leave(
    named: Mapping[str, Table],
    tenant_id: str,
    erasures: Sequence[Erasure],
    again: Callable[[Erasure], Awaitable[None]],
) -> Left:
    """Go through the tables side by side; a row that cannot be written holds up those alone whom it names.

    Whoever is still named is handed to `again`, once, before any such row is written.
    """
    scan = _Scan(tenant_id, Leavers.of(erasures), again)
    await all_of((scan.table(name, table) for name, table in named.items()), at_once=TABLES_AT_ONCE)
    return Left(scan.touched, scan.held_up.errors, scan.rows)


@dataclass(slots=True)
class _Scan:
    tenant_id: str
    leavers: Leavers
    again: Callable[[Erasure], Awaitable[None]]
    touched: Counter[str] = field(default_factory=Counter)
    held_up: HeldUp = field(default_factory=HeldUp)
    rows: int = 0
    _handed: set[str] = field(default_factory=set)

    async def table(self, name: str, table: Table) -> None:
        async for row in rows_of_tenant(table, self.tenant_id):
            self.rows += 1
            if concerned := self.leavers.concerned(erasable(name, row)):
                await self._leave_row(name, table, row, concerned)
                self.touched.update(each.erasure.person_id for each in concerned)

    async def _leave_row(self, name: str, table: Table, row: Row, leavers: Sequence[Leaver]) -> None:
        """All at once; each alone when that cannot be, so that it fails for those alone for whom it must."""
        try:
            await self._hand_over(leavers)
            await _leave(name, table, row, leavers)
        except Exception as error:  # noqa: BLE001  # told with whose erasure it holds up, and with nobody else's
            if len(leavers) == 1 or isinstance(error, StorageUnavailable):
                self.held_up.note([each.erasure.person_id for each in leavers], error)
                return
            for each in leavers:
                await self._leave_row(name, table, row, [each])
        else:
            self.held_up.went_on()

    async def _hand_over(self, leavers: Sequence[Leaver]) -> None:
        for each in leavers:
            if each.erasure.person_id not in self._handed:
                await self.again(each.erasure)
                self._handed.add(each.erasure.person_id)


class _Overtaken(Exception):
    """A row was written by others each time that it was tried."""


async def _leave(name: str, table: Table, row: Row, leavers: Sequence[Leaver]) -> None:
    """A row whose key moves is written where it goes before it is removed: a second try finds both, or the second."""
    there: Row | None = row
    for _ in range(_MOST_TRIES):
        if there is None:
            return
        there_of_them = erasable(name, there)
        left = without(leavers, name, there_of_them)
        if left is there_of_them:
            return
        if left is not None:
            left = {**left, **{column: value for column, value in there.items() if column not in there_of_them}}
        try:
            if left is not None and (there[PARTITION], there[KEY]) == (left[PARTITION], left[KEY]):
                await table.write(Replace(left, there[ETAG]))
                return
            if left is not None:
                await table.write(Put(left))
            await table.write(Delete(there[PARTITION], there[KEY], there[ETAG]))
        except Conflict:
            there = await table.get(row[PARTITION], row[KEY])
            continue
        return
    raise _Overtaken(f"a row was written by others {_MOST_TRIES} times in a row")
