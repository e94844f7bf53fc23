"""What is known against the locked packages fails the build; a database that is not there is told, and does not."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from infra.local.places import REQUIREMENTS
from infra.local.ports import free_ports
from infra.supply.audit import ACCEPTED, audit

LOCK = f"adaptivecards==0.4.1 --hash=sha256:{'0' * 64}\nbabel==2.18.0 --hash=sha256:{'1' * 64}\n"
FAULT = {
    "id": "OSV-TEST-1",
    "summary": "made up",
    "published": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "babel", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.19.0"}]}],
        }
    ],
}


class _Database(ThreadingHTTPServer):
    """OSV, on loopback: knows what a test says, and notes what it was asked."""

    faults: dict[str, list[dict[str, Any]]]
    status: int
    asked: list[str]


class _Answers(BaseHTTPRequestHandler):
    server: _Database

    def do_POST(self) -> None:  # the library's name for it
        query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(f"{query['package']['name']} {query['version']}")
        faults = self.server.faults.get(query["package"]["name"])
        body = json.dumps({"vulns": faults} if faults else {}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def database() -> Iterator[_Database]:
    server = _Database(("127.0.0.1", 0), _Answers)
    server.faults, server.status, server.asked = {}, 200, []
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "lock.txt"
    file.write_text(LOCK)
    return file


def _url(database: _Database) -> str:
    return f"http://127.0.0.1:{database.server_port}/v1/query"


def test_nothing_known_is_a_success_and_says_how_many_were_looked_up(database: _Database, lock: Path) -> None:
    assert audit(lock, _url(database)) == (0, "Nothing is known against the 2 locked packages.")
    assert sorted(database.asked) == ["adaptivecards 0.4.1", "babel 2.18.0"]


def test_a_known_fault_fails_and_says_what_mends_it(database: _Database, lock: Path) -> None:
    database.faults["babel"] = [FAULT]
    code, told = audit(lock, _url(database))
    assert code == 1
    assert "babel 2.18.0: OSV-TEST-1, mended in 2.19.0" in told


def test_a_database_that_answers_with_an_error_fails(database: _Database, lock: Path) -> None:
    database.status = 500
    code, told = audit(lock, _url(database))
    assert code == 1
    assert "did not end" in told


def test_a_database_that_is_not_there_is_told_loudly_and_is_no_failure(lock: Path) -> None:
    code, told = audit(lock, f"http://127.0.0.1:{free_ports().bot}/v1/query")
    assert code == 0
    assert "AUDIT SKIPPED" in told
    assert "NOBODY LOOKED" in told


def test_the_whole_lock_is_looked_up(database: _Database) -> None:
    code, told = audit(REQUIREMENTS, _url(database))
    assert code == 0, told
    assert len(database.asked) > 100


def test_a_finding_is_lived_with_only_for_a_reason() -> None:
    assert all(len(reason) > 20 for reason in ACCEPTED.values())
