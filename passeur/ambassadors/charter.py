"""The charter that ambassadors sign: a text in each language, with a version, and a hash of the very words."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from passeur.ambassadors.terms import Signature

LOCALES = ("fr", "en")
# A card holds 28 KB, with its frame and its buttons.
LONGEST = 12_000
_OURS = Path(__file__).parent / "texts" / "charter.toml"


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CharterText:
    """The charter in one language."""

    title: str
    intro: str
    sections: tuple[Section, ...]
    closing: str

    @property
    def hash(self) -> str:
        """SHA-256 of every word in its order, as 64 hexadecimal digits: another text has another hash."""
        words = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Charter:
    version: int
    texts: Mapping[str, CharterText]

    def text(self, locale: str) -> CharterText:
        """The text in `locale`, else in the first language given."""
        return self.texts.get(locale) or next(iter(self.texts.values()))

    def is_shown_in(self, locale: str, text_hash: str) -> bool:
        """Whether these are the words that stand today in that language."""
        return locale in self.texts and self.texts[locale].hash == text_hash

    def is_signed_by(self, signature: Signature | None) -> bool:
        """Whether what was signed is what stands today: the same version, and the same words."""
        if signature is None or signature.version != self.version:
            return False
        return self.is_shown_in(signature.locale, signature.hash)

    @property
    def edition(self) -> str:
        """A short name for this version and these words in all languages together, fit for a key."""
        together = "".join(self.texts[locale].hash for locale in sorted(self.texts))
        return f"{self.version}-{hashlib.sha256(together.encode()).hexdigest()[:6]}"


@cache
def our_charter() -> Charter:
    return parse_charter(_OURS.read_text(encoding="utf-8"))


def parse_charter(written: str) -> Charter:
    """Read a charter in TOML, as the one in `texts/` is written; ValueError says what is wrong with it."""
    data = tomllib.loads(written)
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= 9_999:  # noqa: PLR2004  # fits a run's name
        raise ValueError("version must be a whole number from 1 to 9999")
    return Charter(version, {locale: _text(data, locale) for locale in LOCALES})


def _text(data: Mapping[str, Any], locale: str) -> CharterText:
    part = data.get(locale)
    if not isinstance(part, dict):
        raise ValueError(f"there is no charter in {locale!r}: both fr and en are needed")  # noqa: TRY004  # one kind of error for a file
    listed = part.get("sections")
    sections = listed if isinstance(listed, list) else []
    text = CharterText(
        _words(part, "title", locale),
        _words(part, "intro", locale),
        tuple(_section(section, locale) for section in sections),
        _words(part, "closing", locale),
    )
    size = len(json.dumps(asdict(text), ensure_ascii=False).encode())
    if not text.sections or size > LONGEST:
        raise ValueError(
            f"the {locale} text has {len(text.sections)} sections and {size} bytes: 1 at least, {LONGEST} at most"
        )
    return text


def _section(section: object, locale: str) -> Section:
    points = section.get("points") if isinstance(section, dict) else None
    if (
        not isinstance(section, dict)
        or not isinstance(points, list)
        or not all(isinstance(each, str) for each in points)
    ):
        raise ValueError(f"a section of {locale} needs a title and points, a list of texts")
    return Section(_words(section, "title", locale), tuple(points))


def _words(part: Mapping[str, Any], name: str, locale: str) -> str:
    value = part.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is missing in {locale}")
    return value.strip()
