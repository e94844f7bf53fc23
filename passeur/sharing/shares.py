"""A share: one AI use case that a person tried, told so that colleagues can try it too."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from passeur.periods import Week

_REF = re.compile(r"([0-9]{4}-W[0-9]{2})\.([0-9a-f]{32})")


class GainUnit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


class GainPer(StrEnum):
    """How often the gain is made."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_MINUTES = {GainUnit.MINUTES: Decimal(1), GainUnit.HOURS: Decimal(60), GainUnit.DAYS: Decimal(7 * 60)}
_TIMES_A_WEEK = {GainPer.DAY: Decimal(5), GainPer.WEEK: Decimal(1), GainPer.MONTH: Decimal(12) / Decimal(52)}


@dataclass(frozen=True, slots=True)
class TimeGain:
    """A time gained, as claimed by the person who says so. A day is a working day of seven hours."""

    value: Decimal
    unit: GainUnit
    per: GainPer

    def minutes(self) -> Decimal:
        """Minutes gained each time."""
        return self.value * _MINUTES[self.unit]

    def minutes_a_week(self) -> Decimal | None:
        """Minutes gained in a working week; None for a gain made once."""
        return None if self.per is GainPer.ONCE else self.minutes() * _TIMES_A_WEEK[self.per]


@dataclass(frozen=True, slots=True)
class ShareContent:
    """What the form asks. `trade` is an id of the organisation's list; `link` (https) and `prompt` may be empty."""

    tool: str
    use_case: str
    gain: TimeGain
    limits: str
    when_not: str
    link: str
    prompt: str
    trade: str


@dataclass(frozen=True, slots=True, order=True)
class ShareRef:
    """Where a share is kept: the week it was published in, and its id. Written `2026-W47.<32 hex digits>`."""

    week: Week
    id: str

    def __str__(self) -> str:
        return f"{self.week.key}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        match = _REF.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a reference to a share")
        return cls(Week.parse(match[1]), match[2])


@dataclass(frozen=True, slots=True)
class Share:
    """One published use case.

    `version` counts edits from 1; a form made from an older version is refused. `parent` is the share of which this
    one is a variation. A withdrawn share keeps its reference and its place in a lineage, and no text.
    """

    ref: ShareRef
    tenant_id: str
    author_id: str
    author_name: str
    content: ShareContent
    published_at: datetime
    version: int = 1
    withdrawn: bool = False
    parent: ShareRef | None = None

    def edited(self, content: ShareContent) -> Self:
        return replace(self, content=content, version=self.version + 1)

    def unnamed(self) -> Self:
        """The same share as somebody’s who is not told."""
        return replace(self, author_name="")

    def withdrawn_by_author(self) -> Self:
        """The same share without a word of what was told, nor of who told it."""
        nothing = replace(self.content, tool="", use_case="", limits="", when_not="", link="", prompt="")
        return replace(self, content=nothing, author_name="", version=self.version + 1, withdrawn=True)


def share_id(form_id: str, person_id: str) -> str:
    """The id of the share that `person_id` makes from one form: the same whatever is retried, other for each person."""
    return hashlib.sha256(f"share|{form_id}|{person_id}".encode()).hexdigest()[:32]
