"""The bot as it is deployed, authentication on, as a process to measure: storage in memory, or in the emulator."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.allowances import Allowances
from bot.service_urls import ServiceUrls
from bot.settings import read_bot_settings
from bot.wiring import Outside, open_bot
from passeur.settings import StorageSettings
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from tests.benchmarks.program import COUNTED, Config, serve
from tests.storage.counting import CountingTransport


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[web.Application]:
    # The emulator may be slower than a person would wait: it is measured, not given up.
    transport = CountingTransport(FOR_A_JOB)
    connection = config["storage"]
    storage = (
        open_storage(StorageSettings(connection, None), transport=transport, patience=FOR_A_JOB)
        if connection
        else open_memory_storage()
    )
    await storage.start()
    outside = Outside(config["metadata_url"], config["authority"], ServiceUrls(dangerously_allow_loopback=True))

    async def requests_to_storage() -> int:
        return len(transport.sent)

    boundless = Allowances(burst=math.inf)
    settings = read_bot_settings(config["environment"])
    async with open_bot(settings, storage, outside=outside, allowances=boundless) as app:
        app[COUNTED] = requests_to_storage
        yield app
    await storage.close()


if __name__ == "__main__":
    serve(opened)
