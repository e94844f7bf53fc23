import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from passeur.privacy.retention_ports import Proof
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import KEY, Row
from passeur.storage.keys import joined
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Put, Span, Table


@dataclass(frozen=True, slots=True)
class ProofsTable:
    """A row for each day on which retention worked. ProofRepository."""

    table: Table

    async def get(self, tenant_id: str, day: date) -> Proof | None:
        row = await self.table.get(_partition(tenant_id), day.isoformat())
        return None if row is None else _read(row)

    async def put(self, tenant_id: str, proof: Proof) -> None:
        ended_at = write_time(proof.ended_at) if proof.ended_at else None
        row = row_of(
            _partition(tenant_id),
            proof.day.isoformat(),
            at=write_time(proof.began_at),
            ended_at=ended_at,
            erased=proof.total,
            unfinished="|".join(sorted(proof.unfinished)) or None,
            **text_columns(json.dumps(dict(proof.rows), sort_keys=True)),
        )
        await self.table.write(Put(row))

    async def latest(self, tenant_id: str, most: int) -> Sequence[Proof]:
        partition = _partition(tenant_id)
        found = [_read(row) async for page in self.table.pages(Span(partition, partition)) for row in page]
        return sorted(found, key=lambda proof: proof.day, reverse=True)[:most]


def _partition(tenant_id: str) -> str:
    return joined(tenant_id, "retention")


def _read(row: Row) -> Proof:
    unfinished = row.get("unfinished")
    return Proof(
        day=date.fromisoformat(row[KEY]),
        began_at=read_time(row["at"]),
        ended_at=read_time(row["ended_at"]) if "ended_at" in row else None,
        rows=json.loads(text_of(row)),
        unfinished=frozenset(unfinished.split("|")) if unfinished else frozenset(),
    )
