"""What may go in one transaction."""

from collections.abc import Iterator, Sequence

from passeur.storage.entities import KEY, PARTITION, Row, check_row, size_of
from passeur.storage.keys import check_key
from passeur.storage.table import LARGEST_TRANSACTION, MOST_CHANGES, Change, Delete, Replace


def key_of(change: Change) -> tuple[str, str]:
    if isinstance(change, Delete):
        return change.partition, change.key
    return change.row[PARTITION], change.row[KEY]


def check_changes(changes: Sequence[Change]) -> None:
    """ValueError for changes that storage would refuse or, worse, half understand."""
    keys = [key_of(change) for change in changes]
    if not 0 < len(keys) <= MOST_CHANGES:
        raise ValueError(f"{len(keys)} changes in one transaction: 1 to {MOST_CHANGES}")
    if len({partition for partition, _ in keys}) > 1 or len(set(keys)) < len(keys):
        raise ValueError("a transaction changes different rows of one partition")
    for change in changes:
        if isinstance(change, Delete):
            check_key(change.partition)
            check_key(change.key)
            if change.etag is None and len(changes) > 1:
                raise ValueError("a delete without an etag comes alone: it would undo the others if nothing is there")
        else:
            check_row(change.row)
        if isinstance(change, Replace) and not change.etag:
            raise ValueError("a row is replaced over a version that was read")
    if sum(size_of(change.row) for change in changes if not isinstance(change, Delete)) > LARGEST_TRANSACTION:
        raise ValueError(f"a transaction of more than {LARGEST_TRANSACTION} bytes")


def chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows of one partition, in as few transactions as they fit in, with room to spare."""
    chunk: list[Row] = []
    size = 0
    for row in rows:
        if len(chunk) == MOST_CHANGES or size + size_of(row) > LARGEST_TRANSACTION // 2:
            yield chunk
            chunk, size = [], 0
        chunk.append(row)
        size += size_of(row)
    if chunk:
        yield chunk
