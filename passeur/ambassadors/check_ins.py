"""Check-ins: what an ambassador says of two weeks, in half a minute, or does not say."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from passeur.ambassadors.cohorts import Cohort
from passeur.periods import Week


class Blocker(StrEnum):
    """What gets in the way, as themes that can be counted."""

    TIME = "time"
    ACCESS = "access"
    MANAGEMENT = "management"
    AUDIENCE = "audience"
    SKILLS = "skills"
    DATA = "data"
    QUALITY = "quality"
    OTHER = "other"


class CheckInState(StrEnum):
    """`snoozed` asks again at `until`, once; `skipped` says nothing and is never asked about."""

    ANSWERED = "answered"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One person's check-in of one period, written over whatever they said of it before.

    `period` is the first week of the period. Numbers are whole and never negative; `gain_hours` is an estimate of the
    hours that colleagues save each week, claimed and nothing more. `blocker_text` and `help_text` are read by the
    programme lead, and by peers only when `may_ask_peers`; `told` says that those words were passed on.
    """

    tenant_id: str
    cohort_id: str
    period: Week
    person_id: str
    trade: str
    site: str
    state: CheckInState
    at: datetime
    workshops: int = 0
    prompts: int = 0
    use_cases: int = 0
    gain_hours: Decimal | None = None
    blockers: frozenset[Blocker] = frozenset()
    blocker_text: str = ""
    help_text: str = ""
    may_ask_peers: bool = False
    told: bool = False
    until: datetime | None = None
    version: int = 1
    etag: str = field(default="", compare=False)

    @property
    def has_words(self) -> bool:
        """Whether somebody is to read what is written: themes alone are only counted."""
        return self.state is CheckInState.ANSWERED and bool(self.blocker_text or self.help_text)

    @property
    def wakes(self) -> bool:
        """Whether its person is to be asked again."""
        return self.state is CheckInState.SNOOZED and self.until is not None

    @property
    def asks(self) -> bool:
        return self.has_words and not self.told


def period_of(cohort: Cohort, day: date) -> Week | None:
    """The first week of the period in which a day falls; None outside of the term."""
    if not cohort.starts_on <= day <= cohort.ends_on:
        return None
    first = Week.of_day(cohort.starts_on)
    weeks = (Week.of_day(day).monday - first.monday).days // 7
    return first.plus(weeks - weeks % cohort.check_in_weeks)
