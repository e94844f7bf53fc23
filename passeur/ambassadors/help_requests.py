"""What gets in somebody's way, passed on: what names it, and whom among their peers to ask."""

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Self

from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.periods import Week

MOST_PEERS = 3


@dataclass(frozen=True, slots=True)
class HelpRef:
    """The words of one check-in, as messages and cards name them: other words are another request.

    Written `2026-W47.<person>.<digest>`, where a person's id may hold dots of its own.
    """

    period: Week
    person_id: str
    digest: str

    def __str__(self) -> str:
        return f"{self.period.key}.{self.person_id}.{self.digest}"

    @classmethod
    def of(cls, check_in: CheckIn) -> Self:
        words = f"{check_in.blocker_text}\0{check_in.help_text}"
        return cls(check_in.period, check_in.person_id, hashlib.sha256(words.encode()).hexdigest()[:12])

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError for what cannot name a request."""
        period, _, rest = text.partition(".")
        person_id, _, digest = rest.rpartition(".")
        if not person_id or not digest:
            raise ValueError(f"{text!r:.60} is not a request for help")
        return cls(Week.parse(period), person_id, digest)

    def is_of(self, check_in: CheckIn | None) -> bool:
        """Whether these words are still said."""
        return check_in is not None and check_in.has_words and HelpRef.of(check_in) == self


@dataclass(slots=True)
class _Past:
    """What one person said of blockers, whatever the order in which their check-ins come."""

    met: dict[Blocker, Week] = field(default_factory=dict)
    newest: Week | None = None
    now: AbstractSet[Blocker] = frozenset()

    def note(self, check_in: CheckIn) -> None:
        for blocker in check_in.blockers:
            self.met[blocker] = max(check_in.period, self.met.get(blocker, check_in.period))
        if self.newest is None or check_in.period > self.newest:
            self.newest, self.now = check_in.period, check_in.blockers

    def solved(self, blockers: AbstractSet[Blocker]) -> Sequence[Week]:
        """When each of these was met that is met no more."""
        return [week for blocker, week in self.met.items() if blocker in blockers and blocker not in self.now]


@dataclass(slots=True)
class Pasts:
    """Who met what, and who is past it: themes and weeks, not one word of theirs."""

    _people: dict[str, _Past] = field(default_factory=dict)

    def note(self, check_in: CheckIn) -> None:
        if check_in.state is CheckInState.ANSWERED:
            self._people.setdefault(check_in.person_id, _Past()).note(check_in)

    def likely_helpers(self, asker: CheckIn) -> Sequence[str]:
        """Who met one of the asker's blockers earlier and says so no more, the likeliest to help first.

        Those who got past more of them come first, then those for whom it is more recent; among equals, an order that
        differs from one asker to the next, so that it is not always the same people who are asked.
        """
        ranked = [
            (-len(solved), -max(solved).monday.toordinal(), _shuffled(asker, person), person)
            for person, past in self._people.items()
            if person != asker.person_id and (solved := past.solved(asker.blockers))
        ]
        return [person for *_, person in sorted(ranked)]


def _shuffled(asker: CheckIn, person_id: str) -> str:
    return hashlib.sha256(f"{asker.period.key}|{asker.person_id}|{person_id}".encode()).hexdigest()
