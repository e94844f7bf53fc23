from dataclasses import dataclass
from datetime import datetime

from passeur.errors import StorageUnavailable
from passeur.requests.kept_answers import ABANDONED_AFTER, GOOD_FOR, Answered, Asked, Known, Mine
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import joined
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Conflict, Create, Delete, Replace, Table

_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class KeptAnswersTable:
    """A row for each write that came with a key, for a day. KeptAnswerRepository."""

    table: Table

    async def begin(self, tenant_id: str, asked: Asked) -> Mine | Known:
        for _ in range(_MOST_TRIES):
            there = await self.table.get(joined(tenant_id), joined(asked.key))
            if there is not None and not _is_over(there, asked.at):
                return Known(there["fingerprint"], _answer(there))
            row = _row(tenant_id, asked)
            try:
                (etag,) = await self.table.write(Create(row) if there is None else Replace(row, there[ETAG]))
            except Conflict:
                continue
            return Mine(asked, etag)
        raise StorageUnavailable(f"a request was begun by others {_MOST_TRIES} times in a row")

    async def finish(self, tenant_id: str, mine: Mine, answer: Answered | None) -> None:
        row = _row(tenant_id, mine.asked)
        change: Replace | Delete
        if answer is None:
            change = Delete(joined(tenant_id), joined(mine.asked.key), mine.etag)
        else:
            columns = {"status": answer.status, "media": answer.media, **text_columns(answer.body)}
            change = Replace({**row, **columns}, mine.etag)
        try:
            await self.table.write(change)
        except Conflict:
            # So late that somebody else began: the answer that is kept will be theirs.
            return


def _row(tenant_id: str, asked: Asked) -> Row:
    return row_of(joined(tenant_id), joined(asked.key), fingerprint=asked.fingerprint, asked_at=write_time(asked.at))


def _is_over(row: Row, now: datetime) -> bool:
    age = now - read_time(row["asked_at"])
    return age >= (GOOD_FOR if "status" in row else ABANDONED_AFTER)


def _answer(row: Row) -> Answered | None:
    return Answered(row["status"], row["media"], text_of(row)) if "status" in row else None
