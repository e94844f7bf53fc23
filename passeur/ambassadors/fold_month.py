import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from passeur.ambassadors.build_month import build_month
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.coverage import Coverage
from passeur.ambassadors.kpi_facts import Happened
from passeur.ambassadors.kpi_months import cohorts_in, longest_period, told_from
from passeur.ambassadors.kpis import CoverageThen, MonthBoard
from passeur.ambassadors.terms import Term, TermState
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.backend import Backend
from passeur.periods import Month, Week
from passeur.sharing.threads import Thread

# Longer after it could be told, a month is history.
_RECENT = timedelta(days=31)


async def fold_month(month: Month, cohorts: Sequence[Cohort], backend: Backend, *, now: datetime) -> MonthBoard:
    """Count a month anew from its facts, and keep what is told of it in the place of what was kept before.

    It reads that month's own rows, the terms of its cohorts and of the one before them: nothing grows with history.
    """
    organisation = backend.organisation
    tenant_id, zone = organisation.tenant_id, organisation.sending.zone
    there = cohorts_in(month, cohorts)
    first = month.weeks[0].plus(1 - longest_period(there))
    last = month.weeks[-1]
    terms, earlier, check_ins, workshops = await asyncio.gather(
        _terms(there, backend),
        _terms(_before(there, cohorts), backend),
        _check_ins(first, last, backend),
        # A check-in's last week may be cut off by the end of the month: what is recorded after it is another month's.
        _workshops(first, last, backend),
    )
    authors = {term.person_id for term in terms} | {each.person_id for each in check_ins}
    happened = Happened(
        month,
        month.weeks[0].start(zone),
        last.plus(1).start(zone),
        zone,
        there,
        terms,
        check_ins,
        workshops,
        await _shares(month, authors, backend),
    )
    before = {term.person_id for term in earlier if term.began_at is not None}
    built, own = build_month(happened, before=before, folded_at=now)
    known = next(iter(await backend.kpis.between(tenant_id, month, month)), None)
    if known is None and now - told_from(month, cohorts, zone) < _RECENT:
        board = replace(built, coverage=await _coverage(terms, backend))
    else:
        board = _as_it_was(built, known)
    await backend.kpis.put(tenant_id, board, own)
    return board


def _as_it_was(board: MonthBoard, known: MonthBoard | None) -> MonthBoard:
    """Who rests, and who is there for how many colleagues, is known of today alone: what was counted then stays."""
    resting = {each.cohort_id: each.resting for each in known.continuity} if known else {}
    continuity = tuple(replace(each, resting=resting.get(each.cohort_id)) for each in board.continuity)
    return replace(board, coverage=known.coverage if known else None, continuity=continuity)


async def _coverage(terms: Sequence[Term], backend: Backend) -> CoverageThen | None:
    headcounts = await backend.directory.headcounts(backend.organisation.tenant_id)
    if headcounts is None:
        return None
    there = {term.person_id: (term.trade, term.site) for term in terms if term.state is TermState.ACTIVE}
    found = Coverage.of(headcounts, there.values(), backend.organisation.proportions)
    return CoverageThen(found.covered, found.wanted, found.counted_at)


def _before(there: Sequence[Cohort], cohorts: Sequence[Cohort]) -> Sequence[Cohort]:
    """The cohort that was in office before these."""
    if not there:
        return ()
    earlier = [each for each in cohorts if each.ends_on < there[0].ends_on and each not in there]
    return sorted(earlier, key=lambda each: each.ends_on)[-1:]


async def _terms(cohorts: Sequence[Cohort], backend: Backend) -> list[Term]:
    tenant_id = backend.organisation.tenant_id
    return [term for cohort in cohorts async for page in backend.terms.pages(tenant_id, cohort.id) for term in page]


async def _check_ins(first: Week, last: Week, backend: Backend) -> list[CheckIn]:
    pages = backend.check_ins.between(backend.organisation.tenant_id, first, last)
    return [each async for page in pages for each in page]


async def _workshops(first: Week, last: Week, backend: Backend) -> list[tuple[Workshop, Sequence[Feedback]]]:
    return [each async for each in backend.workshops.between(backend.organisation.tenant_id, first, last)]


async def _shares(month: Month, authors: set[str], backend: Backend) -> list[Thread]:
    """What ambassadors shared in the month's weeks, one week after the other."""
    tenant_id = backend.organisation.tenant_id
    return [
        told.thread
        for week in month.weeks
        async for told in backend.shares.threads(tenant_id, week)
        if told.thread.share.author_id in authors
    ]
