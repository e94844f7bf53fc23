import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from passeur.delivery.outbox import Delivery, DeliveryKind, Home
from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.sharing.ports import StoredRecap
from passeur.sharing.recaps import Pick, Recap, Why
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.delivery_rows import OUTBOX, delivery_from, delivery_row
from passeur.storage.entities import KEY, PARTITION, Row, size_of
from passeur.storage.keys import AFTER_BAR, week_partition
from passeur.storage.table import LARGEST_TRANSACTION, MOST_CHANGES, Conflict, Create, Put, Span, Table
from passeur.storage.transactions import chunks

_RECAP = "recap"
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class RecapsTable:
    """One row for each recap that was decided, beside the outbox rows that tell it. RecapRepository."""

    table: Table

    async def get(self, tenant_id: str, week: Week) -> StoredRecap | None:
        row = await self.table.get(week_partition(tenant_id, week), _RECAP)
        return None if row is None else _recap_from(tenant_id, row)

    async def between(self, tenant_id: str, first: Week, last: Week) -> Sequence[StoredRecap]:
        span = Span(week_partition(tenant_id, first), week_partition(tenant_id, last), _RECAP, f"{_RECAP}~")
        return [_recap_from(tenant_id, row) async for page in self.table.pages(span) for row in page]

    async def posts(self, tenant_id: str, week: Week) -> Sequence[Delivery]:
        partition = week_partition(tenant_id, week)
        pages = self.table.pages(Span(partition, partition, OUTBOX, f"o{AFTER_BAR}"))
        found = [delivery_from(Home.RECAPS, tenant_id, week.key, row) async for page in pages for row in page]
        return [post for post in found if post.kind is DeliveryKind.RECAP]

    async def decide(self, recap: StoredRecap, posts: Sequence[Delivery]) -> StoredRecap:
        rows = [_row(recap, post) for post in posts]
        decided = replace(recap, planned=_fits(rows))
        try:
            await self.table.write(Create(_recap_row(decided)), *(Create(row) for row in rows if decided.planned))
        except Conflict:
            winner = await self.get(recap.tenant_id, recap.recap.week)
            if winner is None:
                raise StorageUnavailable(f"outbox rows of {recap.recap.week.key} are there without a recap") from None
            return winner
        return decided if decided.planned else await self.plan(decided, posts)

    async def plan(self, recap: StoredRecap, posts: Sequence[Delivery]) -> StoredRecap:
        rows = {row[KEY]: row for row in (_row(recap, post) for post in posts)}
        for _ in range(_MOST_TRIES):
            there = await self._outbox_keys(recap)
            missing = [row for key, row in rows.items() if key not in there]
            if await self._added(missing):
                planned = replace(recap, planned=True)
                await self.table.write(Put(_recap_row(planned)))
                return planned
        raise StorageUnavailable(f"the plan of {recap.recap.week.key} was overtaken {_MOST_TRIES} times")

    async def _outbox_keys(self, recap: StoredRecap) -> set[str]:
        partition = week_partition(recap.tenant_id, recap.recap.week)
        pages = self.table.pages(Span(partition, partition, OUTBOX, f"o{AFTER_BAR}"), columns=(KEY,))
        return {row[KEY] async for page in pages for row in page}

    async def _added(self, rows: Sequence[Row]) -> bool:
        for chunk in chunks(rows):
            try:
                await self.table.write(*(Create(row) for row in chunk))
            except Conflict:
                # Somebody else completes the same plan: what is missing now has to be read again.
                return False
        return True


def _row(recap: StoredRecap, post: Delivery) -> Row:
    row = delivery_row(post)
    if row[PARTITION] != week_partition(recap.tenant_id, recap.recap.week):
        raise ValueError(f"{post.id} does not tell the recap of {recap.recap.week.key}")
    return row


def _fits(rows: Sequence[Row]) -> bool:
    """Whether the rows go in one transaction together with their recap."""
    return len(rows) < MOST_CHANGES and sum(map(size_of, rows)) < LARGEST_TRANSACTION // 2


def _recap_row(stored: StoredRecap) -> Row:
    recap = stored.recap
    return row_of(
        week_partition(stored.tenant_id, recap.week),
        _RECAP,
        decided_at=write_time(stored.decided_at),
        planned=stored.planned,
        considered=recap.considered,
        picks=json.dumps([_pick_to_json(pick) for pick in recap.picks]),
    )


def _recap_from(tenant_id: str, row: Row) -> StoredRecap:
    week = Week.parse(row[PARTITION].split("|")[1])
    picks = tuple(_pick_from_json(pick) for pick in json.loads(row["picks"]))
    recap = Recap(week, picks, row["considered"])
    return StoredRecap(tenant_id, recap, read_time(row["decided_at"]), row["planned"])


def _pick_to_json(pick: Pick) -> list[str | int]:
    return [str(pick.ref), pick.why, pick.confirmed, pick.trades, pick.variations]


def _pick_from_json(pick: list[Any]) -> Pick:
    ref, why, confirmed, trades, variations = pick
    return Pick(ShareRef.parse(ref), Why(why), confirmed, trades, variations)
