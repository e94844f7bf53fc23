import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from passeur.directory.teams import Team
from passeur.errors import StorageUnavailable
from passeur.storage.columns import row_of
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined, person_partition
from passeur.storage.prefixes import prefixes
from passeur.storage.table import MOST_CHANGES, Change, Conflict, Create, Delete, Replace, Table
from passeur.storage.transactions import key_of

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class TeamsTable:
    """One row for each manager, spread by the manager's prefix as people are. TeamRepository."""

    table: Table

    async def get(self, tenant_id: str, manager_id: str) -> Team | None:
        row = await self.table.get(person_partition(tenant_id, manager_id), joined(manager_id))
        return None if row is None else _team_from(tenant_id, row)

    async def pages(self, tenant_id: str, *, first_prefix: str = "00") -> AsyncIterator[Sequence[Team]]:
        async for page in self.table.pages(prefixes(tenant_id, first_prefix)):
            yield [_team_from(tenant_id, row) for row in page]

    async def replace(self, tenant_id: str, teams: Sequence[Team]) -> None:
        wanted = {(row[PARTITION], row[KEY]): row for row in map(_team_row, teams)}
        for _ in range(_MOST_TRIES):
            batches = _batches(await self._changes(tenant_id, wanted))
            # Not all at the first conflict: somebody else may be counting the same teams, and each has to get ahead.
            if all([await self._written(batch) for batch in batches]):
                return
        raise StorageUnavailable(f"the teams were written by others {_MOST_TRIES} times in a row")

    async def _written(self, changes: Sequence[Change]) -> bool:
        try:
            await self.table.write(*changes)
        except Conflict:
            return False
        return True

    async def _changes(self, tenant_id: str, wanted: Mapping[tuple[str, str], Row]) -> list[Change]:
        changes: list[Change] = []
        missing = dict(wanted)
        async for page in self.table.pages(prefixes(tenant_id)):
            for row in page:
                there = (row[PARTITION], row[KEY])
                new = missing.pop(there, None)
                if new is None:
                    changes.append(Delete(*there, row[ETAG]))
                elif any(row.get(name) != value for name, value in new.items()):
                    changes.append(Replace(new, row[ETAG]))
        return [*changes, *map(Create, missing.values())]


def _batches(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    partitions: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        partitions[key_of(change)[0]].append(change)
    for together in partitions.values():
        for start in range(0, len(together), MOST_CHANGES):
            yield together[start : start + MOST_CHANGES]


def _team_row(team: Team) -> Row:
    return row_of(
        person_partition(team.tenant_id, team.manager_id),
        joined(team.manager_id),
        size=team.size,
        trades=_counts(team.trades),
        sites=_counts(team.sites),
    )


def _counts(counts: Mapping[str, int]) -> str:
    return json.dumps(counts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _team_from(tenant_id: str, row: Row) -> Team:
    return Team(tenant_id, row[KEY], row["size"], json.loads(row["trades"]), json.loads(row["sites"]))
