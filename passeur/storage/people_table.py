from collections.abc import Callable
from dataclasses import dataclass

from passeur.errors import StorageUnavailable
from passeur.people import Person
from passeur.storage.columns import address_columns, read_address, row_of
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import joined, person_partition
from passeur.storage.table import Conflict, Create, Put, Replace, Table

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """One row for each person. PeopleRepository."""

    table: Table

    async def get(self, tenant_id: str, person_id: str) -> Person | None:
        row = await self._row(tenant_id, person_id)
        return None if row is None else _person(tenant_id, person_id, row)

    async def put(self, person: Person) -> None:
        await self.table.write(Put(_row_of(person)))

    async def change(
        self, tenant_id: str, person_id: str, change: Callable[[Person | None], Person]
    ) -> tuple[Person | None, Person]:
        for _ in range(_MOST_TRIES):
            row = await self._row(tenant_id, person_id)
            before = None if row is None else _person(tenant_id, person_id, row)
            after = change(before)
            if after == before:
                return before, after
            try:
                await self.table.write(Create(_row_of(after)) if row is None else Replace(_row_of(after), row[ETAG]))
            except Conflict:
                continue
            return before, after
        raise StorageUnavailable(f"a person was written by others {_MOST_TRIES} times in a row")

    async def _row(self, tenant_id: str, person_id: str) -> Row | None:
        return await self.table.get(person_partition(tenant_id, person_id), joined(person_id))


def _row_of(person: Person) -> Row:
    return row_of(
        person_partition(person.tenant_id, person.id),
        joined(person.id),
        name=person.name,
        trade=person.trade,
        site=person.site,
        locale=person.locale,
        introduced=person.introduced,
        **address_columns(person.address),
    )


def _person(tenant_id: str, person_id: str, row: Row) -> Person:
    return Person(
        tenant_id=tenant_id,
        id=person_id,
        name=row["name"],
        trade=row.get("trade"),
        site=row.get("site"),
        locale=row["locale"],
        address=read_address(row),
        introduced=row["introduced"],
    )
