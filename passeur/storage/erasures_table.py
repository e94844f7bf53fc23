from collections.abc import Sequence
from dataclasses import dataclass

from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.shards import prefix_of
from passeur.errors import StorageUnavailable
from passeur.storage.columns import row_of
from passeur.storage.delivery_rows import OUTBOX
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import LAST, joined
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table

# Where somebody was written to.
_PLACE = frozenset({"conversation_id", "service_url", "conversation_kind", "activity_id"})
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class ErasuresTable:
    """A row for each erasure under way, apart from every tenant's people. ErasureRepository.

    `named` are the tables whose rows may name a person.
    """

    table: Table
    named: Sequence[Table]

    async def begin(self, tenant_id: str, person_id: str, stand_in: str) -> str:
        try:
            await self.table.write(Create(row_of(*_where(tenant_id, person_id), stand_in=stand_in)))
        except Conflict:
            first = await self.table.get(*_where(tenant_id, person_id))
            if first is None:
                raise StorageUnavailable("an erasure is there and cannot be read") from None
            return str(first["stand_in"])
        return stand_in

    async def rename(self, tenant_id: str, person_id: str, stand_in: str) -> None:
        renaming = _Renaming(person_id, stand_in)
        # A tenant's own partition, then those that begin with its id: between them may be those of another.
        spans = Span(tenant_id, tenant_id), Span(f"{tenant_id}|", joined(tenant_id, LAST))
        for table in self.named:
            for span in spans:
                async for page in table.pages(span):
                    for row in page:
                        await _rename(table, row, renaming)

    async def finish(self, tenant_id: str, person_id: str) -> None:
        await self.table.write(Delete(*_where(tenant_id, person_id)))


@dataclass(frozen=True, slots=True)
class _Renaming:
    """From the rows that name a person to the same ones with a pseudonym in their place."""

    person_id: str
    stand_in: str

    def concerns(self, row: Row) -> bool:
        return any(self.person_id in text for text in (*_texts(row), text_of(row)))

    def renamed(self, row: Row) -> Row:
        columns = {name: self._in(value) if isinstance(value, str) else value for name, value in row.items()}
        if long := text_of(row):
            columns |= text_columns(self._in(long))
        if row[KEY].startswith(OUTBOX) and row.get("person_id") == self.person_id:
            columns = {name: value for name, value in columns.items() if name not in _PLACE}
            if row["unfinished"]:
                columns |= {"state": DeliveryState.SKIPPED.value, "reason": Reason.LEFT.value, "unfinished": False}
        return {name: value for name, value in columns.items() if name != ETAG}

    def _in(self, text: str) -> str:
        # Where keys are in the order of people's prefixes, the pseudonym stands where its own prefix has it.
        there = f"{prefix_of(self.person_id)}|{self.person_id}", f"{prefix_of(self.stand_in)}|{self.stand_in}"
        return text.replace(*there).replace(self.person_id, self.stand_in)


def _texts(row: Row) -> list[str]:
    return [value for value in row.values() if isinstance(value, str)]


async def _rename(table: Table, row: Row, renaming: _Renaming) -> None:
    """A row whose key moves is written where it goes before it is removed: a second try finds both, or the second."""
    there: Row | None = row
    for _ in range(_MOST_TRIES):
        if there is None or not renaming.concerns(there):
            return
        renamed = renaming.renamed(there)
        try:
            if (there[PARTITION], there[KEY]) == (renamed[PARTITION], renamed[KEY]):
                await table.write(Replace(renamed, there[ETAG]))
            else:
                await table.write(Put(renamed))
                await table.write(Delete(there[PARTITION], there[KEY], there[ETAG]))
        except Conflict:
            there = await table.get(row[PARTITION], row[KEY])
            continue
        return
    raise StorageUnavailable(f"a row was written by others {_MOST_TRIES} times in a row")


def _where(tenant_id: str, person_id: str) -> tuple[str, str]:
    # No tenant's own partition, so that nobody who reads people ever meets it.
    return joined("erasures", tenant_id), joined(person_id)
