from collections.abc import Sequence

import pytest

from passeur.directory.csv_file import PeopleFile
from passeur.directory.entries import DirectoryEntry, Numbered, RefusedRow, RowProblem
from passeur.errors import FileRefused, FileTrouble
from tests.passeur.directory.importing import HEADER, file_of, id_of, row_of

CLAIRE = id_of(1)
SAID = DirectoryEntry(CLAIRE, "claire@demo.example", "Claire Forêt", "Achats", "Lyon", "", "fr", active=True)


async def entries_of(data: bytes) -> list[tuple[int, DirectoryEntry]]:
    rows = await rows_of(data)
    assert not [row for row in rows if isinstance(row, RefusedRow)]
    return [row for row in rows if not isinstance(row, RefusedRow)]


async def refused_of(data: bytes) -> list[RefusedRow]:
    return [row for row in await rows_of(data) if isinstance(row, RefusedRow)]


async def rows_of(data: bytes) -> Sequence[Numbered | RefusedRow]:
    return [row async for batch in PeopleFile(data).batches() for row in batch]


FRENCH = (
    "ID;E-mail;Nom;Métier;Site;Responsable;Langue;Actif\n"
    f"{CLAIRE};Claire@demo.example;Claire Forêt;Achats;Lyon;;fr;oui\n"
)
ENGLISH = (
    "Active,Locale,Manager,Site,Trade,Name,Email,Object ID\n"
    f"yes,fr,,Lyon,Achats,Claire Forêt,claire@DEMO.example,{CLAIRE}"
)


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(),
        FRENCH.encode("utf-8-sig"),
        FRENCH.encode("cp1252"),
        FRENCH.encode("utf-16"),
        FRENCH.replace("\n", "\r\n").encode(),
        FRENCH.replace("\n", "\r").encode(),
        FRENCH.replace(";", "\t").encode(),
        FRENCH.replace(";", ",").encode(),
        f"sep=;\n{FRENCH}".encode(),
        f"\n;;;\n{FRENCH}".encode(),
        f"{FRENCH}\n;;;;;;;\n\n".encode(),
        FRENCH.replace("Claire Forêt", '"Claire  Forêt"').encode(),
        FRENCH.replace("Métier", "METIER").replace("E-mail", "Adresse e-mail").encode(),
        FRENCH.replace(CLAIRE, f"{{{CLAIRE.upper()}}}").encode(),
        FRENCH.replace("oui", "").encode(),
        FRENCH.replace(";oui", "").encode(),
        ENGLISH.encode(),
        ENGLISH.replace("yes", "TRUE").encode(),
    ],
)
async def test_the_same_person_is_read_however_the_file_was_saved(data: bytes) -> None:
    ((_, entry),) = await entries_of(data)
    assert entry == SAID


async def test_a_separator_inside_quotes_is_text() -> None:
    data = 'e-mail,nom\nclaire@demo.example,"Forêt, Claire ""la"" ; pilote"\n'.encode()
    assert [entry.name for _, entry in await entries_of(data)] == ['Forêt, Claire "la" ; pilote']


async def test_a_first_name_in_a_column_of_its_own_comes_before_the_name() -> None:
    data = "Nom;Prénom;Courriel\nForêt;Claire;claire@demo.example\n".encode()
    assert [entry.name for _, entry in await entries_of(data)] == ["Claire Forêt"]


async def test_a_column_that_is_not_there_says_nothing_and_an_empty_manager_says_none() -> None:
    ((_, without),) = await entries_of(b"e-mail\na@demo.example\n")
    ((_, empty),) = await entries_of(b"e-mail;manager\na@demo.example;\n")
    assert (without.manager, empty.manager) == (None, "")
    assert (without.trade, without.site, without.locale, without.active) == (None, None, None, True)


def test_unknown_columns_and_a_second_e_mail_are_named() -> None:
    file = PeopleFile("E-mail;UPN;Téléphone;;Matricule\na@demo.example;b@demo.example;1;;2\n".encode())
    assert file.columns.ignored == ("UPN", "Téléphone", "Matricule")


