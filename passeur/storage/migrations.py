"""From one schema to the next: what becomes of a row, and the walk that rewrites those that are there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from passeur.storage import outbox_of_schema_1
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.make_backup import EVERYTHING, Progress, is_of
from passeur.storage.schema import SCHEMA, StoreMark, check_store, write_mark
from passeur.storage.table import Conflict, Replace, Span, Table

Upgrade = Callable[[Row], Row]


@dataclass(frozen=True, slots=True)
class Migration:
    """To the schema `to`, from the one before. `upgrade` gives back the very row that has nothing to change."""

    to: int
    tables: tuple[str, ...]
    upgrade: Upgrade


MIGRATIONS = (Migration(2, ("shares", "recaps"), outbox_of_schema_1.upgraded),)


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which schema to which, and how many rows were rewritten."""

    before: int
    after: int
    rewritten: int


def upgraded(table: str, row: Row, schema: int) -> Row:
    """A row of an older schema as today's release writes it."""
    for migration in MIGRATIONS:
        if migration.to > schema and table in migration.tables:
            row = migration.upgrade(row)
    return row


async def migrate(
    tenant_id: str, tables: Mapping[str, Table], *, progress: Progress = lambda _table, _rows: None
) -> Migrated:
    """Rewrite the rows of older schemas while the product goes on; one that was cut goes on where it was.

    StoreRefused for data that is newer, too old or half restored. Doing it twice changes nothing.
    """
    before = mark = await check_store(tenant_id, tables)
    rewritten = 0
    for migration in MIGRATIONS:
        if migration.to <= mark.version:
            continue
        names = migration.tables
        for name in names[names.index(mark.table) if mark.table in names else 0 :]:
            start = mark.reached if name == mark.table else ""
            mark = mark.at(name, reached=start)
            walk = _Walk(tenant_id, name, migration.upgrade, tables, mark)
            mark = await walk.go()
            rewritten += walk.rewritten
            progress(name, walk.rewritten)
        mark = StoreMark(migration.to)
        await write_mark(tenant_id, tables, mark)
    return Migrated(before.version, SCHEMA, rewritten)


@dataclass(slots=True)
class _Walk:
    """One table from one end to the other; where it is, is noted after each page that changed something."""

    tenant_id: str
    name: str
    upgrade: Upgrade
    tables: Mapping[str, Table]
    mark: StoreMark
    rewritten: int = 0

    async def go(self) -> StoreMark:
        span = Span(self.mark.reached or EVERYTHING.first, EVERYTHING.last)
        async for page in self.tables[self.name].pages(span):
            written = 0
            for row in page:
                if is_of(self.tenant_id, row):
                    written += await self._rewrite(row)
            self.rewritten += written
            if written:
                self.mark = self.mark.at(self.name, reached=str(page[-1][PARTITION]))
                await write_mark(self.tenant_id, self.tables, self.mark)
        return self.mark

    async def _rewrite(self, row: Row) -> bool:
        """Over the version that was read: whoever wrote it meanwhile wrote today's form."""
        there: Row | None = row
        while there is not None and (after := self.upgrade(there)) is not there:
            table = self.tables[self.name]
            try:
                await table.write(Replace(after, there[ETAG]))
            except Conflict:
                there = await table.get(row[PARTITION], row[KEY])
                continue
            return True
        return False
