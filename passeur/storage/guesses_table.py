from collections.abc import Callable
from dataclasses import dataclass

from passeur.ambassadors.guesses import Guesses
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import Row
from passeur.storage.keys import joined
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Delete, Table


@dataclass(frozen=True, slots=True)
class GuessesTable:
    """A row for each person who typed a code that was none, beside the workshops. GuessRepository."""

    table: Table

    async def get(self, tenant_id: str, person_id: str) -> Guesses | None:
        row = await self.table.get(*_where(tenant_id, person_id))
        return None if row is None else _read(row)

    async def change(self, tenant_id: str, person_id: str, change: Callable[[Guesses | None], Guesses]) -> Guesses:
        where = _where(tenant_id, person_id)

        def write(guesses: Guesses) -> Row:
            return row_of(*where, wrong=guesses.wrong, since=write_time(guesses.since))

        _, guesses = await rewritten(self.table, where, _read, write, change)
        return guesses

    async def forget(self, tenant_id: str, person_id: str) -> None:
        await self.table.write(Delete(*_where(tenant_id, person_id)))


def _where(tenant_id: str, person_id: str) -> tuple[str, str]:
    return joined(tenant_id, "guesses", person_id), "guesses"


def _read(row: Row) -> Guesses:
    return Guesses(row["wrong"], read_time(row["since"]))
