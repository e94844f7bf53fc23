"""What the directory needs from outside: people by whole partitions, a summary, and a place to compare two lists."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from passeur.directory.entries import DirectoryEntry, Numbered, RefusedRow, Remark, Source
from passeur.directory.headcounts import Headcounts
from passeur.directory.summary import DirectorySummary
from passeur.people import Person

# Two hexadecimal digits each: see delivery.shards.
PREFIXES = tuple(f"{number:02x}" for number in range(256))

# What people of one partition become: only those who change, and None for a row that is removed.
Changes: TypeAlias = Mapping[str, Person | None]


class DirectoryRepository(Protocol):
    async def change_all(self, tenant_id: str, prefix: str, change: Callable[[Mapping[str, Person]], Changes]) -> None:
        """Bring the people of one prefix, by id, to what `change` makes of them, in few transactions.

        `change` is called again with what is stored when somebody else wrote in between, until it changes nothing more.
        """

    async def remove(self, tenant_id: str, person_id: str) -> None:
        """Remove a person's row: for one that stood for somebody who has their own now."""

    async def summary(self, tenant_id: str) -> DirectorySummary | None: ...

    async def put_summary(self, tenant_id: str, summary: DirectorySummary) -> None: ...

    async def headcounts(self, tenant_id: str) -> Headcounts | None:
        """How many people work where; None when they were never counted."""

    async def put_headcounts(self, tenant_id: str, headcounts: Headcounts) -> None: ...


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a comparison found: how many of the source's active people are known, and how many of them leave."""

    known: int
    leavers: int
    refused: Sequence[RefusedRow]


@dataclass(frozen=True, slots=True)
class SettledEntry:
    """An entry whose person and manager are known by their ids."""

    entry: DirectoryEntry
    manager_id: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """One prefix of a settled comparison: entries by person, who is missing, and whose row another one replaces."""

    entries: Mapping[str, SettledEntry]
    missing: frozenset[str]
    replaced: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.missing or self.replaced)


class Staging(Protocol):
    """Two lists of people, side by side: what a source says, then who is known. Not in memory, and forgotten after."""

    def add(self, entries: Sequence[Numbered]) -> Sequence[RefusedRow]:
        """Keep entries, except those of somebody who was named before, which come back refused."""

    def spare(self, marks: Iterable[str]) -> None:
        """Whoever bears one of these marks is not missing, although no entry names them."""

    def know(self, people: Sequence[Person]) -> None: ...

    def settle(self, source: Source, *, is_complete: bool) -> Settlement:
        """Find each entry's person, and who leaves: once, after everything was added."""

    def find_managers(self, *, leavers_stay: bool) -> Sequence[Remark]:
        """Find each entry's manager among those who are there then: once, when it is known whether leavers leave."""

    def of_prefix(self, prefix: str) -> Settled: ...