@pytest.mark.parametrize(
    ("row", "problem", "detail"),
    [
        (row_of(1, id="", email=""), RowProblem.NO_IDENTITY, ""),
        (row_of(1, id="M00123"), RowProblem.BAD_ID, "M00123"),
        (row_of(1, email="claire.foret"), RowProblem.BAD_EMAIL, "claire.foret"),
        (row_of(1, email="a@b"), RowProblem.BAD_EMAIL, "a@b"),
        (row_of(1, email="Claire <a@b.example>"), RowProblem.BAD_EMAIL, "Claire <a@b.example>"),
        (row_of(1, active="peut-être"), RowProblem.BAD_ACTIVE, "peut-être"),
        (row_of(1, name="x" * 251), RowProblem.TOO_LONG, "x" * 79 + "…"),
        (f"{row_of(1)};encore", RowProblem.TOO_MANY_CELLS, ""),
        (row_of(1, name='"Claire\nForêt"'), RowProblem.LINE_BREAK, "Claire Forêt"),
        (row_of(1, name='"Claire "la" pilote"'), RowProblem.BROKEN_QUOTES, ""),
    ],
)
async def test_a_row_that_cannot_be_used_is_refused_with_its_line_and_reason(
    row: str, problem: RowProblem, detail: str
) -> None:
    (refused,) = await refused_of(file_of(row_of(7), row, row_of(8)))
    assert (refused.line, refused.problem, refused.detail) == (3, problem, detail)


async def test_the_line_of_a_row_is_where_it_begins_whatever_came_before() -> None:
    data = b'note;e-mail\n"deux\nlignes";a@demo.example\n\nx;b@demo.example\nx;nobody\n'
    assert [line for line, _ in await entries_of(data[: data.rindex(b"x;")])] == [2, 5]
    assert [refused.line for refused in await refused_of(data)] == [6]


async def test_whoever_a_quote_swallowed_is_marked_so_that_they_do_not_leave() -> None:
    broken = row_of(1).replace("Personne 1", '"Personne 1')
    (refused,) = await refused_of(file_of(broken, row_of(2), row_of(3).replace("Personne", '"Personne"')))
    assert {id_of(1), id_of(2), id_of(3), "p2@demo.example"} <= refused.marks


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", FileTrouble.EMPTY),
        (b"\xef\xbb\xbf", FileTrouble.EMPTY),
        (b"\n\n;;\n", FileTrouble.EMPTY),
        (b"e-mail;nom\n", FileTrouble.NO_ROWS),
        (b"e-mail;nom", FileTrouble.NO_ROWS),
        (b"e-mail;nom\n;\n\n", FileTrouble.NO_ROWS),
        (b"nom;site\nClaire;Lyon\n", FileTrouble.NO_IDENTITY_COLUMN),
        (b"claire@demo.example;Claire\n", FileTrouble.NO_IDENTITY_COLUMN),
        (b"PK\x03\x04\x14\x00\x06\x00", FileTrouble.SPREADSHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileTrouble.SPREADSHEET),
        (b"%PDF-1.7\n\x00\x01", FileTrouble.NOT_TEXT),
        (b"e-mail\n\x81\x8d@demo.example\n", FileTrouble.NOT_TEXT),
        (b"\xef\xbb\xbfe-mail\n\xe9@demo.example\n", FileTrouble.NOT_TEXT),
        (b"\xff\xfee\x00-", FileTrouble.NOT_TEXT),
        (b'"e-mail;nom\na@demo.example;x\n', FileTrouble.OPEN_QUOTE),
        (file_of(row_of(1), row_of(2, name='"Claire'), row_of(3)), FileTrouble.OPEN_QUOTE),
        (file_of(row_of(1), row_of(2, name='"Claire'), *map(row_of, range(3, 3000))), FileTrouble.OPEN_QUOTE),
    ],
)
async def test_a_file_of_which_nothing_can_be_used_is_refused_whole(data: bytes, trouble: FileTrouble) -> None:
    with pytest.raises(FileRefused) as refused:
        await rows_of(data)
    assert refused.value.trouble is trouble


async def test_a_quote_that_never_closes_is_told_with_its_line() -> None:
    with pytest.raises(FileRefused) as refused:
        await rows_of(file_of(row_of(1), row_of(2, name='"Claire'), row_of(3)))
    assert refused.value.line == 3


def test_the_header_is_that_of_the_demonstration() -> None:
    assert PeopleFile(file_of(row_of(1))).columns.ignored == ()
    assert HEADER.count(";") == 7
