"""The functions of a FunctionApp, as the Azure host indexes them: names, triggers, routes, schedules, queues."""

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import azure.functions as func

from infra.local.trouble import Trouble


@dataclass(frozen=True, slots=True)
class HttpTrigger:
    """`methods` empty means all of them; `level` is anonymous, function or admin."""

    route: str
    methods: frozenset[str]
    level: str


@dataclass(frozen=True, slots=True)
class TimerTrigger:
    """`schedule` is NCRONTAB: six fields, seconds first, UTC."""

    schedule: str
    run_on_startup: bool
    use_monitor: bool


@dataclass(frozen=True, slots=True)
class QueueTrigger:
    """`connection` names the setting that holds the connection string."""

    queue: str
    connection: str


@dataclass(frozen=True, slots=True)
class IndexedFunction:
    name: str
    trigger: HttpTrigger | TimerTrigger | QueueTrigger
    argument: str
    call: Callable[..., Any]


def load_app(place: str) -> func.FunctionApp:
    """The FunctionApp at `module:attribute`."""
    module, _, attribute = place.partition(":")
    app = getattr(importlib.import_module(module), attribute or "app")
    if not isinstance(app, func.FunctionApp):
        raise Trouble(f"{place} is not a FunctionApp: name it as module:attribute.")
    return app


def index_functions(app: func.FunctionApp, settings: Mapping[str, str]) -> tuple[IndexedFunction, ...]:
    """Every function. An app can be indexed once only: the library refuses a second `get_functions()`."""
    return tuple(_indexed(function, settings) for function in app.get_functions())


def _indexed(function: Any, settings: Mapping[str, str]) -> IndexedFunction:
    name = function.get_function_name()
    said = function.get_trigger().get_dict_repr()
    call = function.get_user_function()
    surplus = set(inspect.signature(call).parameters) - {said["name"]}
    if surplus:
        raise Trouble(
            f"{name} asks for {', '.join(sorted(surplus))}: the local host gives a function its trigger only."
        )
    return IndexedFunction(name, _trigger(name, said, settings), said["name"], call)


def _trigger(
    name: str, said: Mapping[str, Any], settings: Mapping[str, str]
) -> HttpTrigger | TimerTrigger | QueueTrigger:
    match said["type"]:
        case "httpTrigger":
            methods = frozenset(_word(method) for method in said.get("methods") or ())
            route = said["route"] if said.get("route") is not None else name
            return HttpTrigger(route.strip("/"), methods, _word(said.get("authLevel") or "function").lower())
        case "timerTrigger":
            return TimerTrigger(
                schedule=_resolved(said["schedule"], settings),
                run_on_startup=bool(said.get("runOnStartup")),
                use_monitor=said.get("useMonitor") is not False,
            )
        case "queueTrigger":
            return QueueTrigger(_resolved(said["queueName"], settings), said.get("connection") or "AzureWebJobsStorage")
        case other:
            raise Trouble(f"{name} is started by a {other}: the local host knows HTTP, timer and queue triggers.")


def _word(choice: Any) -> str:
    """The library gives its enumerations where people write words."""
    return str(getattr(choice, "value", choice))


def _resolved(text: str, settings: Mapping[str, str]) -> str:
    """`%NAME%` stands for a setting, as in Azure."""
    if not (text.startswith("%") and text.endswith("%")):
        return text
    try:
        return settings[text.strip("%")]
    except KeyError as error:
        raise Trouble(f"The setting {text} is missing: give it in the environment.") from error
