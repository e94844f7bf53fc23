"""The coverage map as a file that opens in Excel as it is, a line for each trade at each site."""

import csv
from collections.abc import Iterator
from io import StringIO

from cards.briefs.sheet import harmless
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import day
from passeur.ambassadors.coverage import Cover, Coverage
from passeur.organisation import Organisation, name_of
from passeur.privacy.groups import in_fives

_MARK = "\ufeff"
Row = tuple[str, str, str, str, str, str]


def coverage_sheet(coverage: Coverage, organisation: Organisation, locale: str) -> bytes:
    """UTF-8 with its mark, semicolons, no formula. Numbers of people as on the card, rounded down."""
    told = texts(locale)
    written = StringIO()
    sheet = csv.writer(written, delimiter=";", lineterminator="\r\n")
    counted_on = day(coverage.counted_at, organisation.sending.zone, locale)
    heads = (
        told.gettext("Trade"),
        told.gettext("Site"),
        told.gettext("People on {day}, down to a multiple of 5", day=counted_on),
        told.gettext("Ambassadors there"),
        told.gettext("Ambassadors needed"),
        told.gettext("To recruit"),
    )
    for row in (heads, *_rows(told, coverage, organisation)):
        sheet.writerow([harmless(cell) for cell in row])
    return (_MARK + written.getvalue()).encode()


def _rows(told: Texts, coverage: Coverage, organisation: Organisation) -> Iterator[Row]:
    every = told.gettext("All")
    for (trade, site), cover in coverage.cells.items():
        yield _row(told, _trade(organisation, trade, told), _site(organisation, site, told), cover)
    for trade, cover in coverage.trades.items():
        yield _row(told, _trade(organisation, trade, told), every, cover)
    for site, cover in coverage.sites.items():
        yield _row(told, every, _site(organisation, site, told), cover)


def _row(told: Texts, trade: str, site: str, cover: Cover) -> Row:
    # Digits alone, for a spreadsheet to add up; nothing to add where fewer than five people work.
    people = in_fives(cover.people)
    shown = told.gettext("fewer than 5") if people is None else str(people)
    return (trade, site, shown, str(cover.there), str(cover.wanted), str(cover.missing))


def _trade(organisation: Organisation, trade: str, told: Texts) -> str:
    return line(name_of(organisation.trades, trade, told.locale))


def _site(organisation: Organisation, site: str, told: Texts) -> str:
    return line(name_of(organisation.sites, site, told.locale))
