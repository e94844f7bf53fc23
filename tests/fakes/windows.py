"""The limits that Microsoft publishes ("Rate limiting for agents"), kept to the call: written apart from the product's.

They are counted where Teams counts them, as calls arrive.
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

# At most so many posts and updates in so many seconds in one conversation.
IN_A_CONVERSATION = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
IN_A_TENANT = 50
# Calls that were on their way when the first 429 was answered are nobody's fault.
ON_THE_WAY = 2.0
_LONGEST = 3600.0
# A rounded moment is not an early one.
_NOTHING = 0.001


@dataclass(slots=True)
class Windows:
    """Admits calls, or says for how many seconds to stay away. `clock` is in seconds, and may be a virtual one.

    `before` and `after` count the calls over a window until the first 429 and from then on; `impatient` those that
    came although they had been asked to wait.
    """

    clock: Callable[[], float]
    in_a_tenant: int = IN_A_TENANT
    in_a_conversation: tuple[tuple[int, float], ...] = IN_A_CONVERSATION
    before: int = 0
    after: int = 0
    impatient: int = 0
    most_in_a_second: int = 0
    over: Counter[str] = field(default_factory=Counter)
    _calls: deque[float] = field(default_factory=deque)
    _sent: dict[str, list[float]] = field(default_factory=dict)
    _refused_at: float | None = None
    _away_until: float = 0.0

    @property
    def violations(self) -> int:
        return self.before + self.after

    def admit(self, conversation_id: str, *, counts: bool = True) -> float | None:
        """None for a call that may be made now; else the seconds of its Retry-After.

        `counts` is False for calls that only the tenant's limit knows.
        """
        now = self.clock()
        if self._refused_at is not None and self._refused_at + ON_THE_WAY < now < self._away_until - _NOTHING:
            self.impatient += 1
        while self._calls and self._calls[0] <= now - 1.0 + _NOTHING:
            self._calls.popleft()
        self._calls.append(now)
        self.most_in_a_second = max(self.most_in_a_second, len(self._calls))
        wait = self._of_tenant(now)
        if wait is None and counts:
            wait = self._of_conversation(conversation_id, now)
        if wait is None:
            if counts:
                self._note(conversation_id, now)
            return None
        if self._refused_at is None:
            self.before += 1
        else:
            self.after += 1
        self.refused(wait)
        return wait

    def refused(self, wait: float) -> None:
        """A 429 was answered, whatever its cause: whoever called is asked to stay away for `wait` seconds."""
        now = self.clock()
        self._refused_at = now if now >= self._away_until or self._refused_at is None else self._refused_at
        self._away_until = max(self._away_until, now + wait)

    def _of_tenant(self, now: float) -> float | None:
        if len(self._calls) <= self.in_a_tenant:
            return None
        self.over[f"{self.in_a_tenant} in 1 s, tenant"] += 1
        return self._calls[-1 - self.in_a_tenant] + 1.0 - now

    def _of_conversation(self, conversation_id: str, now: float) -> float | None:
        sent = self._sent.get(conversation_id, [])
        waits = []
        for most, seconds in self.in_a_conversation:
            if len(sent) >= most and sent[-most] > now - seconds + _NOTHING:
                self.over[f"{most} in {seconds:g} s, conversation"] += 1
                waits.append(sent[-most] + seconds - now)
        return max(waits) if waits else None

    def _note(self, conversation_id: str, now: float) -> None:
        sent = self._sent.setdefault(conversation_id, [])
        sent.append(now)
        while sent[0] < now - _LONGEST:
            del sent[0]
