import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from passeur.errors import StorageUnavailable
from passeur.people import Person
from passeur.privacy.noes import Noes, noes_of
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined, person_partition
from passeur.storage.noes_table import NoesTable
from passeur.storage.people_rows import person_from, person_row
from passeur.storage.prefixes import prefixes
from passeur.storage.table import Conflict, Create, Put, Replace, Span, Table

_MOST_TRIES = 10
# Read side by side, so that a large organisation is looked through while somebody waits.
_RANGES = [(f"{first}0", f"{first}f") for first in "0123456789abcdef"]


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """One row for each person; what they said no to is noted beside it first. PeopleRepository."""

    table: Table

    @property
    def noes(self) -> NoesTable:
        return NoesTable(self.table)

    async def get(self, tenant_id: str, person_id: str) -> Person | None:
        row = await self._row(tenant_id, person_id)
        return None if row is None else person_from(tenant_id, person_id, row)

    async def pages(self, tenant_id: str) -> AsyncIterator[Sequence[Person]]:
        async for page in self.table.pages(prefixes(tenant_id)):
            yield [person_from(tenant_id, row[KEY], row) for row in page]

    async def reporting_to(self, tenant_id: str, manager_id: str) -> Sequence[Person]:
        ranges = [prefixes(tenant_id, first, last) for first, last in _RANGES]
        found = await asyncio.gather(*(self._reporting_in(span, tenant_id, manager_id) for span in ranges))
        return [person for people in found for person in people]

    async def _reporting_in(self, span: Span, tenant_id: str, manager_id: str) -> Sequence[Person]:
        return [
            person_from(tenant_id, row[KEY], row)
            async for page in self.table.pages(span)
            for row in page
            if row.get("manager_id") == manager_id
        ]

    async def objecting(self, tenant_id: str) -> AbstractSet[str]:
        pages = self.table.pages(prefixes(tenant_id), columns=(KEY,), only="objected")
        return {row[KEY] async for page in pages for row in page}

    async def put(self, person: Person) -> None:
        await self.noes.say(person.tenant_id, person.id, noes_of(person))
        await self.table.write(Put(person_row(person)))
        if noes_of(person):
            await self._settle(person.tenant_id, person.id, noes_of(person))

    async def change(
        self, tenant_id: str, person_id: str, change: Callable[[Person | None], Person]
    ) -> tuple[Person | None, Person]:
        noted = False
        for _ in range(_MOST_TRIES):
            row = await self._row(tenant_id, person_id)
            before = None if row is None else person_from(tenant_id, person_id, row)
            try:
                after = change(before)
            except Exception:
                # What was noted for a write that came too late is declined now.
                if noted:
                    await self._settle(tenant_id, person_id, noes_of(before))
                raise
            if after != before:
                if noes_of(after) != noes_of(before):
                    noted = True
                    await self.noes.say(tenant_id, person_id, noes_of(after))
                try:
                    await self.table.write(
                        Create(person_row(after)) if row is None else Replace(person_row(after), row[ETAG])
                    )
                except Conflict:
                    continue
            if noted:
                await self._settle(tenant_id, person_id, noes_of(after))
            return before, after
        raise StorageUnavailable(f"a person was written by others {_MOST_TRIES} times in a row")

    async def _settle(self, tenant_id: str, person_id: str, said: Noes) -> None:
        async def now() -> Noes:
            return noes_of(await self.get(tenant_id, person_id))

        await self.noes.settle(tenant_id, person_id, said, now)

    async def _row(self, tenant_id: str, person_id: str) -> Row | None:
        return await self.table.get(person_partition(tenant_id, person_id), joined(person_id))
