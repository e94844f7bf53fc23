"""A small FunctionApp on the real local host, over the session's Azurite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import azure.functions as func
from azure.core.exceptions import ResourceExistsError
from azure.storage.queue.aio import QueueClient

from infra.local.functions_host.access import Keys
from infra.local.functions_host.clock import Clock, SystemClock
from infra.local.functions_host.host import FunctionsHost
from infra.local.functions_host.host_settings import HostSettings, QueueSettings
from infra.local.functions_host.index import index_functions
from infra.local.functions_host.timer_statuses import TimerStatuses

KEYS = Keys(default="a-default-key", master="a-master-key")
MASTER = {"x-functions-key": KEYS.master}
QUEUES = QueueSettings(
    batch_size=8, max_dequeue_count=3, visibility_timeout=timedelta(seconds=1), message_encoding="none"
)


@dataclass(frozen=True, slots=True)
class Hosted:
    url: str
    host: FunctionsHost


@asynccontextmanager
async def hosted(
    app: func.FunctionApp,
    connection_string: str,
    *,
    queues: QueueSettings = QUEUES,
    clock: Clock | None = None,
    statuses: Path | None = None,
) -> AsyncIterator[Hosted]:
    host = FunctionsHost(
        functions=index_functions(app, {}),
        settings=HostSettings(queues=queues),
        keys=KEYS,
        connection_string=connection_string,
        statuses=TimerStatuses(statuses),
        clock=clock or SystemClock(),
        poll=timedelta(milliseconds=50),
    )
    port = await host.start(0)
    try:
        yield Hosted(f"http://127.0.0.1:{port}", host)
    finally:
        await host.stop()


@asynccontextmanager
async def queue_of_its_own(connection_string: str) -> AsyncIterator[QueueClient]:
    name = f"q{uuid4().hex}"
    async with await made(connection_string, name) as queue:
        yield queue


async def made(connection_string: str, name: str) -> QueueClient:
    queue = QueueClient.from_connection_string(connection_string, name)
    with suppress(ResourceExistsError):
        await queue.create_queue()
    return queue
