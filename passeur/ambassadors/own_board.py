"""A person's own board: what they did, month by month, and one thing that they could do next. For them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from passeur.ambassadors.badges import Badge
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.current_term import CurrentTerm
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.terms import TermState
from passeur.ambassadors.workshops import Workshop

# So long before the last day, somebody may begin to think of what comes after it.
_NEAR_THE_END = timedelta(days=60)
_RECENT_MONTHS = 2


class NextStep(StrEnum):
    """One idea, never a duty: the first that fits."""

    SIGN = "sign"
    CHECK_IN = "check_in"
    WISH = "wish"
    WORKSHOP = "workshop"
    SHARE = "share"
    GO_ON = "go_on"


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """`months` are counted, oldest first; `now` is what was told since, which the next months will count.

    `term` is None for somebody whose term is over; `check_in` is the one that waits for an answer.
    """

    months: tuple[OwnMonth, ...]
    now: OwnMonth
    term: CurrentTerm | None
    badges: tuple[Badge, ...]
    step: NextStep | None
    check_in: CheckInRef | None = None


def since_then(empty: OwnMonth, check_ins: Sequence[CheckIn], workshops: Sequence[Workshop], today: date) -> OwnMonth:
    """What somebody told and recorded since the last month that was counted, under the month that runs."""
    said = [each for each in check_ins if each.state is CheckInState.ANSWERED]
    held = [each for each in workshops if each.was_held(today)]
    gains = [each.gain_hours for each in sorted(said, key=lambda each: each.period) if each.gain_hours]
    return OwnMonth(
        empty.month,
        workshops=max(sum(each.workshops for each in said), len(held)),
        reached=sum(each.reached for each in held),
        prompts=sum(each.prompts for each in said),
        use_cases=sum(each.use_cases for each in said),
        gain_hours=gains[-1] if gains else None,
    )


def next_step(
    term: CurrentTerm | None, months: Sequence[OwnMonth], now: OwnMonth, *, owes_check_in: bool, today: date
) -> NextStep | None:
    """What could come next for an ambassador; None for somebody who is none any more."""
    if term is None:
        return None
    recent = [*months[-_RECENT_MONTHS:], now]
    ideas = {
        NextStep.SIGN: term.term.state is TermState.OFFERED,
        NextStep.CHECK_IN: owes_check_in and term.term.state is TermState.ACTIVE,
        NextStep.WISH: term.term.wish is None and term.cohort.ends_on - today <= _NEAR_THE_END,
        NextStep.WORKSHOP: not any(each.workshops for each in recent),
        NextStep.SHARE: not any(each.shares for each in recent),
    }
    return next((step for step, fits in ideas.items() if fits), NextStep.GO_ON)
