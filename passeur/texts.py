"""What people wrote, seen as a reader sees it: the one place that knows which characters nobody sees."""

import re
import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
ZERO_WIDTH_NON_JOINER = "\u200c"
_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# What most people type: western letters and signs, none of which hides anything.
_ORDINARY = re.compile("[\t\n -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]*")
# Blanks and fillers that Unicode files under letters, marks and symbols, and the code points that it keeps for such.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufff0-\ufff8\ufdd0-\ufdef\U0001d159\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# The last two code points of every plane will never be characters.
_NO_CHARACTER = 0xFFFE
# Format characters that are drawn: the number signs and the end of verse of Arabic, Syriac and Kaithi.
_DRAWN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
# The scripts in which a joiner changes what a word says: Arabic and its neighbours, those of India, Tibet and Burma.
_JOINING = re.compile("[\u0620-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua8ff\ufb50-\ufdff\ufe70-\ufefc]")
# Flags of regions: a black flag, the letters of the region as tags, the end of the tags.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{2,6}\U000e007f")


def visible(text: str) -> str:
    """A text composed and without what nobody sees, its line breaks of one kind; empty when nothing is left to see.

    Joiners stay where they join: in an emoji, and between letters of the scripts that need them.
    """
    if _ORDINARY.fullmatch(text):
        return text if text.strip() else ""
    composed = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    kept: list[str] = []
    end_of_flag = 0
    for index, character in enumerate(composed):
        if flag := _FLAG.match(composed, index):
            end_of_flag = flag.end()
        if index < end_of_flag or _is_kept(character, kept[-1] if kept else "", composed[index + 1 : index + 2]):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)) if any(map(_is_seen, kept)) else ""


def folded(text: str) -> str:
    """Letters and digits only, without case or accents: what stays the same when two people type the same thing."""
    decomposed = unicodedata.normalize("NFKD", visible(text).casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def _is_kept(character: str, before: str, after: str) -> bool:
    if character in "\n\t":
        return True
    if character in (ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER):
        return _joins(character, before, after)
    if _SELECTOR.match(character):
        return bool(before) and _is_seen(before)
    if _BLANK.match(character) or ord(character) & _NO_CHARACTER == _NO_CHARACTER:
        return False
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs") or bool(_DRAWN.match(character))


def _joins(joiner: str, before: str, after: str) -> bool:
    if _is_in_joining_script(before) and _is_in_joining_script(after):
        return True
    return joiner == ZERO_WIDTH_JOINER and (before == "\ufe0f" or _is_pictured(before)) and _is_pictured(after)


def _is_in_joining_script(character: str) -> bool:
    if not _JOINING.match(character) or _BLANK.match(character) or _SELECTOR.match(character):
        return False
    return unicodedata.category(character)[0] in "LM"


def _is_pictured(character: str) -> bool:
    # Skin tones are modifiers and arrows mathematical signs to Unicode: both are parts of some emoji.
    if character == "" or _BLANK.match(character):
        return False
    return unicodedata.category(character) in ("So", "Sk", "Sm")


def _is_seen(character: str) -> bool:
    """Whether a character draws something by itself. Those that this Python does not know yet are newer emoji."""
    return unicodedata.category(character)[0] in "LNPS" or unicodedata.category(character) in ("Cn", "Co")
