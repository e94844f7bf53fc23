"""`python -m infra.local.stack`: everything on one machine until Ctrl-C.

With `demo` it loads the company into a running stack; with `func` it prepares the functions for `func start`; with
`settings` it prints the stack's settings for a shell.
"""

import os
import signal
import sys
import time
from types import FrameType

from infra.local.demo.people_file import write_people_file
from infra.local.ports import ports_from
from infra.local.stack.demo_company import load_demo_company
from infra.local.stack.filling import fill_storage
from infra.local.stack.func_settings import prepare_for_func
from infra.local.stack.programs import Stack
from infra.local.stack.settings_for_shell import settings_for_shell
from infra.local.stack.welcome import welcome
from infra.local.trouble import Trouble, speak_plainly

_LOOK_AGAIN = 0.5


def run() -> None:
    """Start, fill the storage, say where to look, watch, stop."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    stack = Stack.from_environment(os.environ)
    print("Starting Passeur", flush=True)
    try:
        stack.start(fill=fill_storage)
        write_people_file(stack.state)
        print(welcome(stack), flush=True)
        while True:
            stack.check_alive()
            time.sleep(_LOOK_AGAIN)
    except KeyboardInterrupt:
        print("\nStopping Passeur …", flush=True)
    finally:
        # A second Ctrl-C must not leave programs behind: every wait below has its limit.
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.SIG_IGN)
        stack.stop()
    print("Stopped.", flush=True)


def demo() -> None:
    """Load the company into a stack that runs in another terminal."""
    stack = Stack.from_environment(os.environ)
    if not stack.storage_answers():
        raise Trouble(f"No storage answers on port {ports_from(os.environ).table}: start it with `make run`.")
    load_demo_company(stack)


def func() -> None:
    prepare_for_func(Stack.from_environment(os.environ))


def settings() -> None:
    for line in settings_for_shell(Stack.from_environment(os.environ)):
        print(line)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    commands = {"run": run, "demo": demo, "func": func, "settings": settings}
    sys.exit(speak_plainly(commands[sys.argv[1] if len(sys.argv) > 1 else "run"]))
