"""Around every function: an id for what it logs, and in Azure an error that quotes nobody, as the host tells it all."""

import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import azure.functions as func

from functions.watched import watched_job
from passeur.logs.correlation import correlated, new_id
from passeur.logs.safe import Safe

log = logging.getLogger(__name__)


class FunctionFailed(Exception):
    """A function failed; the message is the id under which the log says why. The host tries again what it would."""


class GuardedFunctions(func.FunctionApp):
    """A FunctionApp whose functions are guarded when the host asks for them."""

    def __init__(self, *, hosted: bool) -> None:
        super().__init__()
        self._hosted = hosted

    def get_functions(self) -> list[Any]:
        functions = list(super().get_functions())
        for each in functions:
            each._func = guarded(each.get_user_function(), str(each.get_function_name()), hosted=self._hosted)  # noqa: SLF001  # the library gives it, and takes none
        return functions


def guarded(call: Callable[..., Awaitable[Any]], name: str, *, hosted: bool) -> Callable[..., Awaitable[Any]]:
    """The same function, in whose name is logged what it does."""

    @functools.wraps(call)
    async def within(*given: Any, **named: Any) -> Any:
        call_id = new_id()
        with correlated(call=call_id, queue_message=_message_in(*given, *named.values())):
            try:
                with watched_job(name):
                    return await call(*given, **named)
            except Exception:
                if not hosted:
                    raise
                log.exception("%s failed", Safe(name))
        # Out of the handler, so that what went wrong is not carried along as its context.
        raise FunctionFailed(call_id)

    return within


def _message_in(*given: object) -> Safe | None:
    """What the queue calls its message, through all the attempts at it: an id made of chance."""
    return next((Safe(each.id) for each in given if isinstance(each, func.QueueMessage) and each.id), None)
