"""What people wrote, made harmless to show: the one place where their text is cleaned, cut and escaped.

Prose goes into text runs, which no client reads as markdown (`plain`); a word of theirs inside a sentence of ours, in a
block that is read as markdown, is escaped (`escaped`). Nothing here ever becomes a link, a mention or a template.
"""

import re
import unicodedata

from passeur.texts import ZERO_WIDTH_JOINER, visible

ELLIPSIS = "…"
# Marks stacked beyond what any language writes run over the lines above and below.
_MOST_MARKS = 4
_LONGEST_CLUSTER = 32
_LONGEST_PIECE = 20
_NO_BREAK = "\u00a0\u202f"
_SPACES = re.compile(rf"[ \t]+|[ \t{_NO_BREAK}]{{2,}}")
_MARKDOWN = re.compile(r"[\\\[\]()*_~<>`]")
_AT_LINE_START = re.compile(r"^(\s*)(?:([-+#=|])|(\d{1,9})([.)]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TEMPLATE = re.compile(r"(?<=[${])\{")
# Some clients make a link of a bare address, whatever it hides before an @.
_ADDRESS = re.compile(r"(?<=:)/(?=/)")
_TEMPLATE_RUN = re.compile(r"(?<=[${])(?=\{)")
_MENTION = re.compile(r"<(?=\s*/?\s*at\b)", re.IGNORECASE)


def plain(text: str, longest: int | None = None) -> str:
    """A text for a text run: lines kept, nothing invisible left, cut to `longest` characters."""
    lines = (_SPACES.sub(" ", line).strip() for line in _shown(text).split("\n"))
    paragraphs = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _defused(cut(paragraphs, longest))


def line(text: str, longest: int | None = None) -> str:
    """As `plain`, on one line."""
    return _defused(cut(_flat(text), longest))


def escaped(text: str, longest: int | None = None) -> str:
    """One line for a block that is read as markdown: shown as it was written. `longest` counts before escaping."""
    return _escape(cut(_flat(text), longest))


def escaped_lines(run: str) -> str:
    """What `plain` or `line` made, for a block that is read as markdown: each line a paragraph."""
    return "\n\n".join(_escape(each) for each in run.split("\n") if each)


def typed(text: str) -> str:
    """What goes back into an input: as it was typed, without the controls that no keyboard types."""
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))


def cut(text: str, longest: int | None) -> str:
    """At most `longest` characters, ellipsis included, between words, never through what is read as one character."""
    if longest is None or len(text) <= longest:
        return text
    end = longest - len(ELLIPSIS)
    if not text[end].isspace():
        # A short piece of a word tells nothing; a word as long as a link is cut where it must be.
        space = text.rfind(" ", max(0, end - _LONGEST_PIECE), end)
        end = space if space > 0 else end
    while end > max(0, longest - _LONGEST_CLUSTER) and _joins(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _flat(text: str) -> str:
    return _SPACES.sub(" ", _shown(text).replace("\n", " ")).strip()


def _escape(shown: str) -> str:
    safe = _MARKDOWN.sub(r"\\\g<0>", shown)
    for pattern, sign in ((_ENTITY, "&"), (_TEMPLATE, "{"), (_ADDRESS, "/")):
        safe = pattern.sub(rf"\\{sign}", safe)
    return _AT_LINE_START.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", safe)


def _shown(text: str) -> str:
    """What there is to see of a text, with spaces of one width and no more marks than lines have room for."""
    seen = visible(text)
    if seen.isascii():
        return seen
    kept: list[str] = []
    marks = 0
    for each in seen:
        category = unicodedata.category(each)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(" " if category == "Zs" and each not in _NO_BREAK else each)
    return "".join(kept)


def _joins(text: str, index: int) -> bool:
    """Whether the characters on both sides of `index` are one to the eye."""
    before, after = text[index - 1], text[index]
    if unicodedata.category(after).startswith("M") or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if ZERO_WIDTH_JOINER in (before, after):
        return True
    if not _is_flag_half(after):
        return False
    halves = len(text[:index]) - len(text[:index].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
    return halves % 2 == 1


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _defused(text: str) -> str:
    """A text run is no markdown, but templates and mentions are looked for in whole cards."""
    return _MENTION.sub("< ", _TEMPLATE_RUN.sub(" ", text))
