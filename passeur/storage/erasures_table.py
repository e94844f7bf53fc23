import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passeur.errors import StorageUnavailable
from passeur.privacy.erasure_ports import Gone, Left, Traces
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.storage.columns import address_columns, read_address, read_time, row_of, write_time
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.leaving_scan import leave
from passeur.storage.looked_for import erasable
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Create, Delete, Put, Span, Table
from passeur.storage.tenant_rows import rows_of_tenant
from passeur.storage.traces_scan import traces_of

_JOBS, _GONE, _KEY = "jobs", "gone", "key"
_MARK = (PARTITION, KEY, "erased_at", "beside")
# Whatever may be an id of somebody, wherever it stands.
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


@dataclass(frozen=True, slots=True)
class ErasuresTable:
    """A row for each erasure under way, and a keyed hash for each that was made. ErasureRepository.

    `named` are the tables whose rows may name a person, by their name.
    """

    table: Table
    named: Mapping[str, Table]

    async def begin(self, erasure: Erasure) -> Erasure:
        try:
            await self.table.write(Create(_job_row(erasure)))
        except Conflict:
            first = await self.get(erasure.tenant_id, erasure.person_id)
            if first is None:
                raise StorageUnavailable("an erasure is there and cannot be read") from None
            return first
        return erasure

    async def get(self, tenant_id: str, person_id: str) -> Erasure | None:
        row = await self.table.get(joined(tenant_id, _JOBS), joined(person_id))
        return None if row is None else _job_from(tenant_id, row)

    async def under_way(self, tenant_id: str) -> Sequence[Erasure]:
        partition = joined(tenant_id, _JOBS)
        return [_job_from(tenant_id, row) async for row in _rows(self.table, Span(partition, partition))]

    async def note(self, erasure: Erasure) -> None:
        await self.table.write(Put(_job_row(erasure)))

    async def traces(self, tenant_id: str, erasures: Sequence[Erasure]) -> Mapping[str, Traces]:
        return await traces_of(self.named, tenant_id, erasures)

    async def leave(self, tenant_id: str, erasures: Sequence[Erasure]) -> Left:
        return await leave(self.named, tenant_id, erasures, self._again)

    async def _again(self, erasure: Erasure) -> None:
        if erasure.gone_through_at is not None:
            await self.note(erasure.to_go_through())

    async def finish(self, tenant_id: str, person_id: str) -> None:
        await self.table.write(Delete(joined(tenant_id, _JOBS), joined(person_id)))

    async def mark(self, erasure: Erasure, now: datetime) -> None:
        key, partition = await self._key(erasure.tenant_id), joined(erasure.tenant_id, _GONE)
        own = _hash(key, erasure.person_id)
        for mark in (own, *([_hash(key, erasure.email)] if erasure.email else [])):
            await self.table.write(Put(row_of(partition, mark, erased_at=write_time(now), is_back=False, beside=own)))

    async def gone(self, tenant_id: str) -> Gone:
        there = {row[KEY] for row in await self._marks(tenant_id) if not row["is_back"]}
        if not there:
            return _nobody
        key = await self._key(tenant_id)
        return lambda mark: _hash(key, mark) in there

    async def came_back(self, tenant_id: str, person_id: str) -> None:
        # Nobody was ever erased where no key was drawn: one read is enough for most people's first word.
        secret = await self.table.get(joined(tenant_id, _KEY), _KEY)
        if secret is None:
            return
        own = _hash(bytes.fromhex(secret["secret"]), person_id)
        if await self.table.get(joined(tenant_id, _GONE), own) is None:
            return
        for row in await self._marks(tenant_id):
            if row["beside"] == own and not row["is_back"]:
                await self.table.write(Put({**{name: row[name] for name in _MARK}, "is_back": True}))

    async def marked_among_rows(self, tenant_id: str, since: datetime) -> Sequence[str]:
        there = {row[KEY] for row in await self._marks(tenant_id) if read_time(row["erased_at"]) >= since}
        if not there:
            return []
        key, found, seen = await self._key(tenant_id), set[str](), set[str]()
        for name, table in self.named.items():
            async for row in rows_of_tenant(table, tenant_id):
                texts = (value for value in erasable(name, row).values() if isinstance(value, str))
                for mark in {each for text in texts for each in _ID.findall(text)} - seen:
                    seen.add(mark)
                    if _hash(key, mark) in there:
                        found.add(mark)
        return sorted(found)

    async def _marks(self, tenant_id: str) -> Sequence[Row]:
        partition = joined(tenant_id, _GONE)
        return [row async for row in _rows(self.table, Span(partition, partition))]

    async def _key(self, tenant_id: str) -> bytes:
        """Drawn once for each organisation: a hash says nothing to whoever has not the whole of storage."""
        where = joined(tenant_id, _KEY), _KEY

        def write(secret: str) -> Row:
            return row_of(*where, secret=secret)

        def drawn(there: str | None) -> str:
            return there or secrets.token_hex(32)

        _, secret = await rewritten(self.table, where, _secret, write, drawn)
        return bytes.fromhex(secret)


async def _rows(table: Table, span: Span) -> AsyncIterator[Row]:
    async for page in table.pages(span):
        for row in page:
            yield row


def _secret(row: Row) -> str:
    return str(row["secret"])


def _nobody(_: str) -> bool:
    return False


def _hash(key: bytes, mark: str) -> str:
    return hmac.new(key, mark.strip().casefold().encode(), hashlib.sha256).hexdigest()[:32]


def _job_row(erasure: Erasure) -> Row:
    return row_of(
        joined(erasure.tenant_id, _JOBS),
        joined(erasure.person_id),
        stand_in=erasure.stand_in,
        shares=erasure.shares,
        asked_at=write_time(erasure.asked_at),
        locale=erasure.locale,
        name=erasure.name,
        email=erasure.email,
        gone_through_at=write_time(erasure.gone_through_at) if erasure.gone_through_at else None,
        untold=erasure.untold,
        **address_columns(erasure.address),
    )


def _job_from(tenant_id: str, row: Row) -> Erasure:
    gone_through_at = row.get("gone_through_at")
    return Erasure(
        tenant_id=tenant_id,
        person_id=row[KEY],
        stand_in=row["stand_in"],
        shares=TheirShares(row["shares"]),
        asked_at=read_time(row["asked_at"]),
        locale=row["locale"],
        name=row["name"],
        email=row.get("email"),
        address=read_address(row),
        gone_through_at=read_time(gone_through_at) if gone_through_at else None,
        # Whoever ran the version before has erasures under way without it.
        untold=row.get("untold", False),
    )
