"""What the slide says in two columns, or in a list: needs and trades with their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pptx.slide import Slide

from cards.briefs import words
from cards.briefs.slide.measure import fitted, lines_of
from cards.briefs.slide.parts import SUBTLE, Box, Said, write
from cards.text import line
from cards.translations import Texts
from passeur.briefs.brief import Brief, Figure
from passeur.organisation import Organisation

_TEXT, _SMALL = 10, 9
_NUMBERS = 1.4
_BETWEEN = 3
_LINES_OF_TRADES = 5


def needs(slide: Slide, said: Texts, brief: Brief, box: Box) -> None:
    if not brief.needs:
        nothing = said.gettext("No need showed this month.")
        write(slide, "Needs", box, [Said(nothing, size=_TEXT, color=SUBTLE)])
        return
    rows = [(words.need_name(said, each.need), _number(said, each.people)) for each in brief.needs]
    pairs(slide, "Needs", box, rows)


def pairs(slide: Slide, name: str, box: Box, rows: Sequence[tuple[str, str]]) -> None:
    """Names on the left and their numbers on the right, line by line."""
    width = box.width - _NUMBERS
    names = [fitted(each, width, _TEXT, most=1) for each, _ in rows]
    numbers = [fitted(each, _NUMBERS, _TEXT, most=1, bold=True) for _, each in rows]
    if rows:
        left, right = (
            Box(box.left, box.top, width, box.height),
            Box(box.left + width, box.top, _NUMBERS, box.height),
        )
        write(slide, name, left, _spaced(Said(each, size=_TEXT) for each in names))
        write(
            slide,
            f"{name}: numbers",
            right,
            _spaced(Said(each, size=_TEXT, bold=True, to_the_right=True) for each in numbers),
        )


def _number(said: Texts, people: Figure) -> str:
    return words.bare(said, None) if people is None else words.people(said, people)


def trades(slide: Slide, said: Texts, brief: Brief, organisation: Organisation, box: Box) -> None:
    covered = brief.coverage.trades
    if not covered:
        nobody = said.gettext("No trade with 5 people or more yet.")
        write(slide, "Trades", box, [Said(nobody, size=_TEXT, color=SUBTLE)])
        return
    first = fitted(words.coverage(said, brief), box.width, _SMALL, most=2)
    room = _LINES_OF_TRADES - lines_of(first, box.width, _SMALL)
    named = [
        f"{line(words.trade_name(organisation, each.trade, said.locale))}\u00a0{words.bare(said, each.people)}"
        for each in covered
    ]
    listed = _as_many_as_fit(said, named, box.width, room)
    write(slide, "Trades", box, [Said(first, size=_SMALL), Said(listed, size=_SMALL, color=SUBTLE, before=2)])


def _as_many_as_fit(said: Texts, named: Sequence[str], width: float, most: int) -> str:
    """The first entries of a list, whole, and how many there are besides."""
    for kept in range(len(named), 0, -1):
        left = len(named) - kept
        text = ", ".join(named[:kept])
        if left:
            text = said.ngettext("{list} and {count} other", "{list} and {count} others", left, list=text)
        if lines_of(text, width, _SMALL) <= most:
            return text
    return fitted(named[0], width, _SMALL, most=most)


def _spaced(said: Iterable[Said]) -> list[Said]:
    return [replace(each, before=_BETWEEN if place else 0) for place, each in enumerate(said)]
