"""One row of a file of people: an entry of the directory, or why it is none."""

from collections.abc import Iterator, Sequence

from passeur.directory.csv_columns import Column, Columns
from passeur.directory.entries import DirectoryEntry, Numbered, RefusedRow, RowProblem
from passeur.directory.excerpts import excerpt
from passeur.directory.identities import email_address, marks_in, name_mark, object_id
from passeur.texts import folded, visible

LONGEST_CELL = 250
_YES = frozenset(("oui", "yes", "o", "y", "true", "vrai", "1", "actif", "active"))
_NO = frozenset(("non", "no", "n", "false", "faux", "0", "inactif", "inactive"))


def read_row(line: int, row: Sequence[str], columns: Columns) -> Numbered | RefusedRow:
    """What a row says of somebody. Whatever it names stays safe from leaving when the row cannot be used."""
    cells = columns.cells(row)
    if found := next(_problems(row, cells, columns), None):
        problem, detail = found
        marks = marks_in(" ".join(row)) | ({name_mark(name)} if (name := _name(cells)) else set())
        return RefusedRow(line, problem, excerpt(detail), marks)
    manager = cells.get(Column.MANAGER)
    return line, DirectoryEntry(
        id=object_id(cells.get(Column.ID, "")),
        email=email_address(cells.get(Column.EMAIL, "")),
        name=_name(cells),
        trade=cells.get(Column.TRADE) or None,
        site=cells.get(Column.SITE) or None,
        manager=None if manager is None else visible(manager).strip(),
        locale=cells.get(Column.LOCALE) or None,
        active=not _is_in(_NO, cells.get(Column.ACTIVE, "oui")),
    )


def _problems(row: Sequence[str], cells: dict[Column, str], columns: Columns) -> Iterator[tuple[RowProblem, str]]:
    """What is wrong, what explains most first."""
    written_id, written_email = cells.get(Column.ID, ""), cells.get(Column.EMAIL, "")
    written_active = cells.get(Column.ACTIVE, "")
    if any(cell.strip() for cell in row[columns.count :]):
        yield RowProblem.TOO_MANY_CELLS, ""
    for cell in cells.values():
        # A quote that is not closed where it should be swallows the next rows: what follows is not one person's.
        if "\n" in cell or "\r" in cell:
            yield RowProblem.LINE_BREAK, cell
        if len(cell) > LONGEST_CELL:
            yield RowProblem.TOO_LONG, cell
    if not written_id and not written_email:
        yield RowProblem.NO_IDENTITY, ""
    if written_id and object_id(written_id) is None:
        yield RowProblem.BAD_ID, written_id
    if written_email and email_address(written_email) is None:
        yield RowProblem.BAD_EMAIL, written_email
    if written_active and not (_is_in(_YES, written_active) or _is_in(_NO, written_active)):
        yield RowProblem.BAD_ACTIVE, written_active


def _is_in(words: frozenset[str], written: str) -> bool:
    return written in words or folded(written) in words


def _name(cells: dict[Column, str]) -> str:
    return " ".join(visible(f"{cells.get(Column.FIRST_NAME, '')} {cells.get(Column.NAME, '')}").split())
