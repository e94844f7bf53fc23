from collections.abc import Sequence
from dataclasses import dataclass

from passeur.people import Role
from passeur.privacy.noes import no_to_role
from passeur.storage.columns import row_of
from passeur.storage.entities import KEY
from passeur.storage.keys import joined
from passeur.storage.noes_table import NoesTable
from passeur.storage.table import Delete, Put, Span, Table


@dataclass(frozen=True, slots=True)
class RolesTable:
    """One row for each role that a person holds. RoleRepository."""

    table: Table
    noes: NoesTable

    async def has(self, tenant_id: str, person_id: str, role: Role) -> bool:
        return await self.table.get(joined(tenant_id, role), joined(person_id)) is not None

    async def holders(self, tenant_id: str, role: Role) -> Sequence[str]:
        partition = joined(tenant_id, role)
        pages = self.table.pages(Span(partition, partition), columns=(KEY,))
        return [row[KEY] async for page in pages for row in page]

    async def grant(self, tenant_id: str, person_id: str, role: Role) -> None:
        await self.table.write(Put(row_of(joined(tenant_id, role), joined(person_id))))
        await self.noes.take_back(tenant_id, person_id, no_to_role(role))

    async def revoke(self, tenant_id: str, person_id: str, role: Role) -> None:
        await self.noes.say(tenant_id, person_id, no_to_role(role))
        await self.table.write(Delete(joined(tenant_id, role), joined(person_id)))
