"""Everything that a process writes while people do things and storage and Teams fail."""

import io
import logging
import traceback
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from passeur.logs.records import SafeRecord
from passeur.logs.start import SafeFormatter
from passeur.storage.entities import Row
from passeur.storage.memory import MemoryTable
from passeur.storage.table import Change, Span

# A word that is in every name, text, address, conversation and key that the scenario plants.
MARK = "quokka"


@dataclass(slots=True)
class Trouble:
    """Every `every`-th call to storage fails, and its error quotes whatever is stored there; never when it is 0."""

    every: int = 0
    met: int = 0
    _calls: Iterator[int] = field(default_factory=lambda: count(1))

    def strike(self, *about: object) -> None:
        if self.every and next(self._calls) % self.every == 0:
            self.met += 1
            raise LookupError(f"{MARK}: no such thing as {about!r}")


@dataclass(slots=True)
class QuotingTable(MemoryTable):
    """A table whose errors quote what they failed at."""

    trouble: Trouble = field(default_factory=Trouble)

    async def get(self, partition: str, key: str) -> Row | None:
        self.trouble.strike(partition, key, self.rows.get((partition, key)))
        return await MemoryTable.get(self, partition, key)

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        self.trouble.strike(span, list(self.rows.values())[:3])
        async for page in MemoryTable.pages(self, span, columns=columns, only=only):
            yield page

    async def write(self, *changes: Change) -> Sequence[str]:
        self.trouble.strike(changes)
        return await MemoryTable.write(self, *changes)


@dataclass(slots=True)
class Written:
    """What was written: by our formatters, and by a handler of somebody else that prints what a record has."""

    as_json: io.StringIO = field(default_factory=io.StringIO)
    as_text: io.StringIO = field(default_factory=io.StringIO)
    by_others: io.StringIO = field(default_factory=io.StringIO)

    @property
    def whole(self) -> str:
        return self.as_json.getvalue() + self.as_text.getvalue() + self.by_others.getvalue()


@contextmanager
def everything_written(record: type[SafeRecord] = SafeRecord) -> Iterator[Written]:
    """All that any logger says at any level, libraries' debugging included."""
    written = Written()
    ours = logging.StreamHandler(written.as_json), logging.StreamHandler(written.as_text)
    ours[0].setFormatter(SafeFormatter(json_lines=True))
    ours[1].setFormatter(SafeFormatter(json_lines=False))
    handlers = (*ours, _Everything(written.by_others))
    root, before = logging.getLogger(), logging.getLogRecordFactory()
    levels = {name: logger.level for name, logger in _loggers().items()}
    root_level = root.level
    logging.setLogRecordFactory(record)
    root.setLevel(logging.DEBUG)
    for logger in _loggers().values():
        logger.setLevel(logging.NOTSET)
    for handler in handlers:
        root.addHandler(handler)
    try:
        yield written
    finally:
        for handler in handlers:
            root.removeHandler(handler)
        root.setLevel(root_level)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        logging.setLogRecordFactory(before)


class _Everything(logging.StreamHandler[io.StringIO]):
    """Prints every attribute of a record, and the error and its chain where it has one."""

    def format(self, record: logging.LogRecord) -> str:
        told = logging.Formatter().format(record) + repr(vars(record))
        error = record.exc_info[1] if record.exc_info else None
        return told + ("".join(traceback.format_exception(error)) if error else "")


def _loggers() -> dict[str, logging.Logger]:
    found = dict(logging.root.manager.loggerDict)
    return {name: logger for name, logger in found.items() if isinstance(logger, logging.Logger)}
