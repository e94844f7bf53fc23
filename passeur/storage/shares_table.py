from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from passeur.delivery.outbox import Delivery, DeliveryKind, Home
from passeur.errors import Outdated, ShareGone
from passeur.periods import Week
from passeur.sharing.digest_facts import DigestFacts
from passeur.sharing.recaps import Facts, VariationFact
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Reproduction
from passeur.sharing.shares import Share, ShareRef
from passeur.sharing.threads import Thread, ToldThread
from passeur.storage.delivery_rows import delivery_from, delivery_row
from passeur.storage.digest_scan import DIGEST_COLUMNS, read_digest_facts, withdrawn_ref
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import (
    AFTER_BAR,
    joined,
    report_row_key,
    reproduction_row_key,
    share_row_key,
    variation_row_key,
    week_partition,
)
from passeur.storage.noes_table import NoesTable
from passeur.storage.share_facts import FACT_COLUMNS, facts_span, read_facts
from passeur.storage.share_rows import (
    report_from,
    report_row,
    reproduction_from,
    reproduction_row,
    share_from,
    share_row,
    variation_from,
    variation_row,
)
from passeur.storage.share_threads import read_threads
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table


@dataclass(frozen=True, slots=True)
class SharesTable:
    """A partition for each week: its shares, what happened to them, what is owed about them. ShareRepository."""

    table: Table
    noes: NoesTable

    async def add(self, share: Share, post: Delivery) -> bool:
        row = share_row(share)
        return await self._created(row, [_outbox_row(row, share.ref, post)])

    async def get(self, tenant_id: str, ref: ShareRef) -> Share | None:
        row = await self.table.get(week_partition(tenant_id, ref.week), share_row_key(ref.id))
        return None if row is None else share_from(tenant_id, ref, row)

    async def thread(self, tenant_id: str, ref: ShareRef) -> Thread | None:
        share: Share | None = None
        reproductions, variations = [], []
        for row in await self._rows(tenant_id, ref, "s"):
            match row[KEY].split("|")[2:]:
                case []:
                    share = share_from(tenant_id, ref, row)
                case ["t", person_id]:
                    reproductions.append(reproduction_from(ref, person_id, row))
                case ["v", child]:
                    variations.append(variation_from(ref, child, row))
        return None if share is None else Thread(share, tuple(reproductions), tuple(variations))

    async def replace(self, share: Share) -> None:
        """Two round trips: the version that is there, then the next one over it. ShareGone when there is none.

        A withdrawal takes a third, before both: a restore finds it outside the backup.
        """
        if not share.withdrawn:
            await self._replace(share)
            return
        noted = await self.noes.withdraw(share.tenant_id, share.ref)
        try:
            await self._replace(share)
        except (Outdated, ShareGone):
            stored = await self.get(share.tenant_id, share.ref)
            if stored is None or not stored.withdrawn:
                await self.noes.not_withdrawn(share.tenant_id, share.ref, noted)
            raise

    async def _replace(self, share: Share) -> None:
        row = share_row(share)
        stored = await self.table.get(row[PARTITION], row[KEY])
        if stored is None:
            raise ShareGone
        if stored["version"] == share.version - 1:
            try:
                await self.table.write(Replace(row, stored[ETAG]))
            except Conflict as conflict:
                if await self.get(share.tenant_id, share.ref) != share:
                    raise Outdated from conflict
        elif share_from(share.tenant_id, share.ref, stored) != share:
            raise Outdated

    async def record_reproduction(self, tenant_id: str, reproduction: Reproduction) -> None:
        await self.table.write(Put(reproduction_row(tenant_id, reproduction)))

    async def forget_reproduction(self, tenant_id: str, ref: ShareRef, person_id: str) -> None:
        await self.table.write(Delete(week_partition(tenant_id, ref.week), reproduction_row_key(ref.id, person_id)))

    async def record_variation(self, tenant_id: str, variation: VariationFact) -> None:
        await self.table.write(Put(variation_row(tenant_id, variation)))

    async def forget_variation(self, tenant_id: str, parent: ShareRef, child: ShareRef) -> None:
        await self.table.write(Delete(week_partition(tenant_id, parent.week), variation_row_key(parent.id, child)))

    async def report(self, tenant_id: str, report: ProblemReport, posts: Sequence[Delivery]) -> bool:
        row = report_row(tenant_id, report)
        return await self._created(row, [_outbox_row(row, report.share, post) for post in posts])

    async def get_report(self, tenant_id: str, ref: ShareRef, report_id: str) -> ProblemReport | None:
        row = await self.table.get(week_partition(tenant_id, ref.week), report_row_key(ref.id, report_id))
        return None if row is None else report_from(ref, row)

    async def posts(self, tenant_id: str, ref: ShareRef, kind: DeliveryKind = DeliveryKind.SHARE) -> Sequence[Delivery]:
        rows = await self._rows(tenant_id, ref, "o")
        found = [delivery_from(Home.SHARES, tenant_id, ref.week.key, row) for row in rows]
        return [post for post in found if post.kind is kind]

    async def owe(self, ref: ShareRef, post: Delivery) -> bool:
        beside = {PARTITION: week_partition(post.id.tenant_id, ref.week)}
        return await self._created(_outbox_row(beside, ref, post), [])

    async def facts(self, tenant_id: str, first: Week, last: Week) -> Facts:
        return await read_facts(self.table.pages(facts_span(tenant_id, first, last), columns=FACT_COLUMNS))

    async def digest_facts(self, tenant_id: str, first: Week, last: Week) -> DigestFacts:
        span = facts_span(tenant_id, first, last)
        return await read_digest_facts(self.table.pages(span, columns=DIGEST_COLUMNS))

    async def withdrawn(self, tenant_id: str, first: Week, last: Week) -> frozenset[ShareRef]:
        pages = self.table.pages(
            facts_span(tenant_id, first, last), columns=(PARTITION, KEY, "withdrawn"), only="withdrawn"
        )
        return frozenset([withdrawn_ref(row) async for page in pages for row in page])

    def threads(self, tenant_id: str, week: Week) -> AsyncIterator[ToldThread]:
        return read_threads(self.table.pages(facts_span(tenant_id, week, week)), tenant_id, week)

    async def _created(self, row: Row, outbox: Sequence[Row]) -> bool:
        try:
            await self.table.write(Create(row), *map(Create, outbox))
        except Conflict:
            # The row and its outbox rows are written together or not at all: when one is there, so are the others.
            return False
        return True

    async def _rows(self, tenant_id: str, ref: ShareRef, kind: str) -> list[Row]:
        partition, start = week_partition(tenant_id, ref.week), joined(kind, ref.id)
        pages = self.table.pages(Span(partition, partition, start, f"{start}{AFTER_BAR}"))
        # The range also holds ids that only begin like this one.
        return [row async for page in pages for row in page if row[KEY].split("|")[1] == ref.id]


def _outbox_row(told: Row, ref: ShareRef, post: Delivery) -> Row:
    row = delivery_row(post)
    if post.id.home is not Home.SHARES or row[PARTITION] != told[PARTITION] or row[KEY].split("|")[1] != ref.id:
        raise ValueError(f"{post.id} is not kept beside {ref}")
    return row
