"""What the log writes: the ids, the event and the places of an error; never what an error or a library says."""

import asyncio
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from infra.local.places import ROOT
from passeur.logs.correlation import correlated, new_id
from passeur.logs.records import HostedRecord, SafeRecord
from passeur.logs.safe import Safe
from passeur.logs.start import SafeFormatter, tame_hosted_logs
from passeur.logs.told_errors import told_error

SECRET = "Claire a écrit quokka"


@contextmanager
def _logger(name: str, record: type[SafeRecord] = SafeRecord, *, json_lines: bool) -> Iterator[Any]:
    """A logger of that name, and what it writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SafeFormatter(json_lines=json_lines))
    logger = logging.getLogger(name)
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(record)
    logger.addHandler(handler)
    try:
        yield logger, stream
    finally:
        logger.removeHandler(handler)
        logging.setLogRecordFactory(before)


def _fail() -> None:
    raise ValueError(SECRET)


def _raise_chained() -> None:
    try:
        dict[str, str]()[SECRET]
    except KeyError as error:
        error.add_note(SECRET)
        raise ExceptionGroup(SECRET, [ValueError(SECRET), OSError(5, SECRET, SECRET)]) from error


@pytest.mark.parametrize("style", ["json", "text"])
def test_an_error_is_told_by_its_kinds_and_places_and_not_by_its_words(style: str) -> None:
    with _logger("passeur.tests.errors", json_lines=style == "json") as (log, stream):
        try:
            _raise_chained()
        except ExceptionGroup:
            log.exception("it failed for %s", SECRET)
    written = stream.getvalue()
    assert "quokka" not in written
    for told in ("ExceptionGroup", "with ValueError", "with OSError", "because of KeyError", "_raise_chained"):
        assert told in written
    assert "tests/passeur/logs/test_records.py:" in written


def test_a_line_of_json_has_the_allowed_fields_and_no_other() -> None:
    with _logger("passeur.tests.lines", json_lines=True) as (log, stream), correlated(turn=Safe("t1")):
        log.warning("%d of %s\nare late", 2, SECRET, extra={"person": SECRET})
        try:
            _fail()
        except ValueError:
            log.exception("it failed", stack_info=True)
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert set(first) == {"time", "level", "logger", "event", "message", "turn"}
    assert (first["event"], first["message"]) == ("%d of %s\nare late", "2 of (withheld) are late")
    assert set(second) - set(first) == {"error"}
    assert "quokka" not in stream.getvalue()


@pytest.mark.parametrize("name", ["aiohttp.server", "azure.core.pipeline", "asyncio", "somebody.else", "root"])
def test_of_a_library_only_the_place_is_told(name: str) -> None:
    with _logger(name, json_lines=False) as (log, stream):
        log.error("Authorization: %s", SECRET)
        log.error(f"whole {SECRET}")  # noqa: G004  # what libraries do
    written = stream.getvalue()
    assert "quokka" not in written
    assert "Authorization" not in written
    assert written.count(f"{name} said at tests/passeur/logs/test_records.py:") == 2


@pytest.mark.parametrize(("file", "told"), [("bot/__main__.py", "hello"), ("elsewhere/__main__.py", "said at")])
def test_what_is_run_as_a_program_is_ours_when_its_file_is(file: str, told: str) -> None:
    record = SafeRecord("__main__", logging.INFO, str(ROOT / file), 1, "hello", (), None)
    assert record.getMessage().startswith(told)


def test_a_record_that_somebody_made_without_us_is_made_safe_when_it_is_written() -> None:
    record = logging.LogRecord("bot.x", logging.ERROR, __file__, 1, "about %s", (SECRET,), None)
    assert "quokka" not in SafeFormatter(json_lines=True).format(record)


def test_a_handler_of_somebody_else_gets_nothing_to_tell() -> None:
    """As that of Azure's worker: its formatter prints the message, and the error where the record has one."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    with _logger("bot.tests.hosted", HostedRecord, json_lines=True) as (log, _), correlated(call=Safe("c1")):
        log.addHandler(handler)
        try:
            _fail()
        except ValueError:
            log.exception("it failed for %s", SECRET)
        finally:
            log.removeHandler(handler)
    told = json.loads(stream.getvalue())
    assert told["message"] == "it failed for (withheld)"
    assert told["call"] == "c1"
    assert told["error"][0] == "ValueError"
    assert "quokka" not in stream.getvalue()


def test_outside_of_azure_the_records_of_others_are_left_alone() -> None:
    before = logging.getLogRecordFactory()
    tame_hosted_logs({})
    assert logging.getLogRecordFactory() is before


async def test_each_turn_keeps_its_id_among_others_and_in_the_tasks_that_it_begins() -> None:
    with _logger("passeur.tests.turns", json_lines=True) as (log, stream):

        async def turn(number: int) -> str:
            name = new_id()
            with correlated(turn=name):
                await asyncio.sleep(0)
                await asyncio.create_task(later(number))
            return name

        async def later(number: int) -> None:
            await asyncio.sleep(0)
            log.warning("turn %d", number)

        names = await asyncio.gather(*(turn(number) for number in range(20)))
    told = {line["message"]: line["turn"] for line in map(json.loads, stream.getvalue().splitlines())}
    assert told == {f"turn {number}": name for number, name in enumerate(names)}
    assert len(set(names)) == 20


def test_errors_that_refer_to_one_another_are_each_told_once() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first
    assert told_error(first) == ["ValueError", "because of KeyError"]


def test_an_error_a_thousand_calls_deep_is_cut() -> None:
    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        raise ValueError(SECRET)

    with pytest.raises(ValueError, match=SECRET) as raised:
        deep(500)
    assert len(told_error(raised.value)) < 40


_UNCAUGHT = """
import asyncio, os, sys, threading
from passeur.logs.start import start_logs
start_logs({"WEBSITE_SITE_NAME": "x"} if sys.argv[1] == "json" else {})
async def forgotten():
    async def fail():
        raise ValueError("quokka awaited by nobody")
    task = asyncio.create_task(fail(), name="quokka")
    await asyncio.sleep(0)
    del task
asyncio.run(forgotten())
thread = threading.Thread(target=lambda: [][int("0" + "quokka"[:0])], name="quokka")
thread.start(); thread.join()
class Dropped:
    def __del__(self):
        raise ValueError("quokka dropped")
dropped = Dropped()
del dropped
raise ValueError("quokka at the end")
"""


@pytest.mark.parametrize("style", ["json", "text"])
def test_what_nobody_catches_in_a_process_is_told_without_its_words(style: str) -> None:
    done = subprocess.run(  # noqa: S603  # this Python, with the script above
        [sys.executable, "-c", _UNCAUGHT, style], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "quokka" not in done.stderr
    assert done.stderr.count("ValueError") >= 3
    assert "IndexError" in done.stderr
    if style == "json":
        assert all(json.loads(line)["logger"] for line in done.stderr.splitlines())
