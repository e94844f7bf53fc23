"""What counts, in which month, and for whom."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from passeur.ambassadors.build_month import build_month
from passeur.ambassadors.check_ins import Blocker, CheckInState
from passeur.ambassadors.kpi_facts import Happened, parts_of
from passeur.ambassadors.kpi_months import cohorts_in, month_of, months_of, told_from, told_months
from passeur.ambassadors.kpi_periods import board_of, month_period, read_period
from passeur.ambassadors.kpis import EVERYBODY, Counted, Dimension, Group, Measure
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.terms import Ending, TermState
from passeur.periods import Month, Week
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, TimeGain
from passeur.sharing.threads import Thread
from tests.passeur.ambassadors.check_ins import PARIS, a_check_in, a_cohort, a_term
from tests.passeur.ambassadors.kpi_company import (
    COHORTS,
    MONTHS,
    NEW,
    NOW,
    OLD,
    Company,
    a_workshop,
    first_period,
    made_up,
)
from tests.passeur.briefs.months import share as a_share

MONTH = MONTHS[2]


def value_of(happened: Happened, of: Counted) -> dict[str, Decimal]:
    return {part.person_id: part.value for part in parts_of(happened).get(of, ())}


def alone() -> Company:
    company = Company()
    company.joins("p", NEW, "lyon", "rh")
    return company


def test_a_workshop_that_was_recorded_and_told_is_one_workshop() -> None:
    company = alone()
    (term,) = company.terms
    for number in range(2):
        company.hosts(term, MONTH, 10 + number)
    company.says(term, MONTH, 0)
    said = company.check_ins[0]
    for told, counted in ((1, 2), (2, 2), (5, 5)):
        company.check_ins[0] = replace(said, workshops=told)
        assert value_of(company.happened(MONTH), Measure.WORKSHOPS) == {"p": Decimal(counted)}


def test_a_check_in_and_the_workshops_of_its_period_are_in_the_month_in_which_the_period_ends() -> None:
    # Two weeks from 28 September on: the second is the first whole week of October.
    period = Week(2026, 40)
    assert (Month.of_week(period), Month.of_week(period.plus(1))) == (Month(2026, 10), Month(2026, 10))
    late = replace(NEW, starts_on=date(2026, 9, 7))
    assert month_of(late, date(2026, 9, 22)) == Month(2026, 10)
    assert month_of(None, date(2026, 9, 22)) == Month(2026, 9)
    company = alone()
    workshop = a_workshop(company.terms[0], date(2026, 9, 22), 1, 12)
    said = a_check_in("p", Week(2026, 39), prompts=3)
    for month, counts in ((Month(2026, 9), 0), (Month(2026, 10), 1)):
        happened = replace(company.happened(month), cohorts=(late,), check_ins=[said], workshops=[(workshop, [])])
        assert len(value_of(happened, Measure.REACHED)) == len(value_of(happened, Measure.PROMPTS)) == counts


@pytest.mark.parametrize("state", [CheckInState.SNOOZED, CheckInState.SKIPPED])
def test_what_was_put_off_or_passed_over_counts_for_nothing(state: CheckInState) -> None:
    company = alone()
    company.says(company.terms[0], MONTH, 4, 2, "3", Blocker.TIME)
    company.check_ins = [replace(each, state=state) for each in company.check_ins]
    assert parts_of(company.happened(MONTH)) == {}


def test_a_gain_is_what_was_claimed_last_and_no_sum() -> None:
    company = alone()
    first = first_period(NEW, MONTH)
    assert first is not None
    for weeks, hours in ((2, "2.5"), (0, "8")):
        company.check_ins.append(a_check_in("p", first.plus(weeks), gain_hours=Decimal(hours)))
    assert value_of(company.happened(MONTH), Measure.GAIN_CHECK_INS) == {"p": Decimal("2.5")}


def test_a_workshop_that_was_withdrawn_or_that_nobody_came_to_counts_for_nothing() -> None:
    company = alone()
    on = MONTH.weeks[0].monday
    for number, changes in enumerate(({"withdrawn": True}, {"reached": 0})):
        company.workshops.append((replace(a_workshop(company.terms[0], on, number, 5), **changes), []))  # type: ignore[arg-type]  # a bool or a number
    assert parts_of(company.happened(MONTH)) == {}


def test_gains_of_shares_are_in_hours_a_week_believable_and_the_author_s_tries_do_not_count() -> None:
    company = alone()
    gains = [
        TimeGain(Decimal(30), GainUnit.MINUTES, GainPer.DAY),
        TimeGain(Decimal(3), GainUnit.HOURS, GainPer.ONCE),
        TimeGain(Decimal(40), GainUnit.HOURS, GainPer.WEEK),
    ]
    for number, gain in enumerate(gains):
        of = a_share(number, "p", week=MONTH.weeks[1], gain=gain)
        late = MONTH.weeks[-1].plus(1).start(PARIS)
        tries = (
            Reproduction(of.ref, "p", Outcome.WORKED, of.published_at, "rh", gains[0]),
            Reproduction(of.ref, "a", Outcome.CHANGED, of.published_at, "rh", gains[0]),
            Reproduction(of.ref, "b", Outcome.FAILED, of.published_at, "rh", gains[0]),
            Reproduction(of.ref, "c", Outcome.WORKED, late, "rh", gains[0]),
        )
        company.shares.append(Thread(of, tries))
    withdrawn = a_share(9, "p", week=MONTH.weeks[1]).withdrawn_by_author()
    company.shares += [Thread(withdrawn), Thread(a_share(8, "somebody", week=MONTH.weeks[1]))]
    happened = company.happened(MONTH)
    assert value_of(happened, Measure.SHARES) == {"p": 3}
    assert value_of(happened, Measure.GAIN_SHARES) == {"p": Decimal("2.5")}
    assert value_of(happened, Measure.REPRODUCTIONS) == {"p": 3}
    assert value_of(happened, Measure.GAIN_REPRODUCED) == {"p": Decimal("7.5")}


def test_everybody_has_their_own_numbers_and_nobody_else_s() -> None:
    company = Company()
    terms = [company.joins(f"p{number}", NEW, "lyon", "rh") for number in range(3)]
    company.says(terms[0], MONTH, 4, 1, "2.5")
    company.hosts(terms[1], MONTH, 30)
    company.shares_one(terms[1], MONTH, ["a", "b"])
    _, own = company.month(MONTH)
    assert own == {
        "p0": OwnMonth(MONTH, prompts=4, use_cases=1, gain_hours=Decimal("2.5")),
        "p1": OwnMonth(MONTH, workshops=1, reached=30, shares=1, reproductions=2, gain_shares=Decimal("1.0")),
    }


def test_what_is_told_of_feedback_is_one_word_about_everybody() -> None:
    company = Company()
    for number in range(6):
        company.hosts(company.joins(f"p{number}", NEW, "lyon", "rh"), MONTH, 20, answers=4)
    board, _ = company.month(MONTH)
    # One and two, three and four: half of the answers each.
    assert board.useful is False
    figure = board.figure(Measure.FEEDBACK)
    assert figure is not None
    assert (int(figure.value), figure.people) == (24, 5)


def test_who_named_a_blocker_is_a_number_of_people_rounded_down() -> None:
    company = Company()
    for number in range(8):
        themes = (Blocker.TIME, Blocker.DATA) if number < 4 else (Blocker.TIME,)
        company.says(company.joins(f"p{number}", NEW, "lyon", "rh"), MONTH, 0, 0, "0", *themes)
    board, _ = company.month(MONTH)
    figure = board.figure(Blocker.TIME)
    assert figure is not None
    assert (int(figure.value), figure.people) == (5, 5)
    assert Blocker.DATA not in board.figures


def test_the_order_of_the_facts_changes_nothing() -> None:
    for seed in range(5):
        company = made_up(seed)
        before = company.month(MONTH)
        for each in (company.terms, company.check_ins, company.workshops, company.shares):
            random.Random(seed).shuffle(each)  # noqa: S311  # no secret
        assert company.month(MONTH) == before


def test_a_cohort_holds_by_those_who_stay_to_its_end() -> None:
    began = datetime(2026, 1, 5, 8, tzinfo=UTC)
    closed = datetime(2026, 9, 28, 8, tzinfo=UTC)
    left = datetime(2026, 9, 3, 8, tzinfo=UTC)
    terms = [a_term(f"p{number}", cohort_id=OLD.id, began_at=began) for number in range(15)]
    ended = [replace(each, state=TermState.ENDED, ending=Ending.THANKED) for each in terms]
    terms[:6] = [replace(each, ended_at=closed) for each in ended[:6]]
    terms[6:8] = [replace(each, ended_at=left) for each in ended[6:8]]
    terms[8:13] = [replace(each, state=TermState.RESTING) for each in terms[8:13]]
    happened = replace(Company().happened(MONTHS[1]), terms=terms, cohorts=(OLD,))
    before = {f"p{number}" for number in range(9)}
    (held,) = build_month(happened, before=before, folded_at=NOW)[0].continuity
    assert (held.began, held.retained, held.resting, held.returning) == (15, 10, 5, 5)


def test_a_month_is_told_when_nobody_answers_a_check_in_of_it_any_more() -> None:
    october = Month(2026, 10)
    last = october.weeks[-1]
    assert told_from(october, [NEW], PARIS) == last.plus(3).start(PARIS)
    slow = replace(NEW, check_in_weeks=4)
    assert told_from(october, [slow], PARIS) == last.plus(5).start(PARIS)
    # Two people who answer between two counts would tell what each said: nobody can any more, whatever the check-ins.
    often = replace(NEW, check_in_weeks=1)
    of_the_last_day = a_workshop(
        Company().joins("host", NEW, "lyon", "rh"), last.plus(1).monday - timedelta(days=1), 1, 9
    )
    for cohort in (often, NEW):
        day = told_from(october, [cohort], PARIS).astimezone(PARIS).date()
        assert not of_the_last_day.takes_feedback(day)
    moment = told_from(october, [NEW], PARIS)
    assert told_months([NEW], moment, PARIS)[-1] == october
    assert told_months([NEW], moment - timedelta(seconds=1), PARIS)[-1] == Month(2026, 9)
    assert told_months([], NOW, PARIS) == ()


def test_a_cohort_that_is_still_chosen_has_no_months() -> None:
    calling = a_cohort(state=COHORTS[0].state.CALLING)
    assert told_months([calling], NOW, PARIS) == ()
    assert cohorts_in(MONTHS[1], COHORTS) == (OLD, NEW)


@pytest.mark.parametrize("key", ["2026-13", "2026-Q5", "2026-0", "2026", "", "../x", "2027-1", "2026-1 "])
def test_what_names_no_period_is_none(key: str) -> None:
    with pytest.raises(ValueError, match="month"):
        read_period(key, COHORTS)


def test_months_quarters_and_terms_are_told_apart() -> None:
    assert read_period("2026-10", COHORTS) == month_period(Month(2026, 10))
    assert read_period("2026-Q4", COHORTS).months == (Month(2026, 10), Month(2026, 11), Month(2026, 12))
    assert read_period(NEW.id, COHORTS).months == months_of(NEW)
    assert months_of(NEW)[-1] == month_of(NEW, NEW.ends_on)


def test_a_term_is_the_sum_of_the_months_of_its_cohort_and_a_gain_that_of_the_last() -> None:
    company = Company()
    for number in range(7):
        term = company.joins(f"p{number}", NEW, "lyon", "rh")
        for month, hours in ((MONTHS[1], "3"), (MONTHS[2], "1")):
            company.says(term, month, 2, 0, hours)
    board = board_of(read_period(NEW.id, COHORTS), company.boards())
    prompts, gain = board.figure(Measure.PROMPTS), board.figure(Measure.GAIN_CHECK_INS)
    assert prompts is not None
    assert gain is not None
    assert (int(prompts.value), prompts.people, prompts.months) == (28, 5, 2)
    assert (int(gain.value), gain.months) == (7, 2)
    assert board.groups == (EVERYBODY,)
    assert Group(Dimension.TRADE, "rh") not in board.figures[Measure.PROMPTS]


@pytest.mark.parametrize("weeks", [1, 2, 4, 13])
def test_no_month_is_told_early_however_long_its_check_ins_are(weeks: int) -> None:
    cohorts = [replace(OLD, check_in_weeks=weeks), NEW]
    for day in range(0, 400, 5):
        now = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=day)
        ever = {month for each in cohorts for month in months_of(each)}
        due = sorted(month for month in ever if told_from(month, cohorts, PARIS) <= now)
        assert list(told_months(cohorts, now, PARIS)) == due
