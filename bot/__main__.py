"""`python -m bot`: serves Teams until it is told to stop, and finishes the turns that are under way."""

import asyncio
import logging
import os
import signal
import sys

from aiohttp import web

from bot.settings import BotSettings, read_bot_settings
from bot.wiring import open_bot
from passeur.errors import StorageUnavailable
from passeur.setting_values import SettingsError
from passeur.storage.bundle import Storage
from passeur.storage.open import open_storage

log = logging.getLogger(__name__)

FINISH_WITHIN = 15.0


async def serve(settings: BotSettings) -> None:
    stop = asyncio.Event()
    for stopping in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stopping, stop.set)
    storage = open_storage(settings.storage, client_id=settings.identity.managed_client_id)
    try:
        await _start_storage(storage)
        async with open_bot(settings, storage) as app:
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_WITHIN)
            await runner.setup()
            await web.TCPSite(runner, settings.host, settings.port).start()
            log.info("listening on http://%s:%d", settings.host, settings.port)
            await stop.wait()
            await runner.cleanup()
    finally:
        await storage.close()


async def _start_storage(storage: Storage) -> None:
    """Make the tables that are missing. A bot that starts before its storage answers people with a plain sentence."""
    try:
        await storage.start()
    except StorageUnavailable:
        log.exception("storage does not answer yet; the bot starts all the same")


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("azure").setLevel(logging.WARNING)
    try:
        settings = read_bot_settings(os.environ)
    except SettingsError as error:
        sys.stderr.write(f"The bot does not start. {error}\n")
        return 2
    try:
        asyncio.run(serve(settings))
    except OSError as error:
        sys.stderr.write(f"The bot cannot listen on {settings.host}:{settings.port}: {error.strerror}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
