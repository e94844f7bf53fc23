import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from azure.data.tables import TableServiceClient

from infra.local.azurite import Azurite
from infra.local.child import start_child
from infra.local.places import ROOT
from infra.local.ports import Ports, check_free, free_ports, ports_from
from infra.local.stack.func_settings import prepare_for_func
from infra.local.stack.programs import Stack
from infra.local.stack.welcome import welcome
from infra.local.state import State
from infra.local.trouble import Trouble

pytestmark = pytest.mark.azurite


def _environment(ports: Ports, state: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PASSEUR_PORT": str(ports.bot),
        "PASSEUR_FUNCTIONS_PORT": str(ports.functions),
        "PASSEUR_PLAYGROUND_PORT": str(ports.playground),
        "PASSEUR_BLOB_PORT": str(ports.blob),
        "PASSEUR_QUEUE_PORT": str(ports.queue),
        "PASSEUR_TABLE_PORT": str(ports.table),
        "PASSEUR_CHATS_PORT": str(ports.chats),
        "PASSEUR_STATE": str(state),
    }


@contextmanager
def _listening() -> Iterator[int]:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def _asked(port: int, method: str, path: str, key: str = "") -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers={"x-functions-key": key})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_every_port_can_be_changed_by_its_variable() -> None:
    ports = free_ports()
    assert ports_from(_environment(ports, Path())) == ports
    assert ports_from({}) == Ports(3978, 7071, 56150, 10000, 10001, 10002, 3979)


@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_variable_means_the_default(text: str) -> None:
    assert ports_from({"PASSEUR_PORT": text}).bot == 3978


@pytest.mark.parametrize("text", ["none", "0", "65536", "-1", "３９７８"])
def test_what_is_no_port_is_refused_with_its_variable(text: str) -> None:
    with pytest.raises(Trouble, match="PASSEUR_QUEUE_PORT"):
        ports_from({"PASSEUR_QUEUE_PORT": text})


def test_two_programs_cannot_have_the_same_port() -> None:
    with pytest.raises(Trouble, match="PASSEUR_PORT and PASSEUR_BLOB_PORT are both 10000"):
        ports_from({"PASSEUR_PORT": "10000"})


def test_a_busy_port_is_one_sentence_that_names_what_to_change(tmp_path: Path) -> None:
    with _listening() as busy:
        ports = replace(free_ports(), functions=busy)
        done = subprocess.run(
            [sys.executable, "-m", "infra.local.stack"],
            cwd=ROOT,
            env=_environment(ports, tmp_path),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert f"Port {busy} (functions, PASSEUR_FUNCTIONS_PORT) already in use" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "logs").exists()


def test_free_ports_are_free() -> None:
    check_free(free_ports())


def test_a_program_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="run `make setup`"):
        start_child("Azurite", [tmp_path / "no-node"], environment={}, log=tmp_path / "a.log", folder=tmp_path)


def test_a_program_that_stops_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    command = [sys.executable, "-c", "print('the card keys are missing'); raise SystemExit(2)"]
    child = start_child("The bot program", command, environment={}, log=log, folder=tmp_path)
    with pytest.raises(Trouble) as told:
        child.wait_until(lambda: False, patience=30)
    assert "The bot program stopped by itself (exit code 2)" in str(told.value)
    assert str(log) in str(told.value)
    assert "the card keys are missing" in str(told.value)


def test_an_answer_of_another_program_on_the_port_does_not_count(tmp_path: Path) -> None:
    child = start_child(
        "The bot program",
        [sys.executable, "-c", "raise SystemExit(1)"],
        environment={},
        log=tmp_path / "bot.log",
        folder=tmp_path,
    )
    child.process.wait()
    with pytest.raises(Trouble, match="stopped by itself"):
        child.wait_until(lambda: True, patience=30)


