"""Recognition: naming somebody before everybody, after they said yes in private. Nobody is ranked, nothing is counted.

A month has one ambassador at most, whom the programme lead chooses with a reason of their own. A spotlight tells a use
case again in the channel. Both are asked first; a no is kept so that nobody is asked again, and told to nobody else
than the programme lead who asked.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from passeur.ambassadors.refusals import Declined, Why
from passeur.periods import Month
from passeur.sharing.shares import ShareRef

# Whoever was ambassador of the month leaves the place to others for this many months.
ROTATION = 6
# After this long without an answer, the programme lead may ask somebody else.
PATIENCE = timedelta(days=5)


class Consent(StrEnum):
    """A no is final, also after a yes: what was posted is then taken back."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom the programme lead chose, why in their own words, and what the person answered."""

    person_id: str
    cohort_id: str
    reason: str
    chosen_by: str
    chosen_at: datetime
    consent: Consent = Consent.ASKED
    answered_at: datetime | None = None

    def answered(self, consent: Consent, now: datetime) -> Self:
        return replace(self, consent=consent, answered_at=now)


@dataclass(frozen=True, slots=True)
class MonthChoice:
    """The ambassador of one month: `choice` is whoever is asked or agreed; `refused` those who said no, in order."""

    tenant_id: str
    month: Month
    choice: Choice | None = None
    refused: tuple[str, ...] = ()
    etag: str = field(default="", compare=False)

    def chosen(self, choice: Choice) -> Self:
        """Ask somebody, when the month is open; the same choice made again changes nothing."""
        current = self.choice
        if choice.person_id in self.refused:
            raise Declined(Why.SAID_NO)
        if current is not None and current.person_id == choice.person_id:
            return self
        if not self.is_open(choice.chosen_at):
            raise Declined(Why.MONTH_TAKEN)
        return replace(self, choice=choice)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may be asked: nobody was, or whoever was has not answered for days."""
        choice = self.choice
        if choice is None:
            return True
        return choice.consent is Consent.ASKED and now - choice.chosen_at >= PATIENCE

    def answered(self, person_id: str, consent: Consent, now: datetime) -> Self:
        """What the person whom it names says; they may take a yes back, and then nobody is named."""
        choice = self.choice
        if choice is None or choice.person_id != person_id:
            if person_id in self.refused and consent is Consent.REFUSED:
                return self
            raise Declined(Why.NOT_ASKED)
        if consent is Consent.REFUSED:
            return replace(self, choice=None, refused=(*self.refused, person_id))
        return self if choice.consent is consent else replace(self, choice=choice.answered(consent, now))

    @property
    def named(self) -> Choice | None:
        """Who may be named before everybody."""
        return self.choice if self.choice and self.choice.consent is Consent.GIVEN else None


@dataclass(frozen=True, slots=True)
class Spotlight:
    """A use case that the programme lead would like to tell again, with why, and its author's answer."""

    tenant_id: str
    share: ShareRef
    author_id: str
    reason: str
    asked_by: str
    asked_at: datetime
    consent: Consent = Consent.ASKED
    answered_at: datetime | None = None
    etag: str = field(default="", compare=False)

    def answered(self, person_id: str, consent: Consent, now: datetime) -> Self:
        """What the author says; they may take a yes back, and are then asked no more."""
        if person_id != self.author_id:
            raise Declined(Why.NOT_ASKED)
        if self.consent is consent:
            return self
        if self.consent is Consent.REFUSED:
            raise Declined(Why.NOT_ASKED)
        return replace(self, consent=consent, answered_at=now)
