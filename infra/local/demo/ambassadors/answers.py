"""What ambassadors said of each period of two weeks, or did not say."""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from infra.local.demo.ambassadors.applicants import FOLDER
from infra.local.demo.ambassadors.dates import Moments
from infra.local.demo.ambassadors.meetings import Meeting
from infra.local.demo.chance import dice, draw
from passeur.ambassadors.check_in_periods import CheckInRef, asked_at
from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Term
from passeur.periods import Week
from passeur.sharing.shares import Share

_ANSWERS, _SKIPS = 0.84, 0.07
_ON_TIME = 0.8
_HAS_BLOCKER, _SAYS_MORE, _ASKS_HELP, _MAY_ASK_PEERS = 0.62, 0.4, 0.1, 0.7
_PROMPTS = ((0, 0.3), (1, 0.32), (2, 0.2), (3, 0.12), (5, 0.06))
_USE_CASES = ((0, 0.55), (1, 0.35), (2, 0.1))
_TELLS_GAIN = 0.72
_THEMES = (
    (Blocker.TIME, 0.52),
    (Blocker.ACCESS, 0.16),
    (Blocker.AUDIENCE, 0.1),
    (Blocker.DATA, 0.08),
    (Blocker.MANAGEMENT, 0.05),
    (Blocker.QUALITY, 0.04),
    (Blocker.SKILLS, 0.03),
    (Blocker.OTHER, 0.02),
)


@dataclass(frozen=True, slots=True)
class Done:
    """What the product knows of one ambassador without asking."""

    meetings: Sequence[Meeting]
    shares: Sequence[Share]


class Answers:
    def __init__(self, cohort: Cohort, moments: Moments) -> None:
        self.cohort = cohort
        self.moments = moments
        self._edition = moments.weeks_since(cohort.starts_on)
        self.texts = tomllib.loads((FOLDER / "check_ins.toml").read_text(encoding="utf-8"))

    def said(self, key: str, term: Term, periods: Sequence[Week], done: Done) -> list[CheckIn]:
        """One ambassador's check-ins of the periods in which they were in office, oldest first."""
        found = []
        for number, period in enumerate(periods):
            chance = dice("check-in", self._edition, key, number)
            state = self._state(chance)
            if state is None:
                continue
            blank = CheckIn(
                tenant_id=term.tenant_id,
                cohort_id=term.cohort_id,
                period=period,
                person_id=term.person_id,
                trade=term.trade,
                site=term.site,
                state=state,
                at=self._moment(period, term, chance),
            )
            found.append(self._filled(blank, done, chance) if state is CheckInState.ANSWERED else blank)
        return found

    def snoozed(self, term: Term, period: Week) -> CheckIn:
        """Asked to come back to the newest period in two days."""
        at = self.moments.last_before(self.moments.today, dice("snoozed"))
        blank = CheckIn(
            term.tenant_id, term.cohort_id, period, term.person_id, term.trade, term.site, CheckInState.SNOOZED, at
        )
        return replace(blank, until=self.moments.at(self.moments.today + timedelta(days=1), time(9)))

    def _state(self, chance: random.Random) -> CheckInState | None:
        luck = chance.random()
        if luck < _ANSWERS:
            return CheckInState.ANSWERED
        return CheckInState.SKIPPED if luck < _ANSWERS + _SKIPS else None

    def _moment(self, period: Week, term: Term, chance: random.Random) -> datetime:
        """At the end of the period, or in the days that follow for those who are late and still in office."""
        over = period.plus(self.cohort.check_in_weeks)
        late = over.monday, over.monday + timedelta(days=4)
        last = self.moments.between(*late, chance) if self.moments.has_come(*late) else None
        is_late = chance.random() > _ON_TIME
        if is_late and last is not None and (term.ended_at is None or last < term.ended_at):
            return last
        asked = asked_at(self.cohort, CheckInRef(self.cohort.id, period, self.cohort.check_in_weeks), self.moments.zone)
        day = asked.astimezone(self.moments.zone).date()
        at = self.moments.between(day, day + timedelta(days=1), chance)
        at = max(at, asked + timedelta(minutes=chance.randint(2, 50)))
        # Whoever leaves answers for the last time before that.
        return at if term.ended_at is None else min(at, term.ended_at - timedelta(minutes=30))

    def _filled(self, blank: CheckIn, done: Done, chance: random.Random) -> CheckIn:
        weeks = {blank.period.plus(number) for number in range(self.cohort.check_in_weeks)}
        held = [each for each in done.meetings if each.workshop.week in weeks and each.workshop.recorded_at < blank.at]
        shared = [each for each in done.shares if each.ref.week in weeks and each.published_at < blank.at]
        steps = chance.randint(1, 12)
        answer = replace(
            blank,
            workshops=len(held),
            prompts=max(len(shared), draw(chance, _PROMPTS)),
            use_cases=len(shared) + draw(chance, _USE_CASES),
            gain_hours=Decimal(steps) / 2 if chance.random() < _TELLS_GAIN else None,
        )
        return self._hindered(answer, chance)

    def _hindered(self, answer: CheckIn, chance: random.Random) -> CheckIn:
        if chance.random() < _HAS_BLOCKER:
            theme = draw(chance, _THEMES)
            said = chance.choice(self.texts["blockers"][theme]) if chance.random() < _SAYS_MORE else ""
            answer = replace(answer, blockers=frozenset({theme}), blocker_text=said)
        if chance.random() < _ASKS_HELP:
            peers = chance.random() < _MAY_ASK_PEERS
            answer = replace(answer, help_text=chance.choice(self.texts["help"]), may_ask_peers=peers)
        # The story's words were read at the time: nobody is told of them again.
        return replace(answer, told=answer.has_words)
