"""What Teams knows of Adaptive Cards, as Microsoft's own model says it: unknown types and properties are refused."""

from typing import Any, Literal, get_args, get_origin

from microsoft_teams.cards import core
from pydantic import BaseModel

from tests.cards.reading import objects

# What version 1.5 has of what our cards may use.
_VERSION_1_5 = frozenset(
    {
        "AdaptiveCard",
        "TextBlock",
        "RichTextBlock",
        "TextRun",
        "Container",
        "ColumnSet",
        "Column",
        "ActionSet",
        "FactSet",
        "Input.Text",
        "Input.ChoiceSet",
        "Input.Date",
        "Input.Number",
        "Input.Time",
        "Input.Toggle",
        "Action.Submit",
        "Action.Execute",
        "Action.OpenUrl",
        "Action.ShowCard",
        "Action.ToggleVisibility",
    }
)

# Later elements that Teams draws, allowed with something of version 1.5 to fall back on.
_WITH_FALLBACK = frozenset({"Chart.HorizontalBar", "Chart.Line"})


def _models() -> dict[str, type[BaseModel]]:
    known: dict[str, type[BaseModel]] = {}
    for each in vars(core).values():
        if isinstance(each, type) and issubclass(each, BaseModel) and "type" in each.model_fields:
            annotation = each.model_fields["type"].annotation
            if get_origin(annotation) is Literal:
                known[get_args(annotation)[0]] = each
    return known


MODELS = _models()


def faults(card: dict[str, Any]) -> list[str]:
    """What the model does not know in a card, or would not read."""
    found: list[str] = []
    for each in objects(card):
        name = each.get("type")
        if name is None:
            continue
        if name in _WITH_FALLBACK:
            if "type" not in each.get("fallback", {}):
                found.append(f"{name} has nothing to fall back on")
        elif name not in _VERSION_1_5:
            found.append(f"{name} is not in version 1.5")
            continue
        model = MODELS[name]
        known = {each_field.validation_alias for each_field in model.model_fields.values()}
        found += [f"{name}: {extra}" for extra in sorted(set(each) - known)]
        found += [f"{name}: {extra}" for extra in _extras(model.model_validate(each))]
    return found


def _extras(read: BaseModel) -> list[str]:
    """Properties that the model kept without knowing them. Elements inside elements are read on their own."""
    found: list[str] = []
    for name in type(read).model_fields:
        value = getattr(read, name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel) and type(each) not in (core.CardElement, core.Action, core.SubmitActionData):
                found += [*sorted(each.model_extra or {}), *_extras(each)]
    return found
