import json
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from passeur.ambassadors.progress import Progress
from passeur.delivery.shards import prefix_of
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Conflict, Create, Delete, Replace, Span, Table

_FINISHED = "finished"
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """A row for each person who began the boot camp, in a partition of their own. ProgressRepository."""

    table: Table

    async def get(self, tenant_id: str, person_id: str) -> Progress:
        return _progress(await self.table.get(_partition(tenant_id), _key(person_id)))

    async def change(self, tenant_id: str, person_id: str, change: Callable[[Progress], Progress]) -> Progress:
        for _ in range(_MOST_TRIES):
            row = await self.table.get(_partition(tenant_id), _key(person_id))
            before = _progress(row)
            after = change(before)
            if after == before:
                return before
            written = _row(tenant_id, person_id, after)
            try:
                await self.table.write(Create(written) if row is None else Replace(written, row[ETAG]))
            except Conflict:
                continue
            return after
        raise StorageUnavailable(f"a progress was written by others {_MOST_TRIES} times in a row")

    async def finishers(self, tenant_id: str) -> AbstractSet[str]:
        partition = _partition(tenant_id)
        pages = self.table.pages(Span(partition, partition), columns=(KEY,), only=_FINISHED)
        return {row[KEY].partition("|")[2] async for page in pages for row in page}

    async def forget(self, tenant_id: str, person_id: str) -> None:
        await self.table.write(Delete(_partition(tenant_id), _key(person_id)))


def _partition(tenant_id: str) -> str:
    # No cohort is called so: those who read terms never meet it.
    return joined(tenant_id, "bootcamp")


def _key(person_id: str) -> str:
    return joined(prefix_of(person_id), person_id)


def _row(tenant_id: str, person_id: str, progress: Progress) -> Row:
    done = {step: write_time(at) for step, at in progress.done.items()}
    return row_of(
        _partition(tenant_id),
        _key(person_id),
        finished=True if progress.finished_at else None,
        finished_at=write_time(progress.finished_at) if progress.finished_at else None,
        **text_columns(json.dumps(done)),
    )


def _progress(row: Row | None) -> Progress:
    if row is None:
        return Progress()
    finished_at = row.get("finished_at")
    done = {step: read_time(at) for step, at in json.loads(text_of(row)).items()}
    return Progress(done, None if finished_at is None else read_time(finished_at))
