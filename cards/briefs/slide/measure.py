"""How much room a text takes on a slide, and as much of it as there is room for.

The widths are those of Arial, and of every font that is made to replace it, in thousandths of the size of the text.
"""

import math
import unicodedata
from collections.abc import Iterator

from cards.text import ELLIPSIS, cut

FONT = "Arial"
# What one line takes of the height of its text, with the distance to the next one.
LINE = 1.2
_POINTS_IN_AN_INCH = 72
# What bold letters are wider, in thousandths; bold digits are not.
_BOLDER = 56
_WIDEST = 1000
# No two programs set a line to the same hundredth.
_SURE = 0.97
_WIDTHS = {
    sign: width
    for width, signs in (
        (139, "\u202f"),
        (191, "'"),
        (222, "ijl’"),
        (260, "|"),
        (278, " !,./:;I[\\]ft·\u00a0"),
        (333, "()-`r“”"),
        (334, "{}"),
        (355, '"'),
        (400, "°*"),
        (469, "^"),
        (500, "Jcksvxyz"),
        (556, "#$0123456789?L_abdeghnopqu«»–€"),
        (584, "+<=>~×"),
        (611, "FTZß"),
        (667, "&ABEKPSVXY"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%æ"),
        (944, "Wœ"),
        (1000, "—…ŒÆ→@"),
    )
    for sign in signs
}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Inches of a text set in `size` points on one line."""
    thousandths = sum(map(_width_of_sign, text))
    if bold:
        thousandths += _BOLDER * sum(not each.isdigit() and not each.isspace() for each in text)
    return thousandths / 1000 * size / _POINTS_IN_AN_INCH


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of `width` inches, broken between words and, where need be, in them."""
    width *= _SURE
    lines, filled = 1, 0.0
    for word, glue in _words(text):
        wide = width_of(word, size, bold=bold)
        if glue == "\n" or (filled and filled + width_of(glue, size, bold=bold) + wide > width):
            lines, filled = lines + 1, 0.0
            glue = ""  # noqa: PLW2901 - a space at the end of a line is not seen
        filled += width_of(glue, size, bold=bold) + wide
        if filled > width:
            broken = math.ceil(filled / width) - 1
            lines, filled = lines + broken, filled - broken * width
    return lines


def height_of(lines: int, size: float) -> float:
    """Inches of so many lines."""
    return lines * size * LINE / _POINTS_IN_AN_INCH


def fitted(text: str, width: float, size: float, *, most: int, bold: bool = False) -> str:
    """As much of a text as fits in `most` lines, with an ellipsis when it is not all of it."""
    if lines_of(text, width, size, bold=bold) <= most:
        return text
    low, high = len(ELLIPSIS), len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines_of(cut(text, middle), width, size, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return cut(text, low)


def _width_of_sign(sign: str) -> int:
    known = _WIDTHS.get(sign)
    if known is not None:
        return known
    if unicodedata.combining(sign):
        return 0
    # An accent changes no width that matters; what no Arial has is drawn by a font of which nothing is known.
    return max(278, _WIDTHS.get(unicodedata.normalize("NFD", sign)[0], _WIDEST))


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word with what stands before it: nothing, a space or the end of a line."""
    for number, line in enumerate(text.split("\n")):
        for place, word in enumerate(line.split(" ")):
            yield word, ("\n" if number else "") if place == 0 else " "
