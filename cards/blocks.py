"""Texts as cards lay them out. Blocks hold sentences of ours; prose hold what people wrote, which is never markdown."""

from collections.abc import Sequence

from cards.kit import Column, ColumnSet, Container, Part, RichTextBlock, TextBlock, TextRun, make
from cards.text import escaped_lines

# Clients break a longer word in a block and let it run out of the card in a text run.
_LONGEST_WORD = 30


def heading(text: str, *, large: bool = True) -> Part:
    size = "Large" if large else "Medium"
    return make(TextBlock, text=text, size=size, weight="Bolder", wrap=True, style="heading")


def paragraph(text: str, *, spacing: str | None = None, separator: bool | None = None) -> Part:
    return make(TextBlock, text=text, wrap=True, spacing=spacing, separator=separator)


def note(text: str, *, spacing: str | None = None, separator: bool | None = None) -> Part:
    """A remark that may be passed over."""
    return make(TextBlock, text=text, wrap=True, isSubtle=True, size="Small", spacing=spacing, separator=separator)


def label(text: str) -> Part:
    """The name of what stands right below."""
    return make(TextBlock, text=text, wrap=True, weight="Bolder", size="Small", spacing="Medium")


def reason(text: str) -> Part:
    """Why something stands where it stands: what the eye should catch first below a heading."""
    return make(TextBlock, text=text, wrap=True, weight="Bolder", spacing="Small")


def prose(text: str, *, subtle: bool | None = None, bold: bool = False, spacing: str = "None") -> Part:
    """What somebody wrote, already passed through `cards.text.plain` or `line`."""
    if any(len(word) > _LONGEST_WORD for word in text.split()):
        weight = "Bolder" if bold else None
        return make(TextBlock, text=escaped_lines(text), wrap=True, isSubtle=subtle, weight=weight, spacing=spacing)
    run = make(TextRun, text=text, isSubtle=subtle, weight="Bolder" if bold else None)
    return make(RichTextBlock, inlines=[run], spacing=spacing)


def problem(text: str) -> Part:
    """What is wrong with the field above, said with a sign and not by colour alone."""
    return make(TextBlock, text=f"⚠ {text}", wrap=True, color="Attention", size="Small", spacing="Small")


def side_by_side(*parts: Part) -> Part:
    """Two small inputs on one line, also on a phone."""
    return make(ColumnSet, columns=[make(Column, width="stretch", items=[part]) for part in parts])


def box(items: Sequence[Part], *, style: str = "emphasis", box_id: str | None = None, shown: bool = True) -> Part:
    """Parts set off from the rest."""
    return make(
        Container, items=list(items), style=style, spacing="Medium", id=box_id, visible=None if shown else shown
    )
