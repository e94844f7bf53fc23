import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passeur.delivery.outbox import DeliveryId, DeliveryKind, Home
from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.privacy.erasure_ports import Gone, Traces
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import address_columns, read_address, read_time, row_of, write_time
from passeur.storage.delivery_rows import OUTBOX
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import LAST, joined
from passeur.storage.leaving import Leaver
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table

_JOBS, _GONE, _KEY = "jobs", "gone", "key"
_MOST_TRIES = 10
_MARK = (PARTITION, KEY, "erased_at", "beside")
# Whatever may be an id of somebody, wherever it stands.
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_BESIDE_SHARES = (DeliveryKind.THANKS, DeliveryKind.PROBLEM_REPORT)
_IN_CHANNELS = (DeliveryKind.SPOTLIGHT, DeliveryKind.MONTH_NAMED, DeliveryKind.WORKSHOP_FEEDBACK)


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

    async def traces(self, erasure: Erasure) -> Traces:
        ids = (*Leaver.of(erasure).ids, erasure.stand_in)
        shares: list[ShareRef] = []
        beside: list[tuple[str, DeliveryId]] = []
        reports: set[str] = set()
        async for row in self._everywhere(self.named["shares"], erasure.tenant_id):
            week = row[PARTITION].rpartition("|")[2]
            kind, share_id, *what = row[KEY].split("|")
            if kind == "s" and not what and row["author_id"] in ids:
                shares.append(ShareRef(Week.parse(week), share_id))
            elif kind == "s" and what[:1] == ["r"] and row["person_id"] in ids:
                reports.add(what[1])
            elif row[KEY].startswith(OUTBOX) and row.get("kind") in _BESIDE_SHARES:
                beside.append((row["subject"], DeliveryId(Home.SHARES, erasure.tenant_id, week, row[KEY])))
        named = [
            where
            for subject, where in beside
            if subject.rpartition(".")[2] in reports or any(each in subject for each in ids)
        ]
        return Traces(tuple(shares), (*named, *await self._in_channels(erasure.tenant_id, shares, ids)))

    async def _in_channels(
        self, tenant_id: str, shares: Sequence[ShareRef], ids: Sequence[str]
    ) -> Sequence[DeliveryId]:
        """What told their name before everybody."""
        codes = Span(joined(tenant_id, "code"), joined(tenant_id, "code"))
        hosted = {row[KEY] async for row in _rows(self.named["workshops"], codes) if row["host"] in ids}
        told = {*map(str, shares), *hosted}
        return [
            DeliveryId(Home.MESSAGES, tenant_id, row[PARTITION].rpartition("|")[2], row[KEY])
            async for row in self._everywhere(self.named["messages"], tenant_id)
            if row.get("kind") in _IN_CHANNELS and (row["subject"] in told or row["subject"].rpartition("|")[2] in ids)
        ]

    async def leave(self, erasure: Erasure) -> int:
        leaver, touched = Leaver.of(erasure), 0
        for name, table in self.named.items():
            async for row in self._everywhere(table, erasure.tenant_id):
                if leaver.concerns(row):
                    await _leave(name, table, row, leaver)
                    touched += 1
        return touched

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
        for table in self.named.values():
            async for row in self._everywhere(table, tenant_id):
                texts = (value for value in row.values() if isinstance(value, str))
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

    async def _everywhere(self, table: Table, tenant_id: str) -> AsyncIterator[Row]:
        # A tenant's own partition, then those that begin with its id: between them may be those of another.
        for span in (Span(tenant_id, tenant_id), Span(f"{tenant_id}|", joined(tenant_id, LAST + LAST))):
            async for row in _rows(table, span):
                yield row


async def _rows(table: Table, span: Span) -> AsyncIterator[Row]:
    async for page in table.pages(span):
        for row in page:
            yield row


async def _leave(name: str, table: Table, row: Row, leaver: Leaver) -> None:
    """A row whose key moves is written where it goes before it is removed: a second try finds both, or the second."""
    there: Row | None = row
    for _ in range(_MOST_TRIES):
        if there is None or not leaver.concerns(there):
            return
        left = leaver.without(name, there)
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
    raise StorageUnavailable(f"a row was written by others {_MOST_TRIES} times in a row")


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
