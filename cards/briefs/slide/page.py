"""The monthly brief on one slide, ready to be shown: nothing to move, to cut or to fill in."""

from pptx.slide import Slide
from pptx.util import Inches

from cards.briefs import words
from cards.briefs.slide.figures import tools, trend
from cards.briefs.slide.measure import fitted
from cards.briefs.slide.package import WIDTH, new_deck, packed
from cards.briefs.slide.parts import ACCENT, SUBTLE, Box, Said, fill, heading, rule, write
from cards.briefs.slide.stories import gains, quotes
from cards.briefs.slide.tables import needs, trades
from cards.translations import Texts, texts
from passeur.briefs.told_brief import ToldBrief
from passeur.organisation import Organisation

_MARGIN, _GAP = 0.55, 0.4
_PAGE = WIDTH - 2 * _MARGIN
_COLUMN = (_PAGE - 2 * _GAP) / 3
_TITLE_ONLY = 5
_FIRST_ROW, _SECOND_ROW, _FOOTER = 1.5, 4.4, 7.02
_BELOW_HEADING = 0.38
_TITLE, _TAKEAWAY, _SMALL = 26, 14, 8


def brief_slide(told: ToldBrief, organisation: Organisation, locale: str) -> bytes:
    """The file of a presentation of one slide."""
    said, brief = texts(locale), told.brief
    title = words.title(said, brief)
    deck = new_deck(title=title, made_at=brief.made_at, locale=locale)
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    _opening(slide, said, told, title)
    tools(slide, said, brief, _section(slide, said.gettext("The most shared tools"), 0, _FIRST_ROW, height=2.3))
    trend(slide, said, brief, _section(slide, said.gettext("Month after month"), 1, _FIRST_ROW, height=2.3))
    needs(slide, said, brief, _section(slide, said.gettext("Training needs that emerge"), 2, _FIRST_ROW, height=0.9))
    trades(
        slide,
        said,
        brief,
        organisation,
        _section(slide, said.gettext("The trades that take part"), 2, _FIRST_ROW + 1.45, height=0.9),
    )
    gains(
        slide,
        said,
        told,
        _section(slide, said.gettext("The most significant gains"), 0, _SECOND_ROW, span=2, height=2.1),
    )
    quotes(
        slide, said, told, organisation, _section(slide, said.gettext("In their own words"), 2, _SECOND_ROW, height=2.1)
    )
    _footer(slide, said, told, organisation)
    return packed(deck, brief.made_at)


def _section(slide: Slide, name: str, column: int, top: float, *, height: float, span: int = 1) -> Box:
    """A heading with its line; gives the room below it."""
    width = span * _COLUMN + (span - 1) * _GAP
    box = Box(_MARGIN + column * (_COLUMN + _GAP), top, width, height)
    heading(slide, name, box)
    return box.below(_BELOW_HEADING, height)


def _opening(slide: Slide, said: Texts, told: ToldBrief, title: str) -> None:
    shape = slide.shapes.title
    if shape is None:
        raise TypeError("the layout has no title")
    shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in (_MARGIN, 0.42, _PAGE, 0.5))
    fill(shape.text_frame, [Said(fitted(title, _PAGE, _TITLE, most=1, bold=True), size=_TITLE, bold=True)])
    takeaway = " ".join(filter(None, (words.headline(said, told.brief), words.change(said, told.brief))))
    takeaway = fitted(takeaway, _PAGE, _TAKEAWAY, most=1)
    write(slide, "Takeaway", Box(_MARGIN, 0.95, _PAGE, 0.3), [Said(takeaway, size=_TAKEAWAY, color=ACCENT)])


def _footer(slide: Slide, said: Texts, told: ToldBrief, organisation: Organisation) -> None:
    period = words.period(said, told.brief, organisation)
    lines = (f"{period} · {words.generated(said, told.brief, organisation)}", words.definitions(said))
    paragraphs = [Said(fitted(each, _PAGE, _SMALL, most=1), size=_SMALL, color=SUBTLE) for each in lines]
    rule(slide, _MARGIN, _FOOTER - 0.07, _PAGE)
    write(slide, "Footer", Box(_MARGIN, _FOOTER, _PAGE, 0.3), paragraphs)
