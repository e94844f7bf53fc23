"""An error as logs tell it: what kind it is and where it came from, never what it says, which may quote anybody."""

import traceback
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path, PurePath

MOST_FRAMES = 30
MOST_ERRORS = 12
_ROOT = Path(__file__).resolve().parents[2].parts


def told_error(error: BaseException) -> list[str]:
    """One line for each error of the chain, the outermost first, and one for each place that it came through."""
    return [line for each, how in _chain(error) for line in (f"{how}{_kind(each)}", *_places(each))]


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The error, those that it holds, and those that it came of; each once, however they refer to one another."""
    waiting: list[tuple[BaseException, str]] = [(error, "")]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_ERRORS:
        each, how = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each, how
        if isinstance(each, BaseExceptionGroup):
            waiting += [(held, "with ") for held in each.exceptions]
        before = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        if before is not None:
            waiting.append((before, "because of "))


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(error: BaseException) -> Iterator[str]:
    # Line by line: reading the sources of every frame is what makes the standard one slow, and nobody needs it here.
    frames = list(traceback.walk_tb(error.__traceback__))
    if len(frames) > MOST_FRAMES:
        yield f"  {len(frames) - MOST_FRAMES} more"
    told = (
        f"  {place(frame.f_code.co_filename)}:{number} {frame.f_code.co_name}"
        for frame, number in frames[-MOST_FRAMES:]
    )
    # A pipeline goes through the same line a dozen times.
    yield from (line for line, _ in groupby(told))


def place(path: str) -> str:
    """A file as a reader of the code names it, without the folders of the machine."""
    parts = PurePath(path).parts
    for root in ("site-packages", "dist-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    if parts[: len(_ROOT)] == _ROOT:
        return "/".join(parts[len(_ROOT) :])
    return "/".join(parts[-2:])
