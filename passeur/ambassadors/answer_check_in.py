"""What an ambassador does with a check-in: answer it, put it off, or pass over it. Three round trips each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from passeur.ambassadors.check_in_form import Answer, answer_of, read_answer
from passeur.ambassadors.check_in_periods import CheckInRef, check_is_open, check_may_answer
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.ports import CheckInRepository, TermRepository
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Term
from passeur.delivery.sending_hours import SendingHours

SNOOZED_DAYS = 2
Change = Callable[[CheckIn | None], CheckIn]


@dataclass(frozen=True, slots=True)
class Clicked:
    """Whose check-in, and from which version of it the card was drawn: 0 when nothing was said of the period yet."""

    tenant_id: str
    ref: CheckInRef
    person_id: str
    version: int
    at: datetime


async def submit_check_in(
    clicked: Clicked,
    typed: Mapping[str, str],
    *,
    terms: TermRepository,
    check_ins: CheckInRepository,
    zone: ZoneInfo,
) -> CheckIn:
    """Keep what was typed. The same answer again, by a second click or another try, changes nothing.

    Declined as already answered when another card said something else meanwhile: nothing is lost unseen.
    """
    answer = read_answer(typed)
    term = await _term(clicked, terms, zone)
    return await _changed(clicked, partial(_answered, clicked=clicked, term=term, answer=answer), check_ins)


async def snooze_check_in(
    clicked: Clicked, *, terms: TermRepository, check_ins: CheckInRepository, hours: SendingHours
) -> CheckIn:
    """Ask again in two working days; Declined when it was answered meanwhile."""
    term = await _term(clicked, terms, hours.zone)
    until = working_days_after(clicked.at, SNOOZED_DAYS, hours)
    wakes = until if until < clicked.ref.closes_at(hours.zone) else None
    return await _changed(clicked, partial(_snoozed, clicked=clicked, term=term, until=wakes), check_ins)


async def skip_check_in(
    clicked: Clicked, *, terms: TermRepository, check_ins: CheckInRepository, zone: ZoneInfo
) -> CheckIn:
    """Leave a period without a word; Declined when it was answered meanwhile. It can still be answered."""
    term = await _term(clicked, terms, zone)
    return await _changed(clicked, partial(_skipped, clicked=clicked, term=term), check_ins)


def working_days_after(now: datetime, days: int, hours: SendingHours) -> datetime:
    """The first working hour of the `days`-th working day after today, in UTC."""
    moment = now
    for _ in range(days):
        tomorrow = moment.astimezone(hours.zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        moment = hours.next_moment(tomorrow)
    return moment


async def _term(clicked: Clicked, terms: TermRepository, zone: ZoneInfo) -> Term:
    check_is_open(clicked.ref, clicked.at, zone)
    term = await terms.get(clicked.tenant_id, clicked.ref.cohort_id, clicked.person_id)
    return check_may_answer(term, clicked.ref, zone)


async def _changed(clicked: Clicked, change: Change, check_ins: CheckInRepository) -> CheckIn:
    _, after = await check_ins.change(
        clicked.tenant_id, clicked.ref.cohort_id, clicked.ref.period, clicked.person_id, change
    )
    return after


def _answered(before: CheckIn | None, *, clicked: Clicked, term: Term, answer: Answer) -> CheckIn:
    if before is not None and before.state is CheckInState.ANSWERED:
        if answer_of(before) == answer:
            return before
        if before.version != clicked.version:
            raise Declined(Why.ALREADY_ANSWERED)
    said = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    is_told = before is not None and before.told and _words_of(answer_of(before)) == _words_of(answer)
    return replace(_next(before, clicked, term), state=CheckInState.ANSWERED, **said, told=is_told)


def _snoozed(before: CheckIn | None, *, clicked: Clicked, term: Term, until: datetime | None) -> CheckIn:
    _check_unanswered(before)
    if before is not None and before.state is CheckInState.SNOOZED and before.version != clicked.version:
        return before
    return replace(_next(before, clicked, term), state=CheckInState.SNOOZED, until=until)


def _skipped(before: CheckIn | None, *, clicked: Clicked, term: Term) -> CheckIn:
    _check_unanswered(before)
    if before is not None and before.state is CheckInState.SKIPPED:
        return before
    return replace(_next(before, clicked, term), state=CheckInState.SKIPPED)


def _check_unanswered(before: CheckIn | None) -> None:
    if before is not None and before.state is CheckInState.ANSWERED:
        raise Declined(Why.ALREADY_ANSWERED)


def _next(before: CheckIn | None, clicked: Clicked, term: Term) -> CheckIn:
    """Nothing said yet, as the version that follows."""
    return CheckIn(
        tenant_id=clicked.tenant_id,
        cohort_id=clicked.ref.cohort_id,
        period=clicked.ref.period,
        person_id=clicked.person_id,
        trade=term.trade,
        site=term.site,
        state=CheckInState.SKIPPED,
        at=clicked.at,
        version=1 if before is None else before.version + 1,
    )


def _words_of(answer: Answer) -> tuple[object, ...]:
    """What somebody is told of: the same words are passed on once, however often the numbers are corrected."""
    return answer.blocker_text, answer.help_text, answer.blockers, answer.may_ask_peers
