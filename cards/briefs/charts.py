"""The figures of a brief as charts, each with the same numbers as a table for whoever sees no chart."""

from collections.abc import Iterable, Sequence

from cards import blocks
from cards.actions import show_or_hide
from cards.briefs import words
from cards.kit import ActionSet, ChartHorizontalBar, ChartLine, Container, FactSet, Part, make
from cards.text import escaped
from cards.translations import Texts
from cards.typography import month_short
from passeur.briefs.brief import Brief, MonthFigures

_LONGEST_TOOL = 60
_CHARTED_TOOL = 28


def tools(told: Texts, brief: Brief) -> list[Part]:
    """The most shared tools: bars for the numbers that may be shown, and a table with all of them."""
    heading = blocks.heading(told.gettext("The most shared tools"), large=False)
    if not brief.tools:
        return [heading, blocks.paragraph(told.gettext("No tool was shared this month."))]
    facts = facts_of((escaped(each.name, _LONGEST_TOOL), words.people(told, each.people)) for each in brief.tools)
    bars = [
        {"x": escaped(each.name, _CHARTED_TOOL), "y": each.people} for each in brief.tools if each.people is not None
    ]
    if not bars:
        return [heading, facts]
    chart = make(
        ChartHorizontalBar,
        title=told.gettext("People who shared a use case of it"),
        color="categoricalBlue",
        displayMode="AbsoluteNoAxis",
        data=bars,
        fallback=facts,
    )
    return [heading, chart, *table(told, "tools", facts)]


def trend(told: Texts, brief: Brief) -> list[Part]:
    """Months side by side, once there are two of them to compare."""
    heading = blocks.heading(told.gettext("Month after month"), large=False)
    facts = facts_of((words.month_name(told, each.month), _month(told, each)) for each in brief.trend or (brief.now,))
    months = words.charted(brief.trend)
    comparison = [blocks.paragraph(said, spacing="Small")] if (said := words.change(told, brief)) else []
    if len(months) < 2:  # noqa: PLR2004 - a line has two ends
        return [heading, *comparison, facts]
    chart = make(
        ChartLine,
        title=told.gettext("Use cases shared, and people who tried one"),
        data=[
            _line(told, told.gettext("Use cases shared"), "categoricalBlue", [(each, each.shared) for each in months]),
            _line(
                told,
                told.gettext("Tried one (at least)"),
                "categoricalMarigold",
                [(each, each.tried) for each in months],
            ),
        ],
        fallback=facts,
    )
    return [heading, *comparison, chart, *table(told, "trend", facts)]


def needs(told: Texts, brief: Brief) -> list[Part]:
    heading = blocks.heading(told.gettext("Training needs that emerge"), large=False)
    if not brief.needs:
        return [heading, blocks.paragraph(told.gettext("No need showed this month."))]
    return [
        heading,
        facts_of((words.need_name(told, each.need), words.people(told, each.people)) for each in brief.needs),
    ]


def _month(told: Texts, figures: MonthFigures) -> str:
    return told.gettext(
        "{shared} shared, {tried} tried",
        shared=words.bare(told, figures.shared),
        tried=words.bare(told, figures.tried),
    )


def _line(told: Texts, legend: str, color: str, points: Sequence[tuple[MonthFigures, int | None]]) -> dict[str, object]:
    values = [
        {"x": month_short(each.month.year, each.month.number, told.locale), "y": value}
        for each, value in points
        if value is not None
    ]
    return {"legend": legend, "color": color, "values": values}


def facts_of(pairs: Iterable[tuple[str, str]]) -> Part:
    return make(FactSet, facts=[{"title": title, "value": value} for title, value in pairs])


def table(told: Texts, table_id: str, facts: Part) -> list[Part]:
    """The numbers of the chart above, folded away: for whoever cannot see it, or wants them exactly."""
    return [
        make(ActionSet, actions=[show_or_hide(told.gettext("See the numbers"), table_id)]),
        make(Container, id=table_id, visible=False, items=[facts]),
    ]
