"""Loads the demonstration company into the stack's storage, once."""

import subprocess
import sys

from infra.local.places import ROOT
from infra.local.stack.programs import Stack
from infra.local.trouble import Trouble

_ENDS_WITHIN = 10.0


def load_demo_company(stack: Stack) -> None:
    """Run the loader and show its progress; it leaves a storage that already holds something as it is."""
    command = [sys.executable, "-m", "infra.local.demo"]
    # A session of its own: Ctrl-C is ours to pass on, so that the loader ends once and says nothing twice.
    loader = subprocess.Popen(command, cwd=ROOT, env=stack.product_environment(), start_new_session=True)
    try:
        code = loader.wait()
    except BaseException:
        loader.terminate()
        try:
            loader.wait(timeout=_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            loader.kill()
            loader.wait()
        raise
    if code != 0:
        raise Trouble(
            "The demonstration company could not be loaded; the reason is above. "
            f"To begin again with an empty storage, remove the folder {stack.state.storage}."
        )
