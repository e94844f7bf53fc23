"""A table: the three things that every aggregate asks of one, whatever keeps it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from passeur.storage.entities import Row

MOST_CHANGES = 100
LARGEST_TRANSACTION = 3_500_000


class Conflict(Exception):
    """A row to create is there, or a row to change is not the one that was read. Nothing of the write was done.

    `index` says which change it was, as far as storage tells.
    """

    def __init__(self, index: int = 0) -> None:
        super().__init__(f"change {index}")
        self.index = index


@dataclass(frozen=True, slots=True)
class Span:
    """The rows from key `start` up to, not including, `end`, in the partitions from `first` to `last` included.

    An empty `start` or `end` bounds nothing.
    """

    first: str
    last: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Create:
    row: Row


@dataclass(frozen=True, slots=True)
class Put:
    """Write a whole row, over any that is there."""

    row: Row


@dataclass(frozen=True, slots=True)
class Replace:
    """Write a whole row over the version that was read."""

    row: Row
    etag: str


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a row: the version that was read, or, without `etag`, any (none at all is fine then)."""

    partition: str
    key: str
    etag: str | None = None


Change = Create | Put | Replace | Delete


class Table(Protocol):
    """Raises StorageUnavailable when storage does not answer, ValueError for rows and keys that it would not take."""

    async def get(self, partition: str, key: str) -> Row | None: ...

    def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        """The rows of a span in the order of their keys, a page for each round trip.

        Only `columns`, when there are some; only rows in which the column `only` is true, when it is given.
        """

    async def write(self, *changes: Change) -> Sequence[str]:
        """Make all changes or none, all in one partition, in one round trip; returns the new etags.

        Raises Conflict. A delete without an etag comes alone.
        """
