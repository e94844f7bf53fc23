"""Log records that hold what may be written and nothing else, so that no handler of anybody can write more.

A record of ours keeps its message, whose template is in our code, and of its arguments what `passeur.logs.safe` lets
through. A record of a library keeps where it was made: its message may be made of anything.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from passeur.logs.correlation import correlation
from passeur.logs.safe import safe_message
from passeur.logs.told_errors import place, told_error

OURS = ("passeur", "cards", "bot", "functions", "infra")


class SafeRecord(logging.LogRecord):
    """`event` names what happened, the same whatever the values: what a query or an alert looks for."""

    event: str
    error: list[str]
    correlation: dict[str, str]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        kept_error = self.exc_info[1] if self.exc_info else None
        file = place(self.pathname)
        # What is run with -m has the name __main__, whoever wrote it: its file says whose it is.
        whose = file.partition("/")[0] if self.name == "__main__" else self.name.partition(".")[0]
        is_ours = whose in OURS
        where = f"{file}:{self.lineno} {self.funcName or ''}".rstrip()
        self.event = str(self.msg) if is_ours and isinstance(self.msg, str) else where
        self.msg = safe_message(self.msg, self.args) if is_ours else f"said at {where}"
        self.args = None
        self.error = told_error(kept_error) if kept_error is not None else []
        # The last handler that prints a traceback prints this one: the error itself is not in the record any more.
        self.exc_info, self.exc_text, self.stack_info = None, "\n".join(self.error) or None, None
        self.correlation = dict(correlation())
        self.pathname, self.processName, self.threadName = file, None, None


class HostedRecord(SafeRecord):
    """The same where somebody else's handler writes messages and nothing else: the message is the whole, as JSON."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.msg, self.exc_text = as_json(self), None


def as_json(record: SafeRecord) -> str:
    """One line: `time`, `level`, `logger`, `event`, `message`, the ids, and `error` when there was one."""
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": record.event,
        "message": record.msg,
        **record.correlation,
    }
    if record.error:
        told["error"] = record.error
    return json.dumps(told, ensure_ascii=False)


def as_text(record: SafeRecord) -> str:
    """For somebody who reads along: a line, its ids, and the places of an error below it."""
    at = datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(sep=" ", timespec="milliseconds")[:23]
    ids = "".join(f" [{name} {value}]" for name, value in record.correlation.items())
    return "\n".join([f"{at} {record.levelname} {record.name} {record.msg}{ids}", *record.error])
