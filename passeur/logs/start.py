"""Begins to log: to the output of a process of ours, or through the handlers of Azure's Functions worker."""

import logging
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import TextIO

from passeur.logs.records import HostedRecord, SafeRecord, as_json, as_text
from passeur.setting_values import is_hosted

# Libraries whose everyday words tell of single requests.
_QUIET = ("azure", "aiohttp.access", "msal", "urllib3", "opentelemetry")
_log = logging.getLogger(__name__)


class SafeFormatter(logging.Formatter):
    """Writes what a SafeRecord holds; of a record that somebody made without us, that there was one."""

    def __init__(self, *, json_lines: bool) -> None:
        super().__init__()
        self._write = as_json if json_lines else as_text

    def format(self, record: logging.LogRecord) -> str:
        if not isinstance(record, SafeRecord):
            record = SafeRecord(
                record.name, record.levelno, record.pathname, record.lineno, record.msg, record.args, record.exc_info
            )
        return self._write(record)


def start_logs(environment: Mapping[str, str], stream: TextIO | None = None) -> None:
    """For a process of ours, before anything else: JSON lines where Azure hosts it, else lines for people."""
    logging.setLogRecordFactory(SafeRecord)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(SafeFormatter(json_lines=is_hosted(environment)))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    _quieten()
    sys.excepthook = _tell_uncaught
    threading.excepthook = lambda told: _tell_uncaught(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: _tell_uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def tame_hosted_logs(environment: Mapping[str, str]) -> None:
    """For the Functions worker, which has handlers of its own before our code is imported. Elsewhere, nothing."""
    if is_hosted(environment):
        logging.setLogRecordFactory(HostedRecord)
        _quieten()


def _quieten() -> None:
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _tell_uncaught(kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("nobody caught an error", exc_info=error)
