"""From what the programme lead typed to a call and its term, or to what is wrong with each field."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from passeur.ambassadors.cohorts import Call, Cohort
from passeur.errors import FormRefused, Problem
from passeur.organisation import Organisation
from passeur.periods import day_of, end_of_day

MOST_WANTED = 2000
MOST_CHECK_IN_WEEKS = 4
# Further ahead, a date is a slip of the keyboard.
LONGEST_CALL = timedelta(days=180)
SHORTEST_TERM, LONGEST_TERM = timedelta(weeks=4), timedelta(days=3 * 366)


class CallField(StrEnum):
    """The names of the form's inputs, on the card and here."""

    WANTED = "wanted"
    TRADES = "trades"
    SITES = "sites"
    DEADLINE = "deadline"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    CHECK_IN_WEEKS = "check_in_weeks"


@dataclass(frozen=True, slots=True)
class CallContent:
    """What a call says, and the term that follows it."""

    call: Call
    starts_on: date
    ends_on: date
    check_in_weeks: int

    def is_that_of(self, cohort: Cohort) -> bool:
        return self == CallContent(cohort.call, cohort.starts_on, cohort.ends_on, cohort.check_in_weeks)


def read_call_form(typed: Mapping[str, str], organisation: Organisation, now: datetime) -> CallContent:
    """The call that was typed; FormRefused names every field that needs another look."""
    zone = organisation.sending.zone
    problems: dict[str, Problem] = {}
    wanted = _whole(typed, CallField.WANTED, MOST_WANTED, problems)
    weeks = _whole(typed, CallField.CHECK_IN_WEEKS, MOST_CHECK_IN_WEEKS, problems)
    trades = _chosen(typed, CallField.TRADES, organisation.trade_ids(), problems)
    sites = _chosen(typed, CallField.SITES, organisation.site_ids(), problems)
    days = _read_days(typed, day_of(now, zone), problems)
    if problems or days is None:
        raise FormRefused(problems)
    deadline, starts_on, ends_on = days
    return CallContent(Call(wanted, end_of_day(deadline, zone), trades, sites), starts_on, ends_on, weeks)


def read_extension(typed: Mapping[str, str], cohort: Cohort, organisation: Organisation, now: datetime) -> CallContent:
    """The call with a later last day, and the term when it moves too; FormRefused names what needs another look."""
    zone = organisation.sending.zone
    earliest = max(day_of(now, zone), cohort.call.last_day(zone) + timedelta(days=1))
    problems: dict[str, Problem] = {}
    days = _read_days(typed, earliest, problems)
    if days is None:
        raise FormRefused(problems)
    deadline, starts_on, ends_on = days
    call = replace(cohort.call, deadline=end_of_day(deadline, zone))
    return CallContent(call, starts_on, ends_on, cohort.check_in_weeks)


def _read_days(
    typed: Mapping[str, str], earliest: date, problems: dict[str, Problem]
) -> tuple[date, date, date] | None:
    """The last day of the call, then the first and the last one of the term, each after the one before."""
    deadline = read_day(typed, CallField.DEADLINE, (earliest, earliest + LONGEST_CALL), problems)
    last = deadline or earliest
    starts_on = read_day(typed, CallField.STARTS_ON, (last + timedelta(days=1), last + LONGEST_CALL), problems)
    first = starts_on or last
    ends_on = read_day(typed, CallField.ENDS_ON, (first + SHORTEST_TERM, first + LONGEST_TERM), problems)
    return None if deadline is None or starts_on is None or ends_on is None else (deadline, starts_on, ends_on)


def read_day(
    typed: Mapping[str, str], field: str, bounds: tuple[date, date], problems: dict[str, Problem]
) -> date | None:
    """A day within bounds, both included; None, with its problem noted, when it is none."""
    text = typed.get(field, "").strip()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems[field] = Problem.NOT_A_DATE if text else Problem.MISSING
        return None
    if not bounds[0] <= day <= bounds[1]:
        problems[field] = Problem.TOO_EARLY if day < bounds[0] else Problem.TOO_LATE
        return None
    return day


def _whole(typed: Mapping[str, str], field: CallField, most: int, problems: dict[str, Problem]) -> int:
    text = typed.get(field, "").strip()
    # Clients give a number as it was typed, and some with its decimals.
    digits = text.removesuffix(".0")
    if not digits.removeprefix("-").isascii() or not digits.removeprefix("-").isdigit():
        problems[field] = Problem.NOT_A_NUMBER if text else Problem.MISSING
        return 0
    # A number of a hundred digits is too large before it is read.
    number = int(digits[:12])
    if number < 1 or number > most:
        problems[field] = Problem.NOT_POSITIVE if number < 1 else Problem.TOO_MUCH
    return number


def _chosen(
    typed: Mapping[str, str], field: CallField, listed: AbstractSet[str], problems: dict[str, Problem]
) -> frozenset[str]:
    """Several entries of a list, as clients give them: with commas between. All of them is the same as none."""
    chosen = frozenset(each for each in typed.get(field, "").split(",") if each)
    if not chosen <= listed:
        problems[field] = Problem.UNKNOWN_CHOICE
    return frozenset() if chosen == listed else chosen
