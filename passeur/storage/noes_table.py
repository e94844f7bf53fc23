from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.privacy.noes import OF_A_PERSON, AllNoes, No, Noes
from passeur.privacy.stand_ins import is_stand_in
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import row_of
from passeur.storage.entities import ETAG, KEY, PARTITION, Row, columns_of
from passeur.storage.keys import LAST, joined
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table

_NOES = "~noes"
_MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class NoesTable:
    """Beside people: a row for each person who said no to something, one for each share that was withdrawn.

    All of it is a few rows of their own, so that it is copied beside the backups every five minutes (kept_noes.py).
    """

    table: Table

    async def say(self, tenant_id: str, person_id: str, said: Noes) -> None:
        # What stands for somebody who was erased says no to nothing.
        if not is_stand_in(person_id):
            await self._change(tenant_id, person_id, said, frozenset())

    async def take_back(self, tenant_id: str, person_id: str, said: Noes) -> None:
        await self._change(tenant_id, person_id, frozenset(), said)

    async def settle(self, tenant_id: str, person_id: str, said: Noes, now: Callable[[], Awaitable[Noes]]) -> None:
        """After a person was written who says `said`: what they tried to say and did not is not kept either.

        `now` reads what they say at this moment: it is asked only when what is kept is something else.
        """
        row = await self.table.get(joined(tenant_id, _NOES), joined(person_id))
        kept = _of_the_person(_noes(row)) if row is not None else frozenset[No]()
        if kept != said:
            said = await now()
            await self._change(tenant_id, person_id, said, kept - said)

    async def withdraw(self, tenant_id: str, ref: ShareRef) -> str:
        """Returns the version of this no: whoever said it may take it back, and nobody else's."""
        (etag,) = await self.table.write(Put(row_of(joined(tenant_id, _NOES, ref.week.key), joined(ref.id))))
        return etag

    async def not_withdrawn(self, tenant_id: str, ref: ShareRef, etag: str) -> None:
        with suppress(Conflict):
            await self.table.write(Delete(joined(tenant_id, _NOES, ref.week.key), joined(ref.id), etag))

    async def rows(self, tenant_id: str) -> Sequence[Row]:
        span = Span(joined(tenant_id, _NOES), joined(tenant_id, _NOES, LAST))
        return [columns_of(row) async for page in self.table.pages(span) for row in page]

    async def forget(self, tenant_id: str, is_old: Callable[[No], bool], most: int) -> int:
        """Take back every no that is old, and those of whoever was erased; of so many people at most, and how many."""
        partition, forgotten = joined(tenant_id, _NOES), 0
        async for page in self.table.pages(Span(partition, partition)):
            for row in page:
                said = _noes(row)
                old = said if is_stand_in(row[KEY]) else frozenset(filter(is_old, said))
                if old and forgotten < most:
                    await self.take_back(tenant_id, row[KEY], old)
                    forgotten += 1
        return forgotten

    async def _change(self, tenant_id: str, person_id: str, more: Noes, less: Noes) -> None:
        if not more and not less:
            return
        where = joined(tenant_id, _NOES), joined(person_id)
        for _ in range(_MOST_TRIES):
            row = await self.table.get(*where)
            before = _noes(row) if row is not None else frozenset[No]()
            after = (before | more) - less
            if after == before:
                return
            written = row_of(*where, noes="|".join(map(str, sorted(after))))
            try:
                if row is None:
                    await self.table.write(Create(written))
                else:
                    await self.table.write(Replace(written, row[ETAG]) if after else Delete(*where, row[ETAG]))
            except Conflict:
                continue
            return
        raise StorageUnavailable(f"what somebody said no to was written by others {_MOST_TRIES} times in a row")


def is_no(tenant_id: str, row: Row) -> bool:
    """Whether a row is of those that `NoesTable.rows` gives."""
    return f"{row[PARTITION]}|".startswith(f"{joined(tenant_id, _NOES)}|")


def all_noes(rows: Sequence[Row]) -> AllNoes:
    people = {row[KEY]: _noes(row) for row in rows if "noes" in row}
    withdrawn = [ShareRef(Week.parse(row[PARTITION].rpartition("|")[2]), row[KEY]) for row in rows if "noes" not in row]
    return AllNoes(people, withdrawn)


def _noes(row: Row) -> Noes:
    return frozenset(map(No.parse, row["noes"].split("|")))


def _of_the_person(said: Noes) -> Noes:
    return frozenset(no for no in said if no.to in OF_A_PERSON)
