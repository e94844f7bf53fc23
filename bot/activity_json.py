"""The SDK's models from and to the JSON of the wire, planned once for each class.

msrest walks all 45 attributes of an Activity at each call: 0.36 ms a message, and as much again on the way out. Here a
message costs what is present in it, and a field of the wrong type is refused where msrest would coerce it or stumble.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from botbuilder import schema
from botbuilder.schema import Activity, ConversationAccount, Entity
from msrest.serialization import Model

Reader = Callable[[Any, str], Any]
Writer = Callable[[Any], Any]


class MalformedActivity(ValueError):
    """A field of the activity has a type that the protocol does not allow; the message is the field's name."""


@dataclass(frozen=True, slots=True)
class _Plan:
    model: type[Model]
    readers: Mapping[str, tuple[str, Reader]]
    writers: tuple[tuple[str, str, Writer | None], ...]
    open_ended: bool


def activity_from_json(body: Mapping[str, Any]) -> Activity:
    """Build the SDK's Activity; MalformedActivity when a known field has the wrong type."""
    return _read(_plan(Activity), body, "activity")


def model_to_json(model: Model) -> dict[str, Any]:
    """The wire form of an SDK model; free-form parts (card content, value, channelData) are left as they are."""
    kind: Any = type(model)
    plan = _plan(kind)
    wire: dict[str, Any] = {}
    for attribute, key, write in plan.writers:
        value = getattr(model, attribute)
        if value is not None:
            wire[key] = write(value) if write else value
    if plan.open_ended:
        wire.update(model.additional_properties)
    return wire


def json_default(value: object) -> Any:
    """`default=` of json.dumps: what SDK models leave inside free-form parts."""
    if isinstance(value, Model):
        return model_to_json(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON")


@cache
def _plan(model: Any) -> _Plan:
    fields = [(name, field["key"], field["type"]) for name, field in model._attribute_map.items() if field["key"]]  # noqa: SLF001  # msrest's only description of a model
    readers = {key: (name, _reader(model, kind)) for name, key, kind in fields}
    if model is ConversationAccount:
        # The SDK looks for "tenantID", which no channel sends, and so never knows the tenant of a conversation.
        fields = [(name, "tenantId" if name == "tenant_id" else key, kind) for name, key, kind in fields]
        readers["tenantId"] = readers.pop("tenantID")
    writers = tuple((name, key, _writer(model, kind)) for name, key, kind in fields)
    return _Plan(model, readers, writers, open_ended=model is Entity)


def _read(plan: _Plan, data: object, name: str) -> Model:
    if not isinstance(data, dict):
        raise MalformedActivity(name)
    known: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in data.items():
        field = plan.readers.get(key)
        if field is None:
            others[key] = value
        elif value is not None:
            known[field[0]] = field[1](value, key)
    model = plan.model(**known)
    if others:
        model.additional_properties = others
    return model


def _reader(owner: type[Model], kind: str) -> Reader:
    if kind.startswith("["):
        read_item = _reader(owner, kind[1:-1])
        return lambda value, name: [read_item(item, name) for item in _checked(value, list, name)]
    if kind.startswith("{"):
        read_item = _reader(owner, kind[1:-1])
        return lambda value, name: {key: read_item(item, name) for key, item in _checked(value, dict, name).items()}
    if kind in _SCALARS:
        return _SCALARS[kind]
    model: Any = _model_named(kind, owner)
    return lambda value, name: _read(_plan(model), value, name)


def _writer(owner: type[Model], kind: str) -> Writer | None:
    """None when the value goes out as it is."""
    if kind == "iso-8601":
        return datetime.isoformat
    if kind.startswith("["):
        write_item = _writer(owner, kind[1:-1])
        return (lambda values: [write_item(value) for value in values]) if write_item else None
    if kind in _SCALARS or kind.startswith("{"):
        return None
    return model_to_json if issubclass(_model_named(kind, owner), Model) else None


def _model_named(name: str, owner: type[Model]) -> type[Model]:
    model: type[Model] = getattr(sys.modules[owner.__module__], name, None) or getattr(schema, name)
    return model


def _checked(value: object, kind: type[Any], name: str) -> Any:
    # JSON gives exact types, and True must not pass for 1.
    if type(value) is not kind:
        raise MalformedActivity(name)
    return value


def _moment(value: object, name: str) -> datetime | None:
    """Absent when unreadable: Passeur keeps its own time, so an odd clock on the other side refuses nobody."""
    try:
        return datetime.fromisoformat(_checked(value, str, name))
    except MalformedActivity:
        raise
    except ValueError:
        return None


_SCALARS: Mapping[str, Reader] = {
    "str": lambda value, name: _checked(value, str, name),
    "bool": lambda value, name: _checked(value, bool, name),
    "int": lambda value, name: _checked(value, int, name),
    "iso-8601": _moment,
    "object": lambda value, _name: value,
}
