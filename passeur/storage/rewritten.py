from collections.abc import Callable
from typing import TypeVar

from passeur.errors import StorageUnavailable
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.table import Conflict, Create, Replace, Table

_MOST_TRIES = 20

T = TypeVar("T")


async def rewritten(
    table: Table,
    where: tuple[str, str],
    read: Callable[[Row], T],
    write: Callable[[T], Row],
    change: Callable[[T | None], T],
) -> tuple[T | None, T]:
    """Bring what one row holds from what is stored to what `change` makes of it; returns both.

    `where` is the row's partition and key. `change` is called again when somebody else wrote in between, so that no
    writer undoes another. What changes nothing is not written.
    """
    for _ in range(_MOST_TRIES):
        row = await table.get(*where)
        before = None if row is None else read(row)
        after = change(before)
        if after == before:
            return before, after
        written = write(after)
        if (written[PARTITION], written[KEY]) != where:
            raise ValueError("a change does not make another thing of it")
        try:
            (etag,) = await table.write(Create(written) if row is None else Replace(written, row[ETAG]))
        except Conflict:
            continue
        return before, read({**written, ETAG: etag})
    raise StorageUnavailable(f"a row was written by others {_MOST_TRIES} times in a row")