def test_a_program_that_does_not_listen_to_sigterm_is_killed_with_its_children(tmp_path: Path) -> None:
    script = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(inner.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    log = tmp_path / "deaf.log"
    child = start_child("deaf", [sys.executable, "-c", script], environment={}, log=log, folder=tmp_path)
    child.wait_until(lambda: bool(log.read_text().strip()), patience=30)
    inner = int(log.read_text())
    child.stop(patience=0.2)
    assert child.process.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while Path(f"/proc/{inner}").exists() and "Z" not in Path(f"/proc/{inner}/stat").read_text().split(")")[1]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_azurite_keeps_its_rows_from_run_to_run(tmp_path: Path) -> None:
    for run in range(2):
        with (
            Azurite.start(free_ports(), log=tmp_path / "azurite.log", data=tmp_path / "data") as azurite,
            TableServiceClient.from_connection_string(azurite.connection_string) as tables,
        ):
            table = tables.create_table_if_not_exists("kept")
            assert len(list(table.list_entities())) == run
            table.create_entity({"PartitionKey": "p", "RowKey": str(run)})


def test_a_key_stays_the_same_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = State(tmp_path).key("cards")
    assert len(key) >= 32
    assert State(tmp_path).key("cards") == key
    assert State(tmp_path).key("functions-master") != key
    assert State(tmp_path).keys.stat().st_mode & 0o077 == 0


def test_the_whole_stack_starts_answers_and_stops(tmp_path: Path) -> None:
    stack = Stack(free_ports(), State(tmp_path), keep_data=False)
    with stack:
        status, health = _asked(stack.ports.functions, "GET", "/healthz")
        assert status == 200
        assert "publish_recap" in json.loads(health)["functions"]
        status, page = _asked(stack.ports.playground, "GET", "/")
        assert status == 200
        assert b"<html" in page
        assert _asked(stack.ports.functions, "POST", "/admin/functions/publish_recap", key=stack.master_key)[0] == 202
        processes = [child.process for child in stack.children]
        assert len(processes) == 5
        assert _asked(stack.ports.chats, "GET", "/healthz")[0] == 200
        stack.check_alive()
    assert all(process.poll() is not None for process in processes)
    check_free(stack.ports)


def test_the_stack_sends_slowly_enough_to_watch_unless_the_environment_says_otherwise(tmp_path: Path) -> None:
    asked = {"PASSEUR_SENDING_RATE": "30"}
    rates = [
        Stack(free_ports(), State(tmp_path), environment).product_environment()["PASSEUR_SENDING_RATE"]
        for environment in ({}, asked)
    ]
    assert rates == ["5", "30"]


def test_the_welcome_says_how_to_import_the_people_and_what_to_write_then(tmp_path: Path) -> None:
    stack = Stack(free_ports(), State(tmp_path), {})
    told = welcome(stack)
    assert f'@{stack.state.people} "{stack.functions_url}/api/people/import?code=' in told
    assert all(f" {word} " in told for word in ("synthèse", "digest", "bilan", "brief"))
    table = told[told.index("  À essayer") : told.index("\n\n", told.index("  À essayer"))].splitlines()
    column = table[0].index("To try")
    assert [line for line in table if line[column - 2 : column].strip() or not line[column:].strip()] == []
    assert max(map(len, table)) <= 100


def test_a_dead_program_stops_the_stack_with_a_sentence(tmp_path: Path) -> None:
    with Stack(free_ports(), State(tmp_path), keep_data=False, with_playground=False) as stack:
        bot = stack.children[-1]
        os.killpg(bot.process.pid, signal.SIGKILL)
        bot.process.wait()
        with pytest.raises(Trouble, match=r"The bot program stopped by itself \(exit code -9\)"):
            stack.check_alive()


def test_the_functions_can_be_left_to_func_start_with_the_settings_of_the_stack(tmp_path: Path) -> None:
    environment = {**_environment(free_ports(), tmp_path / "state"), "PASSEUR_FUNCTIONS_HOST": "func"}
    stack = Stack.from_environment(environment)
    assert not stack.with_functions
    prepare_for_func(stack, tmp_path / "functions")
    values = json.loads((tmp_path / "functions" / "local.settings.json").read_text())["Values"]
    assert values["FUNCTIONS_WORKER_RUNTIME"] == "python"
    assert values["AzureWebJobsStorage"] == stack.product_environment()["PASSEUR_STORAGE_CONNECTION"]
    assert values["PASSEUR_CARD_KEYS"] == stack.state.key("cards")
    assert (tmp_path / "functions" / "function_app.py").exists()


def test_settings_that_the_bot_refuses_are_told_in_the_bots_own_words(tmp_path: Path) -> None:
    environment = {**os.environ, "PASSEUR_TIME_ZONE": "Mars/Olympus"}
    stack = Stack(free_ports(), State(tmp_path), environment, keep_data=False, with_playground=False)
    with pytest.raises(Trouble, match="Mars/Olympus"):
        stack.start(quietly=True)
    assert stack.children == []
    check_free(stack.ports)
