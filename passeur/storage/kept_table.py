from collections.abc import Sequence
from dataclasses import dataclass

from passeur.sharing.kept_shares import KeptShare
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import KEY
from passeur.storage.keys import joined
from passeur.storage.table import Delete, Put, Span, Table


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A partition for each person, a row for each share that they keep. KeptRepository."""

    table: Table

    async def keep(self, kept: KeptShare) -> None:
        key = joined(str(kept.ref))
        await self.table.write(
            Put(row_of(joined(kept.tenant_id, kept.person_id), key, kept_at=write_time(kept.kept_at)))
        )

    async def forget(self, tenant_id: str, person_id: str, ref: ShareRef) -> None:
        await self.table.write(Delete(joined(tenant_id, person_id), joined(str(ref))))

    async def of_person(self, tenant_id: str, person_id: str) -> Sequence[KeptShare]:
        partition = joined(tenant_id, person_id)
        return [
            KeptShare(tenant_id, person_id, ShareRef.parse(row[KEY]), read_time(row["kept_at"]))
            async for page in self.table.pages(Span(partition, partition))
            for row in page
        ]
