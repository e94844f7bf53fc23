import asyncio
from collections.abc import Sequence
from datetime import datetime

from passeur.backend import Backend
from passeur.briefs.brief import MONTHS_OF_TREND, Brief
from passeur.briefs.build_brief import build_brief
from passeur.briefs.review import Review
from passeur.errors import MonthNotOver
from passeur.periods import Month, Week
from passeur.sharing.summaries import WeekSummary

# So many weeks are scanned at once when their summaries are missing.
_AT_ONCE = 2


async def make_brief(month: Month, backend: Backend, *, now: datetime) -> tuple[Brief, Review]:
    """The brief of a month that is over, made the first time and the same ever after, with what was decided of it.

    Raises MonthNotOver while its last week is not.
    """
    tenant_id = backend.organisation.tenant_id
    if now < end_of(month, backend):
        raise MonthNotOver
    stored = await backend.briefs.get(tenant_id, month)
    if stored is not None:
        return stored
    summaries = await summaries_of(month, backend, now=now, months=MONTHS_OF_TREND)
    brief = build_brief(month, summaries, trades=sorted(backend.organisation.trade_ids()), made_at=now)
    return await backend.briefs.create(tenant_id, brief), Review(month)


async def summaries_of(month: Month, backend: Backend, *, now: datetime, months: int = 1) -> Sequence[WeekSummary]:
    """The final summaries of a month's weeks, and of the months before: those that are missing are made and kept."""
    tenant_id = backend.organisation.tenant_id
    wanted = {week: each for each in (month.plus(-back) for back in range(months)) for week in each.weeks}
    kept = {each.week: each for each in await backend.summaries.between(tenant_id, min(wanted), max(wanted))}
    missing = [
        week for week in sorted(wanted) if week not in kept or not kept[week].is_final(end_of(wanted[week], backend))
    ]
    turn = asyncio.Semaphore(_AT_ONCE)

    async def fold(week: Week) -> None:
        async with turn:
            kept[week] = await fold_week(week, backend, now=now)

    async with asyncio.TaskGroup() as group:
        for week in missing:
            group.create_task(fold(week))
    return [kept[week] for week in sorted(wanted)]


async def fold_week(week: Week, backend: Backend, *, now: datetime) -> WeekSummary:
    """Read a week's shares once, and keep what is counted of them in the place of what was kept before."""
    tenant_id = backend.organisation.tenant_id
    threads = [each async for each in backend.shares.threads(tenant_id, week)]
    until = end_of(Month.of_week(week), backend)
    summary = WeekSummary.fold(tenant_id, week, threads, until=until, now=now)
    await backend.summaries.put(tenant_id, summary)
    return summary


def end_of(month: Month, backend: Backend) -> datetime:
    """The moment, in UTC, at which the month's last week is over."""
    return month.weeks[-1].plus(1).start(backend.organisation.brief.zone)
