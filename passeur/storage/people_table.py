from dataclasses import dataclass

from passeur.people import Person
from passeur.storage.columns import address_columns, read_address, row_of
from passeur.storage.keys import joined, person_partition
from passeur.storage.table import Put, Table


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """One row for each person. PeopleRepository."""

    table: Table

    async def get(self, tenant_id: str, person_id: str) -> Person | None:
        row = await self.table.get(person_partition(tenant_id, person_id), joined(person_id))
        if row is None:
            return None
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

    async def put(self, person: Person) -> None:
        row = row_of(
            person_partition(person.tenant_id, person.id),
            joined(person.id),
            name=person.name,
            trade=person.trade,
            site=person.site,
            locale=person.locale,
            introduced=person.introduced,
            **address_columns(person.address),
        )
        await self.table.write(Put(row))
