"""What goes wrong between a bot and Teams, at random and the same again for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fakes.connector import Call, Cut, Fault, Status

BAD_GATEWAY = Status(502, text="<html>Bad Gateway</html>")
# Each with its share of all calls. What comes after `SILENCE` is final for the person.
PASSING: Sequence[tuple[Fault, float]] = (
    (Status(429, "Throttled", {"Retry-After": "2"}), 0.01),
    (Status(412, "PreconditionFailed"), 0.02),
    (Status(503, "ServiceUnavailable"), 0.01),
    (BAD_GATEWAY, 0.02),
    (Cut.BEFORE, 0.01),
)
UNHEARD: Sequence[tuple[Fault, float]] = ((Status(500, "InternalServerError"), 0.01), (Cut.AFTER, 0.02))
FINAL: Sequence[tuple[Fault, float]] = (
    (Status(403, "ConversationBlockedByUser"), 0.02),
    (Status(404, "ConversationNotFound"), 0.02),
)


@dataclass(slots=True)
class Mishaps:
    """A plan for FakeConnector: each call meets one of the faults, with its probability, or none."""

    faults: Sequence[tuple[Fault, float]]
    seed: int = 0
    met: int = 0
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random.seed(self.seed)

    def __call__(self, _call: Call | None = None) -> Fault | None:
        drawn = self._random.random()
        for fault, share in self.faults:
            drawn -= share
            if drawn < 0:
                self.met += 1
                return fault
        return None
