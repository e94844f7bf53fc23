"""The two charts of the slide, or a sentence where there is nothing to draw."""

from pptx.slide import Slide

from cards.briefs import words
from cards.briefs.slide.measure import fitted
from cards.briefs.slide.parts import ACCENT, QUIET, SUBTLE, Box, Drawing, Said, Series, bars, columns, write
from cards.briefs.slide.tables import pairs
from cards.text import line
from cards.translations import Texts
from cards.typography import month_short
from passeur.briefs.brief import Brief, Tool

_TEXT, _LABEL = 10, 9
_NAME = 1.4
_UNIT = 0.17
_NOTHING = 0.42


def tools(slide: Slide, said: Texts, brief: Brief, box: Box) -> None:
    """A bar for each tool whose number may be shown; the others are named, with a word in the place of the number."""
    numbers = ", ".join(f"{line(each.name)} ({words.bare(said, each.people)})" for each in brief.tools)
    if not any(each.people for each in brief.tools):
        nothing = said.gettext("No tool was shared by 5 people or more this month.")
        text = fitted(nothing, box.width, _TEXT, most=2)
        write(slide, "Tools: none", box.below(0, _NOTHING), [Said(text, size=_TEXT, color=SUBTLE)])
        rows = [(line(each.name), words.bare(said, each.people)) for each in brief.tools]
        pairs(slide, "Tools", box.below(_NOTHING, box.height - _NOTHING), rows)
        return
    unit = said.gettext("People who shared a use case of it")
    write(slide, "Tools: unit", box.below(-0.03, _UNIT), [Said(unit, size=_LABEL, color=SUBTLE)])
    drawing = Drawing(
        name="Tools: chart",
        alt=said.gettext("{what}: {numbers}", what=unit, numbers=numbers),
        categories=[_category(said, each) for each in brief.tools],
        series=[Series(unit, [each.people for each in brief.tools], ACCENT)],
    )
    bars(slide, box.below(_UNIT - 0.03, box.height - _UNIT), drawing)


def trend(slide: Slide, said: Texts, brief: Brief, box: Box) -> None:
    """The months side by side, the newest last."""
    months = words.charted(brief.trend)
    if not any(each.shared or each.tried for each in months):
        nothing = said.gettext("Nothing to compare yet.")
        write(slide, "Trend", box, [Said(nothing, size=_TEXT, color=SUBTLE)])
        return
    shared, tried = said.gettext("Use cases shared"), said.gettext("Tried one (at least)")
    numbers = ", ".join(
        f"{words.month_name(said, each.month)} ({words.bare(said, each.shared)}, {words.bare(said, each.tried)})"
        for each in months
    )
    drawing = Drawing(
        name="Trend: chart",
        alt=said.gettext("{what}: {numbers}", what=f"{shared}, {tried}", numbers=numbers),
        categories=[month_short(each.month.year, each.month.number, said.locale) for each in months],
        series=[
            Series(shared, [each.shared for each in months], ACCENT),
            Series(tried, [each.tried for each in months], QUIET),
        ],
    )
    columns(slide, box, drawing)


def _category(said: Texts, tool: Tool) -> str:
    if tool.people:
        return fitted(line(tool.name), _NAME, _LABEL, most=1)
    name = fitted(line(tool.name), _NAME, _LABEL, most=1)
    return f"{name}\n({words.bare(said, tool.people)})"
