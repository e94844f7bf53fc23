"""The parts of the programme's board: figures, charts with the same numbers as a table, groups side by side."""

from collections.abc import Callable, Sequence
from typing import Any

from cards import blocks
from cards.ambassadors import board_words as words
from cards.ambassadors.check_in_words import blockers as blocker_names
from cards.briefs.charts import facts_of, table
from cards.briefs.words import month_name
from cards.kit import ChartHorizontalBar, ChartLine, Part, make
from cards.text import escaped
from cards.translations import Texts
from cards.typography import month_short, number
from passeur.ambassadors.kpi_periods import Board
from passeur.ambassadors.kpis import GAINS, Dimension, Group, Measure, MonthBoard
from passeur.organisation import Organisation

_COUNTS = (
    Measure.WORKSHOPS,
    Measure.REACHED,
    Measure.PROMPTS,
    Measure.USE_CASES,
    Measure.SHARES,
    Measure.REPRODUCTIONS,
)
_MOST_BARS = 12
_CHARTED_NAME = 28
_TWO = 2
# As many months as there is room to name below a chart; the table has them all.
_MOST_POINTS = 6


def figures(told: Texts, board: Board) -> list[Part]:
    pairs = [
        (words.measure_name(told, measure), words.figure(told, measure, board.figure(measure))) for measure in _COUNTS
    ]
    feedback = board.figure(Measure.FEEDBACK)
    if feedback is not None:
        said = words.figure(told, Measure.FEEDBACK, feedback)
        useful = "" if board.useful is None else f". {words.useful(told, useful=board.useful)}"
        pairs.append((words.measure_name(told, Measure.FEEDBACK), f"{said}{useful}"))
    return [facts_of(pairs)]


def gains(told: Texts, board: Board) -> list[Part]:
    """Three provenances, one below the other, and no sum."""
    return [
        blocks.heading(told.gettext("Time gained, by provenance"), large=False),
        facts_of(
            (words.measure_name(told, measure), words.figure(told, measure, board.figure(measure))) for measure in GAINS
        ),
        blocks.note(told.gettext("Three ways of knowing, side by side: they are never added up."), spacing="Small"),
    ]


def trend(told: Texts, board: Board) -> list[Part]:
    """Workshops and use cases month after month, once there are two months to compare."""
    if len(board.trend) < _TWO:
        return []
    heading = blocks.heading(told.gettext("Month after month"), large=False)
    facts = facts_of((month_name(told, each.month), _month(told, each)) for each in board.trend)
    drawn = _lines(told, board.trend[-_MOST_POINTS:])
    if not drawn:
        return [heading, facts]
    chart = make(ChartLine, title=told.gettext("Workshops run and use cases launched"), data=drawn, fallback=facts)
    return [heading, chart, *table(told, "trend", facts)]


def groups(told: Texts, board: Board, organisation: Organisation, dimension: Dimension, most: int) -> list[Part]:
    """At most so many groups of one dimension, by their workshops; nothing where there is one group alone."""
    found = [group for group in board.groups if group.dimension is dimension]
    if len(found) < _TWO:
        return []
    heading = blocks.heading(words.dimension_name(told, dimension), large=False)
    known = sorted((group for group in found if words.is_told(board, group)), key=_by_workshops(board))
    if not known:
        none = told.gettext("No group can be shown: it would be about fewer than 5 people.")
        return [heading, blocks.paragraph(none)]
    facts = facts_of(
        (words.shown_group(told, organisation, group), words.in_short(told, board, group)) for group in known[:most]
    )
    rest = _rest(told, len(known) - most, len(found) - len(known))
    bars = [
        {"x": escaped(words.group_name(told, organisation, group), _CHARTED_NAME), "y": int(of.value)}
        for group in known[:_MOST_BARS]
        if (of := board.figure(Measure.WORKSHOPS, group)) is not None
    ]
    if not bars:
        return [heading, facts, *rest]
    chart = make(
        ChartHorizontalBar,
        title=words.measure_name(told, Measure.WORKSHOPS),
        color="categoricalBlue",
        displayMode="AbsoluteNoAxis",
        data=bars,
        fallback=facts,
    )
    return [heading, chart, *table(told, f"by_{dimension.value}", facts), *rest]


def _rest(told: Texts, cut: int, hidden: int) -> list[Part]:
    """What the list leaves out, and why."""
    notes = []
    if cut > 0:
        notes.append(told.ngettext("And {count} other, in the file.", "And {count} others, in the file.", cut))
    if hidden > 0:
        notes.append(told.ngettext("{count} other cannot be shown.", "{count} others cannot be shown.", hidden))
    return [blocks.note(each, spacing="Small") for each in notes]


def blockers(told: Texts, board: Board) -> list[Part]:
    """What gets in the way of at least five ambassadors."""
    heading = blocks.heading(told.gettext("What gets in the way of ambassadors"), large=False)
    found = [(name, of) for theme, name in blocker_names(told).items() if (of := board.figure(theme)) is not None]
    ranked = sorted(found, key=lambda each: (-each[1].people, each[0]))
    if not ranked:
        return [heading, blocks.paragraph(told.gettext("Nothing was mentioned by at least 5 people."))]
    return [heading, facts_of(words.blocker_lines(told, ranked))]


def continuity(told: Texts, board: Board) -> list[Part]:
    """How each cohort holds."""
    if not board.continuity:
        return []
    heading = blocks.heading(told.gettext("Continuity of the network"), large=False)
    lines = [
        blocks.paragraph(
            f"**{told.gettext('Cohort {cohort}', cohort=of.cohort_id)}** – {words.continuity(told, of)}",
            spacing="Small",
        )
        for of in board.continuity
    ]
    return [heading, *lines]


def coverage(told: Texts, board: Board, organisation: Organisation) -> list[Part]:
    if board.coverage is None or not board.coverage.wanted:
        return []
    return [
        blocks.heading(told.gettext("Coverage"), large=False),
        blocks.paragraph(words.coverage(told, board.coverage, organisation)),
    ]


def _by_workshops(board: Board) -> Callable[[Group], tuple[object, ...]]:
    def rank(group: Group) -> tuple[object, ...]:
        of = board.figure(Measure.WORKSHOPS, group)
        return (of is None, -(of.value if of else 0), group.id)

    return rank


def _month(told: Texts, board: MonthBoard) -> str:
    cells = []
    for measure in (Measure.WORKSHOPS, Measure.USE_CASES):
        of = board.figure(measure)
        value = "–" if of is None else number(int(of.value), told.locale)
        cells.append(f"{words.short_name(told, measure)} {value}")
    return " · ".join(cells)


def _lines(told: Texts, trend: Sequence[MonthBoard]) -> list[dict[str, Any]]:
    """Lines of two months or more. Clients lay the months out as the first line has them: the others have no more."""
    measures = {Measure.WORKSHOPS: "categoricalBlue", Measure.USE_CASES: "categoricalMarigold"}
    points = {of: {each.month: figure.value for each in trend if (figure := each.figure(of))} for of in measures}
    first, *others = sorted(measures, key=lambda of: -len(points[of]))
    shared = {of: points[first].keys() & points[of].keys() for of in (first, *others)}
    return [
        {
            "legend": words.measure_name(told, of),
            "color": measures[of],
            "values": [
                {"x": month_short(month.year, month.number, told.locale), "y": int(points[of][month])}
                for month in sorted(shared[of])
            ],
        }
        for of in (first, *others)
        if len(shared[of]) >= _TWO
    ]
