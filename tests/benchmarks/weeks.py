"""Weeks of a company that shares a lot, written to storage in few requests."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from passeur.periods import Week
from passeur.sharing.recaps import VariationFact
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import Share, ShareRef, share_id
from passeur.storage.entities import Row
from passeur.storage.share_rows import reproduction_row, share_row, variation_row
from tests.benchmarks.raw_storage import RawStorage
from tests.storage.samples import CONTENT

TRADES = ("achats", "finance", "rh", "production", "ventes", "si")
_PEOPLE = 4_000
_HISTORY_ENDS_BEFORE = 10
_ROWS_A_WEEK = 1_000
_BATCH = 100
_AT_ONCE = 8
# What colleagues do with 100 shares: half of the shares are tried by nobody, a few by many.
_TRIES = (0,) * 50 + (1,) * 30 + (2,) * 15 + (3,) * 3 + (5, 12)
_VARIED_EVERY = 20


async def write_week(storage: RawStorage, tenant_id: str, week: Week, shares: int) -> int:
    """Write a week of that many shares, their reproductions and variations; the number of rows."""
    return await _write(storage, list(_week_rows(tenant_id, week, shares)))


async def write_history(storage: RawStorage, tenant_id: str, before: Week, rows: int) -> int:
    """Write about that many rows of weeks long before one."""
    written = 0
    for back in range(-(-rows // _ROWS_A_WEEK)):
        week = before.plus(-_HISTORY_ENDS_BEFORE - back)
        told = islice(_week_rows(tenant_id, week, _ROWS_A_WEEK), min(_ROWS_A_WEEK, rows - written))
        written += await _write(storage, list(told))
    return written


def _week_rows(tenant_id: str, week: Week, shares: int) -> Iterator[Row]:
    chance = random.Random(week.key)  # noqa: S311  # the same week each time, and no secret
    monday = datetime.combine(week.monday, datetime.min.time(), tzinfo=UTC)
    for number in range(shares):
        author = _person(chance.randrange(_PEOPLE))
        at = monday + timedelta(minutes=chance.randrange(5 * 24 * 60))
        ref = ShareRef(week, share_id(f"form-{number}", author))
        yield share_row(Share(ref, tenant_id, author, "Chloé Lefèvre", CONTENT, at))
        for person in chance.sample(range(_PEOPLE), _TRIES[number % len(_TRIES)]):
            outcome = chance.choice((Outcome.WORKED, Outcome.WORKED, Outcome.CHANGED, Outcome.FAILED))
            yield reproduction_row(tenant_id, Reproduction(ref, _person(person), outcome, at, chance.choice(TRADES)))
        if number % _VARIED_EVERY == 0:
            child = ShareRef(week, share_id(f"variation-{number}", author))
            yield variation_row(tenant_id, VariationFact(ref, child, _person(chance.randrange(_PEOPLE))))


def _person(number: int) -> str:
    return f"11111111-0000-4000-8000-{number:012d}"


async def _write(storage: RawStorage, rows: Sequence[Row]) -> int:
    turn = asyncio.Semaphore(_AT_ONCE)

    async def write(start: int) -> None:
        async with turn:
            await storage.insert("shares", rows[start : start + _BATCH])

    async with asyncio.TaskGroup() as group:
        for start in range(0, len(rows), _BATCH):
            group.create_task(write(start))
    return len(rows)
