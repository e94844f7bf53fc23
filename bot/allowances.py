"""How much one person may ask of one process in a while: a brake on scripts and stuck buttons, not a quota.

It is kept in memory. Nothing is shared between instances: what is protected is this process and what it calls, each
instance of which there are a few; asking storage at every click would cost more than what it would save. What must
happen once whoever asks and wherever (a share for a form, a report, a run, a guess at a code) is held by rows.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.turn import Door, Turn
from cards.verbs import Verb

# A minute of hurried clicking; then one thing a second.
BURST = 60.0
PER_SECOND = 1.0
MOST_PEOPLE = 20_000

CLICK = 1.0
# The answer is a message of its own, through the connector.
WORD = 2.0
# What reaches other people, or takes a second to work out: ten in a row, then ten a minute.
HEAVY = 6.0
HEAVY_VERBS = frozenset(
    {
        Verb.SUBMIT_SHARE,
        Verb.SUBMIT_EDIT,
        Verb.REPORT,
        Verb.POST_FEEDBACK_CARD,
        Verb.DIGEST_THANK,
        Verb.THANK_HELPER,
        Verb.OFFER_HELP,
        Verb.NOMINATE,
        Verb.HAND_OVER,
        Verb.BRIEF_FILES,
        Verb.BADGE_FILES,
        Verb.SHOW_SELECTION,
        Verb.SHOW_BOARD,
        Verb.PREVIEW_DIGEST,
        Verb.EXAMPLE_DIGEST,
        Verb.SHOW_OWN_DATA,
        Verb.ERASE,
        Verb.DIAGNOSE,
    }
)
# Doors through which nobody asks anything: their news is always taken.
_NEWS = (Door.INSTALLED, Door.UPGRADED, Door.REMOVED)


@dataclass(slots=True)
class _Left:
    """What somebody may still ask for, as it was `at` that moment; `told` once they heard that it was too much."""

    amount: float
    at: float
    told: bool = False


class Allowances:
    """One for each person, filled again with time."""

    def __init__(
        self,
        *,
        burst: float = BURST,
        per_second: float = PER_SECOND,
        most_people: int = MOST_PEOPLE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._most_people = most_people
        self._clock = clock
        self._people: dict[str, _Left] = {}

    def allows(self, turn: Turn) -> bool:
        """Whether this turn may be answered; when it may, it is counted."""
        if turn.door in _NEWS:
            return True
        left = self._left(turn.person_id)
        cost = _cost(turn)
        if left.amount < cost:
            return False
        left.amount -= cost
        left.told = False
        return True

    def tells(self, turn: Turn) -> bool:
        """Whether somebody hears that it was too much: once, for an answer to each of a thousand messages is spam."""
        left = self._left(turn.person_id)
        was_told, left.told = left.told, True
        return not was_told

    def _left(self, person_id: str) -> _Left:
        now = self._clock()
        left = self._people.pop(person_id, None) or _Left(self._burst, now)
        left.amount = min(self._burst, left.amount + (now - left.at) * self._per_second)
        left.at = now
        if len(self._people) >= self._most_people:
            # Who asked longest ago, and so has the most of it back.
            del self._people[next(iter(self._people))]
        self._people[person_id] = left
        return left


def _cost(turn: Turn) -> float:
    if turn.door is Door.MESSAGE:
        return WORD
    return HEAVY if turn.token is not None and turn.token.verb in HEAVY_VERBS else CLICK
