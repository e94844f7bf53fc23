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
from passeur.logs.safe import Safe
from passeur.logs.start import start_logs
from passeur.setting_values import SettingsError
from passeur.storage.bundle import Storage
from passeur.storage.open import open_storage
from passeur.storage.schema import StoreRefused, check_store
from passeur.telemetry.names import BOT_ROLE
from passeur.telemetry.start import start_watching

log = logging.getLogger(__name__)

FINISH_WITHIN = 15.0


async def serve(settings: BotSettings) -> None:
    stop = asyncio.Event()
    for stopping in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stopping, stop.set)
    storage = open_storage(settings.storage, client_id=settings.identity.managed_client_id)
    try:
        await _start_storage(storage, settings.organisation.tenant_id)
        async with open_bot(settings, storage) as app:
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_WITHIN)
            await runner.setup()
            await web.TCPSite(runner, settings.host, settings.port).start()
            log.info("listening on http://%s:%d", Safe(settings.host), settings.port)
            await stop.wait()
            await runner.cleanup()
    finally:
        await storage.close()


async def _start_storage(storage: Storage, tenant_id: str) -> None:
    """Make the tables that are missing. A bot that starts before its storage answers people with a plain sentence.

    StoreRefused for data that this version must not serve.
    """
    try:
        await storage.start()
        await check_store(tenant_id, storage.tables)
    except StorageUnavailable:
        log.exception("storage does not answer yet; the bot starts all the same")


def main() -> int:
    start_logs(os.environ)
    try:
        settings = read_bot_settings(os.environ)
        watch = start_watching(os.environ, BOT_ROLE, settings.identity.managed_client_id)
    except SettingsError as error:
        sys.stderr.write(f"The bot does not start. {error}\n")
        return 2
    try:
        asyncio.run(serve(settings))
    except StoreRefused as refused:
        sys.stderr.write(f"The bot does not start. {refused}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"The bot cannot listen on {settings.host}:{settings.port}: {error.strerror}.\n")
        return 1
    finally:
        watch.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
