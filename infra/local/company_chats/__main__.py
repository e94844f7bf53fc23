"""`python -m infra.local.company_chats`: serves the company's chats until SIGTERM."""

import asyncio
import os
import signal
import sys

from aiohttp import web

from infra.local.company_chats.app import CompanyChats
from infra.local.ports import LOOPBACK, ports_from
from infra.local.trouble import Trouble, speak_plainly
from passeur.logs.start import start_logs


async def serve(port: int) -> None:
    stop = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    runner = web.AppRunner(CompanyChats().app(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        await stop.wait()
    finally:
        await runner.cleanup()


def main() -> None:
    start_logs(os.environ, sys.stdout)
    port = ports_from(os.environ).chats
    try:
        asyncio.run(serve(port))
    except OSError as error:
        raise Trouble(f"The company's chats cannot listen on port {port}: {error.strerror}.") from error


if __name__ == "__main__":
    sys.exit(speak_plainly(main))
