"""What people wrote, made harmless to show: the one place where their text is cleaned, cut and escaped.

Prose goes into text runs, which no client reads as markdown (`plain`); a word of theirs inside a sentence of ours, in a
block that is read as markdown, is escaped (`escaped`). Nothing here ever becomes a link, a mention or a template.
"""

import re
import unicodedata

ELLIPSIS = "…"
_ZERO_WIDTH_JOINER = "\u200d"
# Marks stacked beyond what any language writes run over the lines above and below.
_MOST_MARKS = 4
_LONGEST_CLUSTER = 32
_LOOKS_EMPTY = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_NO_BREAK = "\u00a0\u202f"
_SPACES = re.compile(rf"[ \t]+|[ \t{_NO_BREAK}]{{2,}}")
# What most people type: western letters and signs, none of which hides anything.
_ORDINARY = re.compile("[\t\n -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]*")
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
    lines = (_SPACES.sub(" ", line).strip() for line in _visible(text).split("\n"))
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
    """At most `longest` characters, ellipsis included, never through the middle of what is read as one character."""
    if longest is None or len(text) <= longest:
        return text
    end = longest - len(ELLIPSIS)
    while end > max(0, longest - _LONGEST_CLUSTER) and _joins(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _flat(text: str) -> str:
    return _SPACES.sub(" ", _visible(text).replace("\n", " ")).strip()


def _escape(shown: str) -> str:
    safe = _MARKDOWN.sub(r"\\\g<0>", shown)
    for pattern, sign in ((_ENTITY, "&"), (_TEMPLATE, "{"), (_ADDRESS, "/")):
        safe = pattern.sub(rf"\\{sign}", safe)
    return _AT_LINE_START.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", safe)


def _visible(text: str) -> str:
    """Controls, bidirectional marks, zero-width and empty-looking characters taken out, line breaks made one kind."""
    if _ORDINARY.fullmatch(text):
        return text
    breaks = re.sub("\r\n|[\r\v\f\u0085\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    kept: list[str] = []
    marks = 0
    for index, each in enumerate(breaks):
        category = unicodedata.category(each)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if each in _LOOKS_EMPTY or marks > _MOST_MARKS or not _is_shown(breaks, index, category):
            continue
        kept.append(" " if category == "Zs" and each not in _NO_BREAK else each)
    return "".join(kept)


def _is_shown(text: str, index: int, category: str) -> bool:
    if text[index] in "\n\t":
        return True
    if text[index] == _ZERO_WIDTH_JOINER:
        return 0 < index < len(text) - 1 and _is_pictured(text[index - 1]) and _is_pictured(text[index + 1])
    return category not in ("Cc", "Cf", "Cs", "Cn")


def _is_pictured(character: str) -> bool:
    return character == "\ufe0f" or unicodedata.category(character) in ("So", "Sk")


def _joins(text: str, index: int) -> bool:
    """Whether the characters on both sides of `index` are one to the eye."""
    before, after = text[index - 1], text[index]
    if unicodedata.category(after).startswith("M") or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if _ZERO_WIDTH_JOINER in (before, after):
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
