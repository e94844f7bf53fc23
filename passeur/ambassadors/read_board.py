import asyncio
from collections.abc import Sequence
from datetime import datetime

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.fold_month import fold_month
from passeur.ambassadors.kpi_months import told_months
from passeur.ambassadors.kpi_periods import Board, Period, board_of, month_period, read_period
from passeur.ambassadors.kpis import MonthBoard
from passeur.backend import Backend
from passeur.errors import MonthNotOver
from passeur.periods import Month

MONTHS_OF_TREND = 12
# So many months are counted at once when they are missing.
_AT_ONCE = 2


async def read_board(key: str, backend: Backend, *, now: datetime) -> Board:
    """The board of the period with this key, in two round trips when its months were counted before.

    Months that are missing are counted first. ValueError when the key names no period, MonthNotOver when nothing of the
    period can be told yet.
    """
    cohorts = await backend.cohorts.all(backend.organisation.tenant_id)
    period = read_period(key, cohorts)
    due = told_months(cohorts, now, backend.organisation.sending.zone)
    last = max(period.months)
    if not due or due[0] > last or all(month > due[-1] for month in period.months):
        raise MonthNotOver
    return await _board(period, due, cohorts, backend, now=now)


async def newest_board(backend: Backend, *, now: datetime) -> Board | None:
    """The newest month that is told; None while there is none."""
    cohorts = await backend.cohorts.all(backend.organisation.tenant_id)
    due = told_months(cohorts, now, backend.organisation.sending.zone)
    return await _board(month_period(due[-1]), due, cohorts, backend, now=now) if due else None


async def _board(
    period: Period, due: Sequence[Month], cohorts: Sequence[Cohort], backend: Backend, *, now: datetime
) -> Board:
    last = max(period.months)
    first = min(period.months[0], last.plus(1 - MONTHS_OF_TREND))
    wanted = [month for month in due if first <= month <= last]
    kept = {each.month: each for each in await backend.kpis.between(backend.organisation.tenant_id, first, last)}
    missing = [month for month in wanted if month not in kept]
    kept |= {each.month: each for each in await fold_months(missing, cohorts, backend, now=now)}
    return board_of(period, [kept[month] for month in wanted])


async def fold_months(
    months: Sequence[Month], cohorts: Sequence[Cohort], backend: Backend, *, now: datetime
) -> list[MonthBoard]:
    turn = asyncio.Semaphore(_AT_ONCE)

    async def fold(month: Month) -> MonthBoard:
        async with turn:
            return await fold_month(month, cohorts, backend, now=now)

    return list(await asyncio.gather(*map(fold, months)))
