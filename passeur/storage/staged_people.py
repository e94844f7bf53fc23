"""Two lists of people compared in a temporary database on disk: memory stays the same for a hundred thousand people."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from passeur.delivery.shards import prefix_of
from passeur.directory.entries import (
    DirectoryEntry,
    Numbered,
    RefusedRow,
    Remark,
    RowProblem,
    RowRemark,
    Source,
)
from passeur.directory.identities import id_of_email, is_by_email, name_mark
from passeur.directory.ports import Settled, SettledEntry, Settlement
from passeur.people import Person
from passeur.storage import staged_sql as sql


@contextmanager
def open_staging() -> Iterator["StagedPeople"]:
    """A place to compare, removed with everything in it when the block ends."""
    with (
        tempfile.TemporaryDirectory(prefix="passeur-") as folder,
        closing(sqlite3.connect(Path(folder) / "people.sqlite", isolation_level=None)) as database,
    ):
        for name, function in (("id_of_email", id_of_email), ("prefix_of", prefix_of)):
            database.create_function(name, 1, function, deterministic=True)
        database.executescript(sql.TABLES)
        yield StagedPeople(database)


@dataclass(frozen=True, slots=True)
class StagedPeople:
    """Staging, in SQLite."""

    database: sqlite3.Connection

    def add(self, entries: Sequence[Numbered]) -> Sequence[RefusedRow]:
        return [refused for line, entry in entries if (refused := self._add(line, entry))]

    def spare(self, marks: Iterable[str]) -> None:
        self.database.executemany(sql.SPARE, ((mark,) for mark in marks))

    def know(self, people: Sequence[Person]) -> None:
        self.database.executemany(
            sql.KNOW,
            (
                (
                    person.id,
                    person.email,
                    name_mark(person.name),
                    person.directory,
                    person.active,
                    is_by_email(person.id),
                    person.trade,
                    person.site,
                    prefix_of(person.id),
                )
                for person in people
            ),
        )

    def settle(self, source: Source, *, is_complete: bool) -> Settlement:
        self.database.executescript(sql.FIND_PEOPLE)
        refused = [_duplicate(*found) for found in self.database.execute(sql.NAMED_TWICE)]
        for row in refused:
            self.spare(row.marks)
        self.database.executescript(sql.DROP_NAMED_TWICE)
        known = self._number(sql.COUNT_KNOWN, (source,))
        self.database.executescript(sql.REPLACE_BY_EMAIL)
        self.database.execute(sql.LEAVE)
        if is_complete:
            self.database.execute(sql.MISS, (source,))
        return Settlement(known, self._number(sql.COUNT_LEAVERS), refused)

    def find_managers(self, *, leavers_stay: bool) -> Sequence[Remark]:
        self.database.execute(sql.FIND_MANAGERS, {"leavers_stay": leavers_stay})
        remarks = [
            Remark(line, RowRemark.MANAGER_SELF if is_self else RowRemark.MANAGER_UNKNOWN, manager)
            for line, manager, is_self in self.database.execute(sql.NO_MANAGER)
        ]
        self.database.execute(sql.NOT_THEIR_OWN)
        return remarks

    def of_prefix(self, prefix: str) -> Settled:
        entries = {
            person: SettledEntry(DirectoryEntry(own_id, email, name, trade, site, manager, locale, bool(active)), found)
            for person, found, own_id, email, name, trade, site, manager, locale, active in self.database.execute(
                sql.ENTRIES_OF, (prefix,)
            )
        }
        fates = dict(self.database.execute(sql.FATES_OF, (prefix,)).fetchall())
        return Settled(
            entries,
            missing=frozenset(person for person, fate in fates.items() if fate == sql.MISSING),
            replaced=frozenset(person for person, fate in fates.items() if fate == sql.REPLACED),
        )

    def _add(self, line: int, entry: DirectoryEntry) -> RefusedRow | None:
        row = (
            line,
            entry.id,
            entry.email,
            entry.name,
            entry.trade,
            entry.site,
            entry.manager,
            entry.locale,
            entry.active,
        )
        if self.database.execute(sql.ADD, row).rowcount:
            return None
        first = self._number(sql.FIRST_LINE, (entry.id, entry.email))
        refused = _duplicate(line, first, entry.id, entry.email)
        self.spare(refused.marks)
        return refused

    def _number(self, query: str, values: Sequence[object] = ()) -> int:
        (found,) = self.database.execute(query, values).fetchone()
        return int(found)


def _duplicate(line: int, first: int, *names: str | None) -> RefusedRow:
    return RefusedRow(line, RowProblem.DUPLICATE, str(first), frozenset(name for name in names if name))
