"""A board's figures as a file that opens in Excel as it is (see cards/briefs/sheet.py): what is not told says so."""

from collections.abc import Iterator

from cards.ambassadors import board_words as words
from cards.ambassadors.check_in_words import blockers
from cards.briefs.sheet import sheet_of
from cards.briefs.words import month_name
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import number
from passeur.ambassadors.kpi_periods import Board, PeriodFigure
from passeur.ambassadors.kpis import EVERYBODY, Measure
from passeur.organisation import Organisation

Line = tuple[str, str, str, str, str]


def board_sheet(board: Board, organisation: Organisation, locale: str) -> bytes:
    told = texts(locale)
    heads = (
        told.gettext("Section"),
        told.gettext("About"),
        told.gettext("Value"),
        told.gettext("From"),
        told.gettext("What it counts"),
    )
    return sheet_of([heads, *_lines(told, board, organisation)])


def _lines(told: Texts, board: Board, organisation: Organisation) -> Iterator[Line]:
    name = words.period_name(told, board.period)
    yield (told.gettext("Period"), name, words.told_months(told, board), "", "")
    for group in board.groups:
        section, about = words.dimension_name(told, group.dimension), line(words.group_name(told, organisation, group))
        for measure in Measure:
            yield (
                section,
                about,
                *_cells(told, board.figure(measure, group)),
                words.measure_name(told, measure),
            )
        if group == EVERYBODY and board.useful is not None:
            said = words.useful(told, useful=board.useful)
            yield (section, about, said, "", words.measure_name(told, Measure.FEEDBACK))
        for theme, blocker in blockers(told).items():
            of = board.figure(theme, group)
            people = words.at_least(told, of.people if of else None)
            yield (section, about, people, people, told.gettext("In the way: {what}", what=blocker.lower()))
    section = told.gettext("Month after month")
    for month in board.trend:
        for measure in Measure:
            of_month = month.figure(measure)
            of = None if of_month is None else PeriodFigure(of_month.value, of_month.people, 1)
            cells = _cells(told, of)
            yield (section, month_name(told, month.month), *cells, words.measure_name(told, measure))
    if board.coverage is not None:
        yield (told.gettext("Coverage"), name, words.coverage(told, board.coverage, organisation), "", "")
    section = told.gettext("Continuity of the network")
    for each in board.continuity:
        yield (section, told.gettext("Cohort {cohort}", cohort=each.cohort_id), words.continuity(told, each), "", "")
    yield (told.gettext("Rules"), "", words.definitions(told), "", "")


def _cells(told: Texts, figure: PeriodFigure | None) -> tuple[str, str]:
    """The bare number, for whoever counts with it, and from how many people it comes."""
    if figure is None:
        return told.gettext("not shown"), ""
    is_whole = figure.value == figure.value.to_integral_value()
    value = number(int(figure.value) if is_whole else figure.value, told.locale)
    return value, words.at_least(told, figure.people)
