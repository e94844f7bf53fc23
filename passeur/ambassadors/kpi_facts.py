"""From what happened in a month to what each ambassador adds to it: the rules of every measure, pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import ZoneInfo

from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.kpi_months import month_of
from passeur.ambassadors.kpis import Counted, Measure
from passeur.ambassadors.terms import Term
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.periods import Month
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import TimeGain
from passeur.sharing.threads import Thread

_MINUTES = Decimal(60)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A trade at a site in a cohort: the smallest group of ambassadors."""

    cohort_id: str
    site: str
    trade: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one person adds to one measure, where.

    `others` are the colleagues from whom it comes as well; of the answers of feedback, `useful` say that it was.
    """

    place: Place
    person_id: str
    value: Decimal
    others: frozenset[str] = frozenset()
    useful: int = 0


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything that is counted of one month, in any order. `shares` may be anybody's, of the weeks of the month.

    The month lasts from `start` to `end`; `terms` are those of `cohorts`, whose term has a part in it.
    """

    month: Month
    start: datetime
    end: datetime
    zone: ZoneInfo
    cohorts: Sequence[Cohort]
    terms: Sequence[Term]
    check_ins: Sequence[CheckIn] = ()
    workshops: Sequence[tuple[Workshop, Sequence[Feedback]]] = ()
    shares: Sequence[Thread] = ()

    def is_member(self, term: Term) -> bool:
        """Whether an ambassador was in office at some moment of the month."""
        began = term.began_at is not None and term.began_at < self.end
        return began and (term.ended_at is None or term.ended_at > self.start)


Parts: TypeAlias = Mapping[Counted, Sequence[Part]]
# What somebody adds, under the cohort and the id of the person.
_Lines: TypeAlias = dict[tuple[str, str], Decimal]


def places_of(happened: Happened) -> frozenset[Place]:
    """Where there are ambassadors in the month, whatever they did."""
    return frozenset(_place(term) for term in happened.terms if happened.is_member(term))


def parts_of(happened: Happened) -> Parts:
    """What everybody adds to each measure; who adds nothing is not there."""
    at = {(term.cohort_id, term.person_id): _place(term) for term in happened.terms if happened.is_member(term)}
    cohorts = {cohort.id: cohort for cohort in happened.cohorts}
    said = [each for each in happened.check_ins if _counts(each, cohorts, happened.month)]
    held = [(each, feedback) for each, feedback in happened.workshops if _was_held(each, cohorts, happened)]
    # A row of somebody whose term is gone says itself where it belongs.
    rows: Sequence[CheckIn | Workshop] = [*said, *(workshop for workshop, _ in held)]
    for row in rows:
        at.setdefault((row.cohort_id, _who(row)), Place(row.cohort_id, row.site, row.trade))
    parts: dict[Counted, list[Part]] = defaultdict(list)
    for measure, lines in _of_check_ins_and_workshops(said, [workshop for workshop, _ in held]).items():
        parts[measure] += [Part(at[key], key[1], value) for key, value in sorted(lines.items()) if value]
    for check_in in said:
        for theme in check_in.blockers:
            parts[theme].append(Part(at[_key(check_in)], check_in.person_id, Decimal(1)))
    for workshop, feedback in held:
        if feedback:
            who = frozenset(f"{workshop.id}|{each.respondent}" for each in feedback)
            useful = sum(each.is_useful for each in feedback)
            part = Part(at[_key(workshop)], workshop.host_id, Decimal(len(feedback)), who, useful)
            parts[Measure.FEEDBACK].append(part)
    for measure, part in _of_shares(happened, at):
        parts[measure].append(part)
    return {of: those for of, those in parts.items() if those}


def _of_check_ins_and_workshops(said: Sequence[CheckIn], held: Sequence[Workshop]) -> dict[Measure, _Lines]:
    told: _Lines = defaultdict(Decimal)
    recorded: _Lines = defaultdict(Decimal)
    lines: dict[Measure, _Lines] = {measure: defaultdict(Decimal) for measure in Measure}
    for each in sorted(said, key=lambda check_in: (check_in.period, check_in.person_id)):
        told[_key(each)] += each.workshops
        lines[Measure.PROMPTS][_key(each)] += each.prompts
        lines[Measure.USE_CASES][_key(each)] += each.use_cases
        if each.gain_hours:
            # A pace, which a second check-in corrects and does not add to.
            lines[Measure.GAIN_CHECK_INS][_key(each)] = each.gain_hours
    for workshop in held:
        recorded[_key(workshop)] += 1
        lines[Measure.REACHED][_key(workshop)] += workshop.reached
    for key in told.keys() | recorded.keys():
        lines[Measure.WORKSHOPS][key] = max(told[key], recorded[key])
    return lines


def _of_shares(happened: Happened, at: Mapping[tuple[str, str], Place]) -> Iterable[tuple[Measure, Part]]:
    newest = {person_id: place for (_, person_id), place in sorted(at.items())}
    by_author: dict[str, list[Thread]] = defaultdict(list)
    for thread in happened.shares:
        if thread.share.author_id in newest and not thread.share.withdrawn:
            by_author[thread.share.author_id].append(thread)
    for author_id, threads in sorted(by_author.items()):
        place = newest[author_id]
        yield Measure.SHARES, Part(place, author_id, Decimal(len(threads)))
        claimed = _hours(thread.share.content.gain for thread in threads)
        if claimed:
            yield Measure.GAIN_SHARES, Part(place, author_id, claimed)
        worked = [each for thread in threads for each in thread.reproductions if _confirms(each, author_id, happened)]
        if worked:
            people = frozenset(each.person_id for each in worked)
            yield Measure.REPRODUCTIONS, Part(place, author_id, Decimal(len(worked)), people)
        gained = [(each, hours) for each in worked if each.gain and (hours := _hours([each.gain]))]
        if gained:
            people = frozenset(each.person_id for each, _ in gained)
            total = sum((hours for _, hours in gained), Decimal())
            yield Measure.GAIN_REPRODUCED, Part(place, author_id, total, people)


def _confirms(each: Reproduction, author_id: str, happened: Happened) -> bool:
    return each.outcome is not Outcome.FAILED and each.person_id != author_id and each.at < happened.end


def _hours(gains: Iterable[TimeGain]) -> Decimal:
    """In a working week. What comes back once only, or is hard to believe, is left out."""
    weekly = (gain.minutes_a_week() for gain in gains if is_plausible(gain))
    return (sum((minutes for minutes in weekly if minutes), Decimal()) / _MINUTES).quantize(_TENTH)


def _counts(each: CheckIn, cohorts: Mapping[str, Cohort], month: Month) -> bool:
    cohort = cohorts.get(each.cohort_id)
    weeks = 1 if cohort is None else cohort.check_in_weeks
    return each.state is CheckInState.ANSWERED and Month.of_week(each.period.plus(weeks - 1)) == month


def _was_held(each: Workshop, cohorts: Mapping[str, Cohort], happened: Happened) -> bool:
    counted_until = happened.end.astimezone(happened.zone).date()
    return each.was_held(counted_until) and month_of(cohorts.get(each.cohort_id), each.on) == happened.month


def _place(term: Term) -> Place:
    return Place(term.cohort_id, term.site, term.trade)


def _who(row: CheckIn | Workshop) -> str:
    return row.person_id if isinstance(row, CheckIn) else row.host_id


def _key(row: CheckIn | Workshop) -> tuple[str, str]:
    return row.cohort_id, _who(row)
