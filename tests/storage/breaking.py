"""How storage is broken in tests: which faults, through which ports, and how soon it must be told."""

import asyncio
import re
from collections.abc import Awaitable, Iterable

import pytest
from _pytest.mark import ParameterSet

from passeur.errors import StorageUnavailable
from passeur.settings import StorageSettings
from passeur.storage.outages import Patience
from tests.fakes.cutting_proxy import Fault

# Long enough for an emulator that shares its machine with other tests to write a hundred rows: what is tried again
# under it must not fail for want of time.
SHORT = Patience(connect=0.5, read=0.9, total=2.2, retries=1)
# Far above what SHORT allows for several calls in a row, far below what the library would wait by itself.
BOUND = 15.0


def port_of(connection: str, service: str) -> int:
    match = re.search(rf"{service}Endpoint=http://127\.0\.0\.1:(\d+)/", connection)
    assert match
    return int(match[1])


def through(connection: str, tables: int, queues: int) -> StorageSettings:
    for service, port in (("Table", tables), ("Queue", queues)):
        connection = re.sub(rf"({service}Endpoint=http://127\.0\.0\.1:)\d+/", rf"\g<1>{port}/", connection)
    return StorageSettings(connection, None)


async def fails_soon(call: Awaitable[object], within: float = BOUND) -> None:
    clock = asyncio.get_running_loop().time
    start = clock()
    with pytest.raises(StorageUnavailable):
        await call
    assert clock() - start < within


# Faults that are waited for are tried on all calls at once; each of the others on each call alone.
AT_ONCE = (Fault.HANG, Fault.SILENCE)


def _alone(faults: tuple[Fault, ...], names: Iterable[str]) -> list[ParameterSet]:
    return [
        pytest.param([name], fault, id=f"{name}-{fault.name}")
        for name in names
        for fault in faults
        if fault not in AT_ONCE
    ]


def _together(faults: tuple[Fault, ...], names: Iterable[str]) -> list[ParameterSet]:
    return [pytest.param(list(names), fault, id=f"all-{fault.name}") for fault in faults if fault in AT_ONCE]


def each_way(faults: tuple[Fault, ...], names: Iterable[str]) -> list[ParameterSet]:
    return [*_alone(faults, names), *_together(faults, names)]
