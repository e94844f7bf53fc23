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


def told(card: dict[str, Any]) -> str:
    """All that is shown, the facts of tables and the points of charts included."""
    facts = [f"{fact['title']}\n{fact['value']}" for each in of_type(card, "FactSet") for fact in each["facts"]]
    charted = [each for chart in of_type(card, "Chart.") for each in chart["data"]]
    points = [point for each in charted for point in each.get("values", [each])]
    return "\n".join([shown(card), *facts, *(f"{point['x']}\n{point['y']}" for point in points)])
