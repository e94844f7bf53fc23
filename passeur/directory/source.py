"""A directory that is asked over the network: everybody the first time, then what changed since.

DirectoryError
├── DirectoryBusy     it asks to come back later; nothing of this round is kept
├── DirectoryAway     it did not answer, or not in a way that can be used
└── DirectoryClosed   it does not let Passeur in: the message says what is missing and who can grant it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from passeur.directory.entries import DirectoryEntry
from passeur.errors import PasseurError


class DirectoryError(PasseurError):
    """Root of what a directory raises. Its sentences are ours, and name nobody."""

    @property
    def in_logs(self) -> str:
        return str(self)


class DirectoryBusy(DirectoryError):
    """`retry_after` is in seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"the directory asks to come back in {retry_after:.0f} s")
        self.retry_after = retry_after


class DirectoryAway(DirectoryError):
    pass


class DirectoryClosed(DirectoryError):
    pass


@dataclass(frozen=True, slots=True)
class Changes:
    """One round: each person at most once, and the `link` that the next round begins with.

    `is_complete` says that these are all the people there are, so that who is absent has left.
    """

    entries: Sequence[DirectoryEntry]
    link: str
    is_complete: bool


class DirectorySource(Protocol):
    async def changes(self, link: str, *, with_email: bool = False) -> Changes:
        """What changed since `link`; everybody when it is empty, or when the directory no longer knows it.

        `with_email` asks for everybody's e-mail too, to recognise people whom a file named by it. Asking again with the
        same link gives at least the same changes. Raises DirectoryError.
        """
