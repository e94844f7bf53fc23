"""The register as a file that opens in Excel as it is: a line for each stored field."""

import csv
from collections.abc import Iterator
from io import StringIO

from cards.briefs.sheet import harmless
from cards.privacy.tables import kept_words
from cards.translations import texts
from passeur.privacy.register import ELSEWHERE, REGISTER
from passeur.privacy.words import RegisterWords

_MARK = "\ufeff"


def register_sheet(locale: str) -> bytes:
    """UTF-8 with its mark, semicolons, no formula."""
    told = texts(locale)
    heads = (
        told.gettext("Table"),
        told.gettext("Kind of row"),
        told.gettext("Field"),
        told.gettext("What it is"),
        told.gettext("Whom it names"),
        told.gettext("Purpose"),
        told.gettext("Ground (GDPR)"),
        told.gettext("Kept"),
        told.gettext("Who sees it"),
    )
    written = StringIO()
    sheet = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in (heads, *_fields(locale), *_elsewhere(locale)):
        sheet.writerow([harmless(cell) for cell in row])
    return (_MARK + written.getvalue()).encode()


def _fields(locale: str) -> Iterator[tuple[str, ...]]:
    told, words = texts(locale), RegisterWords(locale)
    for kind in REGISTER:
        after = (
            words.purpose(kind.purpose)[0],
            words.basis(kind.basis),
            kept_words(told, words, kind.kept),
            ", ".join(map(words.reader, kind.seen_by)),
        )
        for column in kind.all_fields():
            names = words.names(column.names)
            yield (kind.table, words.kind(kind), column.name, words.column(kind, column), names, *after)
        if not any(True for _ in kind.all_fields()):
            yield (kind.table, words.kind(kind), "", "", "", *after)


def _elsewhere(locale: str) -> Iterator[tuple[str, ...]]:
    told, words = texts(locale), RegisterWords(locale)
    for each in ELSEWHERE:
        yield (
            each.place,
            words.kind(each),
            each.form,
            "",
            words.names(each.names),
            words.purpose(each.purpose)[0],
            words.basis(each.basis),
            kept_words(told, words, each.kept),
            ", ".join(map(words.reader, each.seen_by)),
        )
