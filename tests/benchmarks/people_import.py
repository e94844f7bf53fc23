"""The process in which one size of import is measured: told the size in one line, tells the figures in another."""

import asyncio
import ctypes
import gc
import json
import random
import resource
import sys
import time
import uuid
from pathlib import Path

from infra.local.demo.organisation import SITES, TRADES, environment
from passeur.backend import Backend
from passeur.clock import utc_now
from passeur.directory.apply_entries import apply_entries
from passeur.directory.csv_file import PeopleFile
from passeur.directory.entries import Source
from passeur.directory.findings import ImportReport
from passeur.settings import StorageSettings, read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from passeur.storage.staged_people import open_staging

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_TEAM = 10


def file_of(rows: int, *, shift: int = 0) -> bytes:
    """A file as an organisation's would be; `shift` gives everybody another trade."""
    chance = random.Random(7)  # noqa: S311  # people are made up here, not a secret
    lines = ["id;e-mail;nom;métier;site;responsable;langue;actif"]
    for number in range(rows):
        trade, site = TRADES[(number + shift) % len(TRADES)][1], SITES[number % len(SITES)][1]
        manager = f"p{number // _TEAM}@bench.example" if number else ""
        person = uuid.UUID(int=chance.getrandbits(128), version=4)
        lines.append(f"{person};p{number}@bench.example;Prénom Nom {number};{trade};{site};{manager};fr;oui")
    return "\r\n".join(lines).encode("utf-8-sig")


async def measure(rows: int, connection: str | None) -> dict[str, float]:
    settings = StorageSettings(connection, None)
    storage = open_storage(settings, patience=FOR_A_JOB) if connection else open_memory_storage()
    await storage.start()
    try:
        backend = backend_of(storage, read_organisation(environment()), utc_now)
        data, other = file_of(rows), file_of(rows, shift=1)
        cpu = time.process_time()
        first, report = await timed(data, backend)
        cpu = time.process_time() - cpu
        assert report.added == rows
        again, report = await timed(data, backend)
        assert report.unchanged == rows
        before = resident()
        changed, report = await timed(other, backend)
        assert report.changed == rows
        return {"cpu": cpu, "first": first, "again": again, "changed": changed, "megabytes": peak() - before}
    finally:
        await storage.close()


async def timed(data: bytes, backend: Backend) -> tuple[float, ImportReport]:
    began = time.perf_counter()
    with open_staging() as staging:
        report = await apply_entries(
            PeopleFile(data).batches(), Source.FILE, backend, staging=staging, is_complete=True
        )
    return time.perf_counter() - began, report


def resident() -> float:
    """Megabytes that the process holds now, and from here on its peak is counted anew where Linux can."""
    gc.collect()
    if not _CLEAR.exists():
        return peak()
    ctypes.CDLL(None).malloc_trim(0)
    _CLEAR.write_text("5")
    return _status("VmRSS")


def peak() -> float:
    return _status("VmHWM") if _CLEAR.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _status(name: str) -> float:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    asked = json.loads(sys.stdin.readline())
    sys.stdout.write(json.dumps(asyncio.run(measure(asked["rows"], asked["connection"]))))
