"""What erasing somebody needs from storage, beside the repositories of what they did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from passeur.delivery.outbox import DeliveryId
from passeur.privacy.erasures import Erasure
from passeur.sharing.shares import ShareRef


@dataclass(frozen=True, slots=True)
class Traces:
    """Where somebody shows in conversations: the shares that are theirs, and messages that name them beside those."""

    shares: Sequence[ShareRef] = ()
    messages: Sequence[DeliveryId] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """What a look through everything found: by the id of who leaves, in how many rows, and why one could not be left.

    `rows` is how many were looked at.
    """

    touched: Mapping[str, int]
    failed: Mapping[str, Exception]
    rows: int


# Whether the person with this id, or this e-mail, asked to be forgotten and has not come back.
Gone = Callable[[str], bool]


class ErasureRepository(Protocol):
    async def begin(self, erasure: Erasure) -> Erasure:
        """Note an erasure; whoever asks again gets the first one, with its pseudonym and its choice."""

    async def get(self, tenant_id: str, person_id: str) -> Erasure | None: ...

    async def under_way(self, tenant_id: str) -> Sequence[Erasure]: ...

    async def note(self, erasure: Erasure) -> None:
        """Keep how far an erasure is."""

    async def traces(self, tenant_id: str, erasures: Sequence[Erasure]) -> Mapping[str, Traces]:
        """Where each person shows, under their id or already under the pseudonym: by their id."""

    async def leave(self, tenant_id: str, erasures: Sequence[Erasure]) -> Left:
        """Write the pseudonym wherever a row still names one of these people, and remove what is theirs alone.

        What was owed to them is owed no more, where their chat is is forgotten, and so are their name and what they
        wrote to the programme leads alone. Everything is gone through once, however many they are. Whomever a row still
        names is noted as not gone through before that row is written: a look that is cut leaves nobody undrawn.
        """

    async def finish(self, tenant_id: str, person_id: str) -> None:
        """Forget whose place the pseudonym took: nothing leads back from then on."""

    async def mark(self, erasure: Erasure, now: datetime) -> None:
        """Remember, as keyed hashes alone, that whoever bears this id, or this e-mail, asked to be forgotten."""

    async def gone(self, tenant_id: str) -> Gone: ...

    async def came_back(self, tenant_id: str, person_id: str) -> None:
        """The person speaks to Passeur again, as somebody new: a directory may speak of them again."""

    async def marked_among_rows(self, tenant_id: str, since: datetime) -> Sequence[str]:
        """The ids in any row of people who asked to be forgotten since a moment: for what a restore brought back."""
