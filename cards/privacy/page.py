"""A privacy document as one HTML file: no script, nothing fetched, to be read on a phone, in the dark or on paper."""

import re
from collections.abc import Sequence
from html import escape

from cards.privacy.style import STYLE
from cards.privacy.tables import Sheet
from cards.typography import NO_BREAK, typeset

_BLANK = re.compile(r"\[\[(.+?)\]\]")
_STRESS = re.compile(r"\*\*(.+?)\*\*")
# What is never parted from the number that follows.
_NUMBERED = re.compile(r"(?<!\w)(art\.|§|L\.) (?=\S)")


class Page:
    """Writes one document, piece after piece. Words of ours may hold `**…**` and `[[…]]`; all else is escaped."""

    def __init__(self, locale: str, title: str, lead: str) -> None:
        self._locale = locale
        self._title = title
        self._pieces: list[str] = []
        self._links: list[str] = []
        self._lead = lead

    def section(self, title: str) -> None:
        number = len(self._links) + 1
        self._links.append(f'<li><a href="#s{number}">{self._words(title)}</a></li>')
        self._close()
        self._pieces.append(f'<section aria-labelledby="s{number}"><h2 id="s{number}">{self._words(title)}</h2>')

    def paragraph(self, text: str) -> None:
        self._pieces.append(f"<p>{self._words(text)}</p>")

    def items(self, items: Sequence[str]) -> None:
        self._pieces.append("<ul>" + "".join(f"<li>{self._words(item)}</li>" for item in items) + "</ul>")

    def table(self, caption: str, sheet: Sheet) -> None:
        """On a narrow screen each row is a block, and each cell says its head."""
        if not sheet.heads:
            self.items([row[0] for row in sheet.rows])
            return
        heads = "".join(f'<th scope="col">{self._words(head)}</th>' for head in sheet.heads)
        rows = "".join(self._row(sheet.heads, row) for row in sheet.rows)
        self._pieces.append(
            f'<table class="of{len(sheet.heads)}"><caption>{self._words(caption)}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def html(self, *, contents: str, made: str) -> str:
        """The whole file; `contents` names the list of sections, `made` says when and from what it was made."""
        self._close()
        title = escape(typeset(self._title, self._locale))
        return (
            f'<!doctype html>\n<html lang="{self._locale}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
            f"<title>{title} · Passeur</title><style>{STYLE}</style></head><body>"
            f'<header><p class="brand">Passeur</p><h1>{title}</h1>'
            f'<p class="lead">{self._words(self._lead)}</p></header>'
            f'<nav aria-labelledby="contents"><h2 id="contents">{self._words(contents)}</h2>'
            f"<ol>{''.join(self._links)}</ol></nav>"
            f"<main>{''.join(self._pieces)}</main><footer><p>{self._words(made)}</p></footer></body></html>\n"
        )

    def _row(self, heads: Sequence[str], row: Sequence[str]) -> str:
        cells = zip(heads, row, strict=True)
        first, *others = [
            f'data-label="{escape(typeset(head, self._locale))}">{self._words(cell)}' for head, cell in cells
        ]
        return f'<tr><th scope="row" {first}</th>{"".join(f"<td {cell}</td>" for cell in others)}</tr>'

    def _words(self, text: str) -> str:
        set_in = typeset(text, self._locale)
        kept = _NUMBERED.sub(rf"\1{NO_BREAK}", set_in)
        stressed = _STRESS.sub(r"<strong>\1</strong>", escape(kept, quote=False))
        return _BLANK.sub(r"<mark>\1</mark>", stressed)

    def _close(self) -> None:
        if self._pieces:
            self._pieces.append("</section>")
