"""Walking through a card as a client would."""

from collections.abc import Iterator
from typing import Any


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a card, fallbacks and unfolded cards included, what buttons carry left out."""
    if isinstance(value, list):
        for each in value:
            yield from objects(each)
    elif isinstance(value, dict):
        yield value
        for name, each in value.items():
            if name != "data":
                yield from objects(each)


def of_type(card: dict[str, Any], prefix: str) -> list[dict[str, Any]]:
    return [each for each in objects(card) if each.get("type", "").startswith(prefix)]


def blocks(card: dict[str, Any]) -> list[str]:
    """The texts that clients read as markdown."""
    return [each["text"] for each in of_type(card, "TextBlock")] + [card["fallbackText"]]


def runs(card: dict[str, Any]) -> list[str]:
    """The texts that clients show as they are."""
    return [each["text"] for each in of_type(card, "TextRun")]


def shown(card: dict[str, Any]) -> str:
    return "\n".join(blocks(card) + runs(card))


def field(card: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in of_type(card, "Input.") if each["id"] == name)


def button(card: dict[str, Any], title: str) -> dict[str, Any]:
    return next(each for each in of_type(card, "Action.") if each.get("title") == title)
