import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from passeur.privacy.accesses import Access, Door
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import PARTITION, Row
from passeur.storage.keys import LAST, joined
from passeur.storage.table import Create, Span, Table


@dataclass(frozen=True, slots=True)
class AccessesTable:
    """A partition for each month, a row for each access, in the order of time. AccessRepository."""

    table: Table

    async def note(self, access: Access) -> None:
        moment = access.at.astimezone(UTC)
        # Two in the same microsecond are two.
        key = joined(f"{moment:%Y%m%dT%H%M%S%f}", secrets.token_hex(4))
        row = row_of(
            joined(access.tenant_id, f"{moment:%Y-%m}"),
            key,
            at=write_time(access.at),
            person_id=access.person_id,
            what=access.door,
            about=access.about,
        )
        await self.table.write(Create(row))

    async def latest(self, tenant_id: str, since: datetime, most: int) -> Sequence[Access]:
        first = joined(tenant_id, f"{since.astimezone(UTC):%Y-%m}")
        pages = self.table.pages(Span(first, joined(tenant_id, LAST)))
        found = [_read(row) async for page in pages for row in page]
        newest = sorted((each for each in found if each.at >= since), key=lambda each: each.at, reverse=True)
        return newest[:most]


def _read(row: Row) -> Access:
    return Access(
        tenant_id=row[PARTITION].partition("|")[0],
        at=read_time(row["at"]),
        person_id=row["person_id"],
        door=Door(row["what"]),
        about=row["about"],
    )
