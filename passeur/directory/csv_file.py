"""A file of people, read row by row."""

import asyncio
import csv
from collections.abc import AsyncIterator, Iterator, Sequence

from passeur.directory.csv_columns import Columns
from passeur.directory.csv_rows import read_row
from passeur.directory.csv_text import open_lines, separator
from passeur.directory.entries import Numbered, RefusedRow, RowProblem
from passeur.directory.identities import marks_in
from passeur.errors import FileRefused, FileTrouble

_BATCH = 250


class PeopleFile:
    """A file whose header was read; FileRefused when it is none of people. `columns` says what is used of it."""

    def __init__(self, data: bytes) -> None:
        self._lines = open_lines(data)
        # Strict: a quote in the wrong place is told, rather than guessed at.
        self._reader = csv.reader(self._lines, delimiter=separator(self._lines), strict=True)
        self.columns = Columns.of(self._header())
        if not self.columns.can_name_people:
            raise FileRefused(FileTrouble.NO_IDENTITY_COLUMN)

    async def batches(self) -> AsyncIterator[Sequence[Numbered | RefusedRow]]:
        """Every row with its line, some at a time so that others work in between.

        FileRefused when there is none, or when a quote is never closed and nobody knows what it swallowed.
        """
        batch: list[Numbered | RefusedRow] = []
        is_empty = True
        for row in self._rows():
            is_empty = False
            batch.append(row)
            if len(batch) == _BATCH:
                yield batch
                batch = []
                await asyncio.sleep(0)
        if is_empty:
            raise FileRefused(FileTrouble.NO_ROWS)
        yield batch

    def _header(self) -> Sequence[str]:
        try:
            return next(self._reader)
        except (csv.Error, StopIteration):
            raise FileRefused(FileTrouble.OPEN_QUOTE, line=self._lines.number) from None

    def _rows(self) -> Iterator[Numbered | RefusedRow]:
        lines = self._lines
        while True:
            lines.mark()
            first = lines.number + 1
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                swallowed = "".join(lines.row)
                if lines.is_over or len(swallowed) > csv.field_size_limit():
                    raise FileRefused(FileTrouble.OPEN_QUOTE, line=first) from None
                yield RefusedRow(first, RowProblem.BROKEN_QUOTES, marks=marks_in(swallowed))
                continue
            if any(cell.strip() for cell in row):
                yield read_row(first, row, self.columns)
