"""A list a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import azure.functions as func

from functions.api.cursors import BadCursor, Cursors
from functions.api.list_parameters import USUAL

T = TypeVar("T")


def page_of(
    every: Sequence[T], key: Callable[[T], tuple[str, ...]], req: func.HttpRequest, cursors: Cursors, of_list: str
) -> tuple[Sequence[T], str | None]:
    """The page that is asked for of what is sorted by `key`, newest first; and the cursor of the next one.

    Raises BadCursor.
    """
    limit = int(req.params.get("limit") or USUAL)
    if "cursor" in req.params:
        last = tuple(cursors.read(of_list, req.params["cursor"]).split("|"))
        if every and len(last) != len(key(every[0])):
            raise BadCursor
        every = [each for each in every if key(each) < last]
    page = every[:limit]
    return page, cursors.sign(of_list, "|".join(key(page[-1]))) if len(every) > limit else None
