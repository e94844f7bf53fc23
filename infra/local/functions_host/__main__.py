"""`python -m infra.local.functions_host [module:app]`: serves the functions of this repository until SIGTERM."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from infra.local.functions_host.access import Keys
from infra.local.functions_host.host import FunctionsHost
from infra.local.functions_host.host_settings import read_host_settings
from infra.local.functions_host.index import index_functions, load_app
from infra.local.functions_host.timer_statuses import TimerStatuses
from infra.local.places import ROOT
from infra.local.ports import ports_from
from infra.local.state import State
from infra.local.trouble import Trouble, speak_plainly
from passeur.logs.start import start_logs

_APP = "functions.function_app:app"


def make_host(place: str, host_json: Path) -> FunctionsHost:
    state = State.from_environment(os.environ)
    state.make()
    connection = os.environ.get("AzureWebJobsStorage") or os.environ.get("PASSEUR_STORAGE_CONNECTION")  # noqa: SIM112 - Azure's spelling
    if not connection:
        raise Trouble("The functions need a storage: give its connection string as PASSEUR_STORAGE_CONNECTION.")
    return FunctionsHost(
        functions=index_functions(load_app(place), os.environ),
        settings=read_host_settings(host_json),
        keys=Keys(default=state.key("functions-default"), master=state.key("functions-master")),
        connection_string=connection,
        statuses=TimerStatuses(state.timers),
    )


async def serve(host: FunctionsHost, port: int) -> None:
    stop = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    await host.start(port)
    try:
        await stop.wait()
    finally:
        await host.stop()


def main() -> None:
    start_logs(os.environ, sys.stdout)
    place = sys.argv[1] if len(sys.argv) > 1 else _APP
    port = ports_from(os.environ).functions
    host = make_host(place, ROOT / "functions" / "host.json")
    try:
        asyncio.run(serve(host, port))
    except OSError as error:
        raise Trouble(f"The functions cannot listen on port {port}: {error.strerror}.") from error


if __name__ == "__main__":
    sys.exit(speak_plainly(main))
