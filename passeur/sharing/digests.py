"""What one manager is told of a week or a month: references only, chosen when the run is planned.

Names, tools and sentences are read when the card is drawn, so that what was withdrawn in between is told to nobody.
"""

import json
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self, TypeVar

from passeur.periods import Month, Week
from passeur.privacy.groups import SMALLEST_GROUP, is_publishable
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.questions import Question
from passeur.sharing.shares import ShareRef

T = TypeVar("T")

MOST_LESSONS = 3
FEWEST_FACTS = 2


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a share went, as far as it may be said.

    `people` is a multiple of five that was reached, or 0 when fewer than five made it work; only with five people or
    more is `trades` a number. Below, `several_trades` is all that is known.
    """

    people: int = 0
    trades: int = 0
    several_trades: bool = False

    @classmethod
    def of(cls, people: int, trades: int) -> Self:
        """What may be said of so many people of so many trades: two such figures never differ by fewer than five."""
        if is_publishable(people):
            return cls(people - people % SMALLEST_GROUP, trades, trades > 1)
        return cls(several_trades=trades > 1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A share that colleagues made work, for a team to learn from. Nobody is named beside how far it went."""

    ref: ShareRef
    reach: Reach


class Meets(StrEnum):
    """Why two people have something to tell each other."""

    VARIATION = "variation"
    TRADE = "trade"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people who publish, known by a share each: `ours` by somebody of the team, `theirs` by somebody elsewhere.

    For `variation`, `theirs` varies `ours`, or the other way round when `reverse`. For `trade`, people of the trade of
    `ours` made `theirs` work.
    """

    ours: ShareRef
    theirs: ShareRef
    meets: Meets
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What many people of a `trade` stumble on, in different teams: an `obstacle`, or the tool of `example`."""

    trade: str
    obstacle: Obstacle | None = None
    example: ShareRef | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """One manager's digest; `subject` is its compact text, which an outbox row keeps."""

    period: str
    question: Question
    lessons: tuple[Lesson, ...] = ()
    highlight: ShareRef | None = None
    meeting: Meeting | None = None
    need: Need | None = None

    @property
    def facts(self) -> int:
        """How many things there are to tell, each lesson for itself. A question is not one: it comes on top."""
        return len(self.lessons) + sum(each is not None for each in (self.highlight, self.meeting, self.need))

    @property
    def is_worth_sending(self) -> bool:
        return self.facts >= FEWEST_FACTS

    @property
    def shares(self) -> frozenset[ShareRef]:
        """Every share that the digest speaks of."""
        pair = (self.meeting.ours, self.meeting.theirs) if self.meeting else ()
        example = self.need.example if self.need else None
        named = (*(lesson.ref for lesson in self.lessons), self.highlight, *pair, example)
        return frozenset(ref for ref in named if ref is not None)

    def without(self, gone: AbstractSet[ShareRef], unreachable: AbstractSet[ShareRef] = frozenset()) -> Self:
        """What is left when some shares are gone, and when the authors of others are not to be named any more."""
        unnamed = gone | unreachable
        meeting, need = self.meeting, self.need
        return replace(
            self,
            lessons=tuple(lesson for lesson in self.lessons if lesson.ref not in gone),
            highlight=None if self.highlight in unnamed else self.highlight,
            meeting=None if meeting and {meeting.ours, meeting.theirs} & unnamed else meeting,
            need=None if need and need.example in gone else need,
        )

    @property
    def subject(self) -> str:
        lessons = [
            [str(each.ref), each.reach.people, each.reach.trades, int(each.reach.several_trades)]
            for each in self.lessons
        ]
        meeting, need = self.meeting, self.need
        whole: dict[str, Any] = {
            "p": self.period,
            "q": self.question,
            "l": lessons,
            "h": _text(self.highlight),
            "m": meeting and [str(meeting.ours), str(meeting.theirs), meeting.meets, int(meeting.reverse)],
            "n": need and [need.trade, need.obstacle, _text(need.example)],
        }
        return json.dumps({key: value for key, value in whole.items() if value}, separators=(",", ":"))

    @classmethod
    def parse(cls, subject: str) -> Self:
        """Read what `subject` wrote; ValueError for anything else."""
        try:
            whole = json.loads(subject)
            return cls(
                period=whole["p"],
                question=Question(whole["q"]),
                lessons=tuple(
                    Lesson(ShareRef.parse(ref), Reach(people, trades, bool(several)))
                    for ref, people, trades, several in whole.get("l", ())
                ),
                highlight=_read(whole.get("h"), ShareRef.parse),
                meeting=_read(whole.get("m"), _meeting),
                need=_read(whole.get("n"), _need),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{subject:.80} is not a digest") from error


def weeks_of(period: str) -> tuple[Week, ...]:
    """The weeks of a run's period, first to last: that of `2026-W47`, or those of `2026-11`. ValueError for others."""
    return (Week.parse(period),) if "W" in period else Month.parse(period).weeks


def _text(value: ShareRef | None) -> str | None:
    return None if value is None else str(value)


def _read(value: Any, read: Callable[[Any], T]) -> T | None:
    return None if value is None else read(value)


def _meeting(value: list[Any]) -> Meeting:
    ours, theirs, meets, reverse = value
    return Meeting(ShareRef.parse(ours), ShareRef.parse(theirs), Meets(meets), bool(reverse))


def _need(value: list[Any]) -> Need:
    trade, obstacle, example = value
    return Need(trade, _read(obstacle, Obstacle), _read(example, ShareRef.parse))
