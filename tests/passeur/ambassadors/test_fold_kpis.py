"""Months are counted from their own facts, replaced and never added to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from passeur.ambassadors.fold_month import fold_month
from passeur.ambassadors.kpi_months import told_from
from passeur.ambassadors.kpis import RULE, CoverageThen, Measure
from passeur.ambassadors.own_board import NextStep
from passeur.ambassadors.read_board import newest_board, read_board
from passeur.ambassadors.read_own_board import read_own_board
from passeur.ambassadors.recompute_kpis import recompute_kpis
from passeur.ambassadors.refusals import Declined
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.directory.headcounts import Headcounts
from passeur.errors import MonthNotOver
from passeur.periods import Month
from tests.passeur.ambassadors.check_ins import PARIS
from tests.passeur.ambassadors.kept_company import keep, steady
from tests.passeur.ambassadors.kpi_company import COHORTS, MONTHS, NEW
from tests.passeur.directory.importing import TENANT
from tests.passeur.directory.importing import Company as Directory

OCTOBER = MONTHS[2]
TOLD = told_from(OCTOBER, COHORTS, PARIS)
ME = "me"


async def programme() -> Directory:
    directory = Directory()
    await keep(steady(ME), directory.backend)
    return directory


async def test_folding_twice_gives_the_same_board_and_one_row() -> None:
    directory = await programme()
    first = await fold_month(OCTOBER, COHORTS, directory.backend, now=TOLD)
    second = await fold_month(OCTOBER, COHORTS, directory.backend, now=TOLD)
    assert first == second
    assert list(await directory.backend.kpis.between(TENANT, OCTOBER, OCTOBER)) == [first]
    assert await directory.backend.kpis.rules(TENANT) == {OCTOBER: RULE}


async def test_what_is_known_of_a_day_alone_stays_when_a_month_is_counted_again() -> None:
    directory = await programme()
    backend = directory.backend
    await backend.directory.put_headcounts(TENANT, Headcounts(TOLD, {("rh", "lyon"): 1_000}))
    for rest in (6, 0):
        pages = [page async for page in backend.terms.pages(TENANT, NEW.id)]
        for number, term in enumerate(each for page in pages for each in page):
            state = TermState.RESTING if number < rest else TermState.ACTIVE
            await backend.terms.change(TENANT, NEW.id, term.person_id, _in_state(state))
        board = await fold_month(OCTOBER, COHORTS, backend, now=TOLD)
        assert board.continuity[-1].resting == 5
        assert board.coverage == CoverageThen(2, 7, TOLD)
    # A month of long ago that was never counted: nobody knows who rested then.
    old = await fold_month(Month(2026, 9), COHORTS, backend, now=TOLD + timedelta(days=90))
    assert old.coverage is None
    assert all(each.resting is None for each in old.continuity)


def _in_state(state: TermState):  # type: ignore[no-untyped-def]  # noqa: ANN202  # what terms.change takes
    def change(term: Term | None) -> Term:
        assert term is not None
        return replace(term, state=state)

    return change


async def test_a_board_says_which_months_can_be_told() -> None:
    directory = await programme()
    newest = await newest_board(directory.backend, now=TOLD)
    assert newest is not None
    assert newest.period.key == "2026-10"
    earlier = await newest_board(directory.backend, now=TOLD - timedelta(seconds=1))
    assert earlier is not None
    assert earlier.period.key == "2026-09"
    for key in ("2026-11", "2027-Q1"):
        with pytest.raises(MonthNotOver):
            await read_board(key, directory.backend, now=TOLD)
    with pytest.raises(ValueError, match="month"):
        await read_board("2028-1", directory.backend, now=TOLD)
    assert (await read_board("2026-Q4", directory.backend, now=TOLD)).told == (OCTOBER,)


async def test_a_company_without_a_programme_has_no_board() -> None:
    backend = Directory().backend
    assert await newest_board(backend, now=TOLD) is None
    assert await recompute_kpis(backend, now=TOLD) == []


async def test_a_few_months_at_a_time_the_newest_first() -> None:
    directory = await programme()
    counted = await recompute_kpis(directory.backend, now=TOLD, most=2)
    assert [each.month.key for each in counted] == ["2026-09", "2026-10"]
    assert [each.month.key for each in await recompute_kpis(directory.backend, now=TOLD, most=1)] == ["2026-08"]


async def test_somebody_s_own_board_has_their_months_and_what_no_month_has_counted_yet() -> None:
    directory = await programme()
    await recompute_kpis(directory.backend, now=TOLD)
    board = await read_own_board(ME, directory.backend, now=TOLD)
    assert [(each.month.key, each.workshops, each.reached) for each in board.months] == [
        ("2026-09", 1, 10),
        ("2026-10", 1, 10),
    ]
    assert board.now.is_empty
    assert board.step is NextStep.CHECK_IN
    assert board.check_in is not None
    # October is there, and nobody counted it yet: it is in neither, and is not told twice.
    before = await read_own_board(ME, directory.backend, now=TOLD - timedelta(days=1))
    assert before.now.workshops == 1


async def test_who_left_keeps_their_months_and_who_never_was_has_none() -> None:
    directory = await programme()
    await recompute_kpis(directory.backend, now=TOLD)

    def left(term: Term | None) -> Term:
        assert term is not None
        return term.ended(Ending.THANKED, datetime(2026, 11, 2, tzinfo=UTC))

    await directory.backend.terms.change(TENANT, NEW.id, ME, left)
    board = await read_own_board(ME, directory.backend, now=TOLD)
    assert (len(board.months), board.term, board.step) == (2, None, None)
    with pytest.raises(Declined):
        await read_own_board("somebody", directory.backend, now=TOLD)
    await directory.backend.kpis.forget(TENANT, ME)
    with pytest.raises(Declined):
        await read_own_board(ME, directory.backend, now=TOLD)


async def test_shares_of_others_than_ambassadors_count_for_nothing() -> None:
    directory = await programme()
    board = await fold_month(OCTOBER, COHORTS, directory.backend, now=TOLD)
    shares = board.figure(Measure.SHARES)
    assert shares is not None
    assert int(shares.value) == 8
