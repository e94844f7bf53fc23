"""What Table Storage would refuse, refused here: its emulator accepts entities that Azure does not."""

import re
from collections.abc import Mapping
from typing import Any

from passeur.storage.keys import check_key

PARTITION = "PartitionKey"
KEY = "RowKey"
# Azure's word for the version of an entity, under the name that its own JSON gives it.
ETAG = "odata.etag"

MOST_COLUMNS = 200
LONGEST_TEXT = 30_000
LARGEST_ENTITY = 900 * 1024
_NUMBERS = range(-(2**31), 2**31)
_COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")

Row = Mapping[str, Any]


def check_row(row: Row) -> None:
    """ValueError when a row is not one that every Table Storage takes and gives back unchanged."""
    check_key(row[PARTITION])
    check_key(row[KEY])
    if len(row) - 2 > MOST_COLUMNS:
        raise ValueError(f"an entity of {len(row) - 2} columns: {MOST_COLUMNS} at most")
    if (size := size_of(row)) > LARGEST_ENTITY:
        raise ValueError(f"an entity of {size} bytes: {LARGEST_ENTITY} at most")


def columns_of(row: Row) -> Row:
    """What was written of a row, keys included, without what Azure says of it besides (version, time, types)."""
    return {name: value for name, value in row.items() if name != "Timestamp" and "odata." not in name}


def size_of(row: Row) -> int:
    """How large Azure says that an entity is, in bytes; ValueError when one of its values cannot be a column."""
    return 4 + sum(8 + 2 * len(name) + _size_of_value(name, value) for name, value in row.items())


def _size_of_value(name: str, value: object) -> int:
    if not _COLUMN.fullmatch(name):
        raise ValueError(f"{name!r:.80} cannot name a column")
    if isinstance(value, str):
        # Azure counts UTF-16, in which an emoji is two; a lone half of one is a ValueError here.
        size = len(value.encode("utf-16-le"))
        if size > 2 * LONGEST_TEXT:
            raise ValueError(f"{name} is {size // 2} characters long: {LONGEST_TEXT} at most")
        return 4 + size
    if isinstance(value, bool):
        return 1
    if isinstance(value, int) and value in _NUMBERS:
        return 4
    raise ValueError(f"{name} is {type(value).__name__}, or too large a number: columns hold texts, numbers, yes or no")
