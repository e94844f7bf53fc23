"""Badges: what somebody once did for their colleagues, stated with the fact that it rests on. Never for volume."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self


class BadgeKind(StrEnum):
    """One for each rule of passeur/ambassadors/badge_rules.py."""

    READY = "ready"
    FIRST_WORKSHOP = "first_workshop"
    USEFUL_WORKSHOP = "useful_workshop"
    ADOPTED_ELSEWHERE = "adopted_elsewhere"
    HELPED = "helped"
    PASSED_ON = "passed_on"
    TERM_SERVED = "term_served"

    @property
    def is_for_each_cohort(self) -> bool:
        """Whether it may be earned again in another term; the others are earned once."""
        return self in (BadgeKind.PASSED_ON, BadgeKind.TERM_SERVED)


ONCE = "once"
_COHORT = re.compile(r"20[0-9]{2}-[1-9]")


@dataclass(frozen=True, slots=True, order=True)
class BadgeId:
    """Which badge of a person's: `about` is the cohort, for those that each term may bring, or `once`."""

    kind: BadgeKind
    about: str = ONCE

    def __str__(self) -> str:
        return f"{self.kind}.{self.about}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `term_served.2026-1`; ValueError when it names no badge."""
        kind, _, about = text.partition(".")
        badge_id = cls(BadgeKind(kind), about)
        is_known = _COHORT.fullmatch(about) if badge_id.kind.is_for_each_cohort else about == ONCE
        if not is_known:
            raise ValueError(f"{text!r:.40} is not a badge")
        return badge_id


@dataclass(frozen=True, slots=True)
class Badge:
    """One person's badge.

    `fact` names what it rests on: a workshop, a share, a term. `earned_on` is the day of that fact. `rule` is the
    version of the rule that gave it. `credential_id` (a random UUID) and `place` (a random place in the status list,
    reserved for it) are all that is ever published about it. One that was taken back, because its fact is gone, keeps
    its row; earned again, it is issued anew under another id, and `former` keeps the places of those before.
    """

    tenant_id: str
    person_id: str
    id: BadgeId
    cohort_id: str
    fact: str
    earned_on: date
    rule: int
    credential_id: str
    place: int
    awarded_at: datetime
    revoked_at: datetime | None = None
    former: tuple[int, ...] = ()
    etag: str = field(default="", compare=False)

    @property
    def is_held(self) -> bool:
        return self.revoked_at is None

    def revoked(self, now: datetime) -> Self:
        return self if self.revoked_at is not None else replace(self, revoked_at=now)

    @property
    def revoked_places(self) -> tuple[int, ...]:
        """Where the status list says that nobody should accept this badge any more."""
        return self.former if self.is_held else (*self.former, self.place)


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """Somebody who asked for help says that a colleague helped: `request` is a digest, from which nobody finds them."""

    tenant_id: str
    helper_id: str
    request: str
    on: date
