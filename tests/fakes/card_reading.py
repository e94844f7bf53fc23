"""Reading a card as a person does: its words, its buttons by their title, its inputs by their name."""

import json
from collections.abc import Iterator
from typing import Any

# What nobody reads: signed strings, which hold any short text by chance, addresses, and the names of things.
_UNREAD = frozenset({"data", "url", "id", "verb", "iconUrl", "$schema", "targetElements"})


def parts(card: Any) -> Iterator[dict[str, Any]]:
    """Every element and action of a card, at any depth; fallbacks are what other clients would see, and left out."""
    if isinstance(card, dict):
        if "type" in card:
            yield card
        for name, value in card.items():
            if name not in ("fallback", "data"):
                yield from parts(value)
    elif isinstance(card, list):
        for each in card:
            yield from parts(each)


def button(card: Any, title: str) -> dict[str, Any]:
    """The one action with this title."""
    found = [part for part in parts(card) if part["type"].startswith("Action.") and part.get("title") == title]
    assert len(found) == 1, f"{len(found)} buttons {title!r} among {titles(card)}"
    return found[0]


def execute(card: Any, verb: str) -> dict[str, Any]:
    """The one Action.Execute with this verb."""
    found = [part for part in parts(card) if part["type"] == "Action.Execute" and part["verb"] == verb]
    assert len(found) == 1, f"{len(found)} actions {verb!r} among {titles(card)}"
    return found[0]


def titles(card: Any) -> list[str]:
    return [part["title"] for part in parts(card) if part["type"].startswith("Action.") and "title" in part]


def words(card: Any) -> str:
    """Everything that can be read on a card, line by line; no-break spaces are read as spaces."""
    told = "\n".join(str(part["text"]) for part in parts(card) if "text" in part)
    return told.replace("\u00a0", " ").replace("\u202f", " ")


def readable(shown: Any) -> str:
    """Everything of a card, an answer or a file that somebody could read, on whichever client: fallbacks too."""
    return "\n".join(_texts(shown))


def markdown(card: Any) -> str:
    """What a client reads as Markdown: a TextBlock's text. A TextRun's is shown as it is."""
    return "\n".join(str(part["text"]) for part in parts(card) if part["type"] == "TextBlock")


def values(card: Any) -> dict[str, str]:
    """What the inputs of a card hold."""
    return {part["id"]: part.get("value", "") for part in parts(card) if part["type"].startswith("Input.")}


def _texts(shown: Any) -> Iterator[str]:
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name not in _UNREAD:
                yield from _texts(value)
    elif isinstance(shown, list | tuple):
        for each in shown:
            yield from _texts(each)
    elif isinstance(shown, str):
        yield shown
    elif isinstance(shown, int | float) and not isinstance(shown, bool):
        yield json.dumps(shown)
