"""The parts that our cards are made of, and how a card becomes plain JSON. The only importer of `adaptivecards`.

The library stops at version 1.2, has no inputs and no actions, and drops unknown properties silently: what is missing
is declared here, and `make` refuses what is not declared.
"""

import inspect
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar

import adaptivecards.elements
from adaptivecards.adaptivecard import AdaptiveCard
from adaptivecards.baseobject import BareObject, Element, PropertyType
from adaptivecards.containers import ActionSet, Column, ColumnSet, Container

# The library's own parts, handed on as they are.
__all__ = ["ActionSet", "Column", "ColumnSet", "Container"]

Part: TypeAlias = BareObject
E = TypeVar("E")

VERSION = "1.5"
MOST_BYTES = 28 * 1024


class _Element(Element):  # type: ignore[misc]  # the library ships no type information
    """The base of the elements that the library lacks."""


class TextBlock(adaptivecards.elements.TextBlock):  # type: ignore[misc]  # the library ships no type information
    style = PropertyType(type=str)


class RichTextBlock(_Element):
    element_type = "RichTextBlock"
    inlines = PropertyType(type=list)


class TextRun(_Element):
    element_type = "TextRun"
    text = PropertyType(type=str)
    isSubtle = PropertyType(type=bool)  # noqa: N815 - named as in the schema
    weight = PropertyType(type=str)


class FactSet(_Element):
    element_type = "FactSet"
    facts = PropertyType(type=list)


class _Chart(_Element):
    """Later than version 1.5: whoever does not know it shows its fallback."""

    title = PropertyType(type=str)
    data = PropertyType(type=list)
    fallback = PropertyType(type=BareObject)


class ChartHorizontalBar(_Chart):
    element_type = "Chart.HorizontalBar"
    color = PropertyType(type=str)
    displayMode = PropertyType(type=str)  # noqa: N815 - named as in the schema


class ChartLine(_Chart):
    element_type = "Chart.Line"


class _Input(_Element):
    label = PropertyType(type=str)
    isRequired = PropertyType(type=bool)  # noqa: N815 - named as in the schema
    errorMessage = PropertyType(type=str)  # noqa: N815 - named as in the schema
    value = PropertyType(type=str)
    placeholder = PropertyType(type=str)


class InputText(_Input):
    element_type = "Input.Text"
    isMultiline = PropertyType(type=bool)  # noqa: N815 - named as in the schema
    maxLength = PropertyType(type=int)  # noqa: N815 - named as in the schema
    style = PropertyType(type=str)


class InputDate(_Input):
    element_type = "Input.Date"
    min = PropertyType(type=str)
    max = PropertyType(type=str)


class InputTime(_Input):
    element_type = "Input.Time"


class InputNumber(_Input):
    element_type = "Input.Number"
    min = PropertyType(type=int)
    max = PropertyType(type=int)


class InputChoiceSet(_Input):
    element_type = "Input.ChoiceSet"
    isMultiSelect = PropertyType(type=bool)  # noqa: N815 - named as in the schema
    choices = PropertyType(type=list)
    style = PropertyType(type=str)
    wrap = PropertyType(type=bool)


class InputToggle(_Input):
    element_type = "Input.Toggle"
    title = PropertyType(type=str)
    valueOn = PropertyType(type=str)  # noqa: N815 - named as in the schema
    valueOff = PropertyType(type=str)  # noqa: N815 - named as in the schema
    wrap = PropertyType(type=bool)


class _Action(_Element):
    title = PropertyType(type=str)
    mode = PropertyType(type=str)
    fallback = PropertyType(type=BareObject)


class ActionOpenUrl(_Action):
    element_type = "Action.OpenUrl"
    url = PropertyType(type=str)


class ActionSubmit(_Action):
    element_type = "Action.Submit"
    data = PropertyType(type=dict)
    associatedInputs = PropertyType(type=str)  # noqa: N815 - named as in the schema


class ActionExecute(ActionSubmit):
    element_type = "Action.Execute"
    verb = PropertyType(type=str)


class ActionShowCard(_Action):
    element_type = "Action.ShowCard"
    card = PropertyType(type=BareObject)


class ActionToggleVisibility(_Action):
    element_type = "Action.ToggleVisibility"
    targetElements = PropertyType(type=list)  # noqa: N815 - named as in the schema


def make(element: Callable[[], E], **properties: object) -> E:
    """An element with these properties; TypeError for one that it does not have. None leaves a property out."""
    part = element()
    known = _properties(element)
    for name, value in properties.items():
        if name not in known:
            raise TypeError(f"{element} has no property {name!r}")
        if value is not None:
            setattr(part, name, value)
    return part


def card(*, lang: str, summary: str, body: Sequence[Part], actions: Sequence[Part] = ()) -> dict[str, Any]:
    """A whole card as plain JSON. `summary` is what is read aloud, and shown where cards cannot be."""
    whole = make(
        AdaptiveCard, lang=lang, speak=summary, fallback_text=summary, body=list(body), actions=list(actions) or None
    )
    plain = to_plain(whole)
    del plain["$schema"]
    return {**plain, "version": VERSION}


def inner_card(body: Sequence[Part], actions: Sequence[Part]) -> Part:
    """The card that a button unfolds inside another."""
    inner = BareObject()
    for name, value in (("type", "AdaptiveCard"), ("body", list(body)), ("actions", list(actions))):
        inner.set_data(name, value)
    return inner


def to_plain(value: Any) -> Any:
    """The same as dictionaries, lists, texts and numbers: the library's own rendering keeps its objects inside."""
    if isinstance(value, BareObject):
        return {name: to_plain(each) for name, each in value.render().items()}
    if isinstance(value, list):
        return [to_plain(each) for each in value]
    return value


def size_of(content: object) -> int:
    """Bytes of a card on its way to Teams, in UTF-8."""
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


@cache
def _properties(element: Callable[[], object]) -> frozenset[str]:
    return frozenset(name for name, kind in inspect.getmembers_static(element) if isinstance(kind, PropertyType))
