import asyncio
import secrets
from collections.abc import Sequence
from datetime import datetime

from passeur.backend import Backend
from passeur.briefs.brief import MONTHS_OF_TREND, Brief
from passeur.briefs.build_brief import build_brief
from passeur.briefs.leave_names_out import leave_names_out
from passeur.briefs.review import Review
from passeur.briefs.summaries import Pseudonyms, WeekSummary
from passeur.errors import MonthNotOver
from passeur.periods import Month, Week

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
    return await backend.briefs.create(tenant_id, await leave_names_out(brief, backend)), Review(month)


async def summaries_of(month: Month, backend: Backend, *, now: datetime, months: int = 1) -> Sequence[WeekSummary]:
    """The final summaries of a month's weeks, and of the months before: those that are missing are made and kept."""
    wanted = [month.plus(-back) for back in range(months)]
    weeks = sorted(week for each in wanted for week in each.weeks)
    kept = {
        each.week: each for each in await backend.summaries.between(backend.organisation.tenant_id, weeks[0], weeks[-1])
    }
    turn = asyncio.Semaphore(_AT_ONCE)

    async def fold(week: Week, pseudonyms: Pseudonyms) -> None:
        async with turn:
            kept[week] = await _fold_week(week, pseudonyms, backend, now=now)

    async with asyncio.TaskGroup() as group:
        for each in wanted:
            if not _is_whole([kept[week] for week in each.weeks if week in kept], each, backend):
                pseudonyms = Pseudonyms(secrets.token_bytes())
                for week in each.weeks:
                    group.create_task(fold(week, pseudonyms))
    return [kept[week] for week in weeks]


def _is_whole(kept: Sequence[WeekSummary], month: Month, backend: Backend) -> bool:
    """Whether all weeks of a month are there, final, and folded together: else people would be counted twice."""
    marks = {each.mark for each in kept}
    is_final = all(each.is_final(end_of(month, backend)) for each in kept)
    return is_final and len(kept) == len(month.weeks) and len(marks) == 1 and "" not in marks


async def _fold_week(week: Week, pseudonyms: Pseudonyms, backend: Backend, *, now: datetime) -> WeekSummary:
    """Read a week's shares once, and keep what is counted of them in the place of what was kept before."""
    tenant_id = backend.organisation.tenant_id
    threads = [each async for each in backend.shares.threads(tenant_id, week)]
    until = end_of(Month.of_week(week), backend)
    summary = WeekSummary.fold(week, threads, pseudonyms, until=until, now=now)
    await backend.summaries.put(tenant_id, summary)
    return summary


def end_of(month: Month, backend: Backend) -> datetime:
    """The moment, in UTC, at which the month's last week is over."""
    return month.weeks[-1].plus(1).start(backend.organisation.brief.zone)
