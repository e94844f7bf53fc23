"""Rows that hold how fast messages leave: a tenant's budget, and the recent sends of one conversation."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from passeur.delivery.pacing import Pace
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import Row
from passeur.storage.keys import conversation_row, joined

PACE = "pace"
_MICROSECOND = timedelta(microseconds=1)


def pace_row(tenant_id: str, pace: Pace) -> Row:
    return row_of(
        joined(tenant_id),
        PACE,
        next_at=write_time(pace.next_at),
        throttled_until=write_time(pace.throttled_until) if pace.throttled_until else None,
    )


def pace_from(row: Row) -> Pace:
    throttled_until = row.get("throttled_until")
    return Pace(read_time(row["next_at"]), read_time(throttled_until) if throttled_until else None)


def conversation_key(tenant_id: str, conversation_id: str) -> tuple[str, str]:
    """Each conversation is a partition of its own: none waits for another."""
    key = conversation_row(conversation_id)
    return joined(tenant_id, key), key


def moments_row(tenant_id: str, conversation_id: str, moments: Sequence[datetime]) -> Row:
    """The first moment, then the microseconds between each and the next: 1,800 of an hour in 14,000 characters."""
    return row_of(
        *conversation_key(tenant_id, conversation_id),
        first=write_time(moments[0]),
        gaps=" ".join(str((later - earlier) // _MICROSECOND) for earlier, later in pairwise(moments)),
    )


def moments_from(row: Row | None) -> list[datetime]:
    """Oldest first."""
    if row is None:
        return []
    moments = [read_time(row["first"])]
    for gap in row["gaps"].split():
        moments.append(moments[-1] + timedelta(microseconds=int(gap)))
    return moments
