"""The API of the functions on the local host, over the world of the matrix, in a thread with a loop of its own."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from cards.downloads import FileFormat, FileGrant, Grant
from functions.function_app import function_app
from functions.wiring import Wiring
from infra.local.functions_host.access import Keys
from infra.local.functions_host.host import FunctionsHost
from infra.local.functions_host.host_settings import HostSettings
from infra.local.functions_host.index import HttpTrigger, index_functions
from infra.local.functions_host.timer_statuses import TimerStatuses
from infra.openapi import FILE
from tests.functions.badge_files import KEYS as BADGE_KEYS
from tests.functions.badge_files import pem
from tests.fuzz.conformance import Description
from tests.scenarios.house import ENVIRONMENT
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_world import LEAD, NOW, OWNER

KEYS = Keys(default="a-default-key", master="a-master-key")
# Never spoken to: what has a queue or a timer is not hosted.
_NOWHERE = (
    "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:9/a;"
    "TableEndpoint=http://127.0.0.1:9/a;BlobEndpoint=http://127.0.0.1:9/a;"
)
ABOUTS = ("kpis|2026-10", "coverage", f"workshop|{'CDEFGHJK'}", "literacy|csv", "literacy|json", "privacy|notice")


def description() -> Description:
    return Description(json.loads(FILE.read_text(encoding="utf-8")))


def grants(wiring: Wiring) -> list[str]:
    """Leave to download, as cards give it: some of it opens something."""
    downloads = wiring.signer().downloads
    files = [downloads.sign_file(FileGrant(who, about, "fr"), NOW) for who in (LEAD, OWNER) for about in ABOUTS]
    briefs = [downloads.sign(Grant(LEAD, "2026-10", each, "fr"), NOW) for each in FileFormat]
    return [*files, *briefs]


@asynccontextmanager
async def open_api(world: World) -> AsyncIterator[tuple[str, Wiring]]:
    """Where the API listens, on a copy of the world."""
    environment = {
        **ENVIRONMENT,
        "PASSEUR_FUNCTIONS_URL": "http://127.0.0.1:7071",
        "PASSEUR_BADGE_KEY": pem(BADGE_KEYS["EdDSA"]()),
    }
    wiring = Wiring(environment, storage=world.copy().storage, clock=lambda: NOW)
    every = index_functions(function_app(wiring), {})
    host = FunctionsHost(
        functions=[each for each in every if isinstance(each.trigger, HttpTrigger)],
        settings=HostSettings(),
        keys=KEYS,
        connection_string=_NOWHERE,
        statuses=TimerStatuses(None),
    )
    port = await host.start(0)
    try:
        yield f"http://127.0.0.1:{port}", wiring
    finally:
        await host.stop()


@contextmanager
def api_in_a_thread(world: World) -> Iterator[tuple[str, Wiring]]:
    """The same, for clients that wait for their answers."""
    opened: list[tuple[str, Wiring]] = []
    started, stopping, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        async with open_api(world) as api:
            opened.append(api)
            started.set()
            await stopping.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    try:
        if not started.wait(60):
            raise TimeoutError("the functions host did not start")
        yield opened[0]
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(30)
        loop.close()
