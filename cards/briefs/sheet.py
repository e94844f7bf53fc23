"""The brief's figures as a file that opens in Excel as it is: UTF-8 with its mark, semicolons, no formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from cards.briefs import words
from cards.text import line
from cards.translations import Texts, texts
from passeur.briefs.told_brief import ToldBrief
from passeur.organisation import Organisation

_MARK = "\ufeff"
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[str, str, str, str]


def brief_sheet(told: ToldBrief, organisation: Organisation, locale: str) -> bytes:
    said = texts(locale)
    heads = (said.gettext("Section"), said.gettext("About"), said.gettext("Value"), said.gettext("What it counts"))
    return sheet_of([heads, *_lines(said, told, organisation)])


def sheet_of(rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO()
    sheet = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in rows:
        sheet.writerow([harmless(cell) for cell in row])
    return (_MARK + written.getvalue()).encode()


def harmless(cell: str) -> str:
    """A cell that stays the text it is."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _lines(said: Texts, told: ToldBrief, organisation: Organisation) -> Iterator[Line]:
    brief = told.brief
    month, people = words.month_name(said, brief.month), said.gettext("people")
    yield (said.gettext("Period"), month, words.period(said, brief, organisation), "")
    section = said.gettext("The most shared tools")
    unit = said.gettext("People who shared a use case of it")
    for tool in brief.tools:
        yield (section, line(tool.name), words.bare(said, tool.people), unit)
    yield from _gains(said, told)
    section = said.gettext("Training needs that emerge")
    for need in brief.needs:
        yield (section, words.need_name(said, need.need), words.bare(said, need.people), people)
        for source, part in need.by_source:
            shown = said.gettext("not shown") if part is None else words.bare(said, part)
            yield (section, words.need_name(said, need.need), shown, words.source_name(said, source))
    section = said.gettext("Month after month")
    for each in brief.trend:
        name = words.month_name(said, each.month)
        yield (section, name, words.bare(said, each.shared), said.gettext("Use cases shared"))
        yield (section, name, words.bare(said, each.tried), said.gettext("Tried one (at least)"))
    section = said.gettext("The trades that take part")
    for trade in brief.coverage.trades:
        named = line(words.trade_name(organisation, trade.trade, said.locale))
        yield (section, named, words.bare(said, trade.people), people)
    section = said.gettext("In their own words")
    for quote in told.quotes:
        by = line(words.quoted_by(said, organisation, quote.quote.trade))
        yield (section, said.gettext("{trade}, with {tool}", trade=by, tool=line(quote.tool)), line(quote.text), "")
    yield (said.gettext("Rules"), "", words.definitions(said), words.generated(said, brief, organisation))


def _gains(said: Texts, told: ToldBrief) -> Iterator[Line]:
    """A line for each provenance: they are never one number."""
    section = said.gettext("The most significant gains")
    for each in told.gains:
        tool = line(each.gain.tool)
        yield (section, tool, words.claimed(said, each.gain), line(each.text))
        yield (section, tool, words.reproduced(said, each.gain), "")
        yield (section, tool, words.reviewed(said, is_reviewed=each.reviewed), "")
