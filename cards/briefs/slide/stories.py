"""What people wrote, as much of it as there is room for: three gains with where they come from, three quotes."""

import re
from collections.abc import Sequence

from pptx.slide import Slide

from cards.briefs import words
from cards.briefs.slide.measure import fitted, lines_of
from cards.briefs.slide.parts import ACCENT, SUBTLE, Box, Said, write
from cards.text import line
from cards.translations import Texts
from passeur.briefs.told_brief import ToldBrief, ToldGain, ToldQuote
from passeur.organisation import Organisation

_NAME, _TEXT, _SMALL = 12, 10, 9
_GAP = 0.3
# A gain: its tool, six lines of text, and its provenance, at the same height in each of the three.
_LINES_OF_GAIN = 6
_TEXT_TOP, _PROVENANCE_TOP, _PROVENANCE = 0.23, 1.4, 0.66
_QUOTE_STEP, _LINES_OF_QUOTE = 0.74, 3


def gains(slide: Slide, said: Texts, told: ToldBrief, box: Box) -> None:
    if not told.gains:
        write(slide, "Gains", box, [Said(said.gettext("No gain to tell this month."), size=_TEXT, color=SUBTLE)])
    width = (box.width - 2 * _GAP) / 3
    for place, each in enumerate(told.gains):
        _gain(slide, said, each, Box(box.left + place * (width + _GAP), box.top, width, box.height), place + 1)


def quotes(slide: Slide, said: Texts, told: ToldBrief, organisation: Organisation, box: Box) -> None:
    if not told.quotes:
        write(slide, "Quotes", box, [Said(said.gettext("Nothing to quote this month."), size=_TEXT, color=SUBTLE)])
    for place, each in enumerate(told.quotes):
        paragraphs = _quote(said, each, organisation, box.width)
        write(slide, f"Quote {place + 1}", box.below(place * _QUOTE_STEP, _QUOTE_STEP - 0.06), paragraphs)


def _gain(slide: Slide, said: Texts, told: ToldGain, box: Box, place: int) -> None:
    tool = fitted(line(told.gain.tool), box.width, _NAME, most=1, bold=True)
    text = fitted(_glued(line(told.text)), box.width, _TEXT, most=_LINES_OF_GAIN)
    write(slide, f"Gain {place}", box.below(0, _TEXT_TOP), [Said(tool, size=_NAME, bold=True)])
    if text:
        write(slide, f"Gain {place}: text", box.below(_TEXT_TOP, _PROVENANCE_TOP - _TEXT_TOP), [Said(text, size=_TEXT)])
    provenance = (
        words.claimed(said, told.gain),
        words.reproduced(said, told.gain),
        words.reviewed(said, is_reviewed=told.reviewed),
    )
    write(
        slide,
        f"Gain {place}: provenance",
        box.below(_PROVENANCE_TOP, _PROVENANCE),
        [
            Said(each, size=_SMALL, color=ACCENT, before=2 if number else 0)
            for number, each in enumerate(_in_lines(provenance, box.width))
        ],
    )


def _in_lines(paragraphs: Sequence[str], width: float) -> list[str]:
    """A line for each, and one more for the first that needs two."""
    spare = 1
    kept = []
    for each in paragraphs:
        more = spare if lines_of(each, width, _SMALL) > 1 else 0
        spare -= more
        kept.append(fitted(each, width, _SMALL, most=1 + more))
    return kept


def _quote(said: Texts, told: ToldQuote, organisation: Organisation, width: float) -> list[Said]:
    text = _glued(line(told.text))
    room = fitted(text, width - 0.15, _SMALL, most=_LINES_OF_QUOTE)
    by = line(words.quoted_by(said, organisation, told.quote.trade))
    about = said.gettext("{trade}, with {tool}", trade=by, tool=line(told.tool))
    return [
        Said(fitted(words.quoted(said, room), width, _SMALL, most=_LINES_OF_QUOTE), size=_SMALL, italic=True),
        Said(fitted(about, width, _SMALL, most=1, bold=True), size=_SMALL, bold=True, color=ACCENT, before=1),
    ]


def _glued(text: str) -> str:
    """Signs that French sets apart stay with their word, whatever space was typed."""
    return re.sub(r"« ", "«\u00a0", re.sub(r" (?=[»:;?!])", "\u00a0", text))
