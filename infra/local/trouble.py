"""What stops a local command: one plain sentence that says what to do, and never a traceback."""

import sys
from collections.abc import Callable


class Trouble(Exception):
    """Something that the reader can put right; the text says how."""


def speak_plainly(command: Callable[[], None]) -> int:
    """Run a command for a person at a terminal; the exit code is 0, 1 for trouble, 130 after Ctrl-C."""
    try:
        command()
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    return 0
