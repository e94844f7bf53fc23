"""What host.json says, with the defaults of Azure where it says nothing."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from infra.local.trouble import Trouble

_ENCODINGS = ("base64", "none")


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """`visibility_timeout` is how long a message of a failed call stays hidden before the next try.

    Another batch is asked for once `new_batch_threshold` calls or fewer are under way: both together are the most.
    """

    batch_size: int = 16
    new_batch_threshold: int = 8
    max_dequeue_count: int = 5
    visibility_timeout: timedelta = timedelta()
    max_polling_interval: timedelta = timedelta(minutes=1)
    message_encoding: str = "base64"


@dataclass(frozen=True, slots=True)
class HostSettings:
    function_timeout: timedelta = timedelta(minutes=30)
    route_prefix: str = "api"
    queues: QueueSettings = QueueSettings()


def read_host_settings(file: Path) -> HostSettings:
    """Trouble says which value cannot be used."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Trouble(f"{file} cannot be read as JSON: {error}") from error
    extensions = said.get("extensions", {})
    usual = HostSettings()
    return HostSettings(
        function_timeout=_duration(said, "functionTimeout", usual.function_timeout),
        route_prefix=extensions.get("http", {}).get("routePrefix", usual.route_prefix),
        queues=_queues(extensions.get("queues", {})),
    )


def _queues(said: dict[str, Any]) -> QueueSettings:
    usual = QueueSettings()
    encoding = said.get("messageEncoding", usual.message_encoding)
    if encoding not in _ENCODINGS:
        raise Trouble(f"host.json: messageEncoding is {encoding!r}: give one of {', '.join(_ENCODINGS)}.")
    batch_size = int(said.get("batchSize", usual.batch_size))
    return QueueSettings(
        batch_size=batch_size,
        new_batch_threshold=int(said.get("newBatchThreshold", batch_size // 2)),
        max_dequeue_count=int(said.get("maxDequeueCount", usual.max_dequeue_count)),
        visibility_timeout=_duration(said, "visibilityTimeout", usual.visibility_timeout),
        max_polling_interval=_duration(said, "maxPollingInterval", usual.max_polling_interval),
        message_encoding=encoding,
    )


def _duration(said: dict[str, Any], name: str, usual: timedelta) -> timedelta:
    """A .NET time span, `hh:mm:ss`."""
    if name not in said:
        return usual
    try:
        hours, minutes, seconds = (int(part) for part in said[name].split(":"))
    except ValueError as error:
        raise Trouble(f"host.json: {name} is {said[name]!r}: give hours, minutes and seconds as 00:10:00.") from error
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
