"""A boot camp written as data: read whole and checked before anybody sees a step of it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from passeur.ambassadors.boot_camp import BootCamp, Kind, Resource, Step, Told, Words
from passeur.ambassadors.charter import LOCALES

_OURS = Path(__file__).parent / "texts" / "boot_camp.toml"
_SLUG = re.compile(r"[0-9A-Za-z-]{1,40}")
_MOST_STEPS, _MOST_TOOLS, _MOST_RESOURCES = 15, 20, 8
_MOST_MINUTES = 600
# A card holds 28 KB, and a step's may hold several texts.
_LONGEST_TEXT, _LONGEST_TITLE = 2_000, 120


@cache
def our_boot_camp() -> BootCamp:
    return parse_boot_camp(_OURS.read_text(encoding="utf-8"))


def parse_boot_camp(written: str) -> BootCamp:
    """Read a boot camp in TOML, as the one in `texts/` is written; ValueError says what is wrong with it."""
    data = tomllib.loads(written)
    steps = tuple(_step(each) for each in _tables(data, "steps", _MOST_STEPS))
    tools = tuple(_resource(each, named=True) for each in _tables(data, "tools", _MOST_TOOLS))
    if not steps:
        raise ValueError("there are no steps")
    for named in (steps, tools):
        _must_differ([each.id for each in named])
    before: set[str] = set()
    for step in steps:
        # What a step needs stands above it: so the path can always be walked to its end.
        if not set(step.needs) <= before:
            raise ValueError(f"step {step.id!r} needs steps that do not come before it")
        before.add(step.id)
    return BootCamp(steps, tools)


def _step(data: Mapping[str, Any]) -> Step:
    step_id = _id(data)
    minutes, needs = data.get("minutes"), data.get("needs", [])
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= _MOST_MINUTES:
        raise ValueError(f"step {step_id!r} needs minutes, a whole number up to {_MOST_MINUTES}")
    if not isinstance(needs, list):
        raise ValueError(f"step {step_id!r}: needs is a list of ids")  # noqa: TRY004  # one kind of error for a file
    resources = tuple(_resource(each) for each in _tables(data, "resources", _MOST_RESOURCES))
    return Step(step_id, minutes, _told(data, with_text=True), tuple(map(str, needs)), resources)


def _resource(data: Mapping[str, Any], *, named: bool = False) -> Resource:
    kind, url = data.get("kind"), data.get("url", "")
    if kind not in set(Kind):
        raise ValueError(f"a resource's kind is one of {', '.join(Kind)}, and not {kind!r:.40}")
    if (kind != Kind.TEXT) != _is_address(url):
        raise ValueError(f"a {kind} has url {url!r:.80}: links and files need an https address, texts have none")
    return Resource(Kind(kind), _told(data, with_text=kind == Kind.TEXT), url, _id(data) if named else "")


def _told(data: Mapping[str, Any], *, with_text: bool) -> Told:
    return {locale: _words(data.get(locale), locale, with_text=with_text) for locale in LOCALES}


def _words(part: object, locale: str, *, with_text: bool) -> Words:
    words = part if isinstance(part, dict) else {}
    title, text = words.get("title"), words.get("text", "")
    if not isinstance(title, str) or not 0 < len(title.strip()) <= _LONGEST_TITLE:
        raise ValueError(f"a title in {locale} is missing, or longer than {_LONGEST_TITLE} characters")
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT or (with_text and not text.strip()):
        raise ValueError(f"{title!r:.60} has no text in {locale}, or one longer than {_LONGEST_TEXT} characters")
    return Words(title.strip(), text.strip())


def _tables(data: Mapping[str, Any], name: str, most: int) -> Sequence[Mapping[str, Any]]:
    tables = data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables) or len(tables) > most:
        raise ValueError(f"{name} is a list of tables, {most} at most")
    return tables


def _id(data: Mapping[str, Any]) -> str:
    written = data.get("id")
    if not isinstance(written, str) or not _SLUG.fullmatch(written):
        raise ValueError(f"{written!r:.40} is not an id: letters, digits and hyphens")
    return written


def _must_differ(ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        raise ValueError("two entries have the same id")


def _is_address(url: object) -> bool:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
