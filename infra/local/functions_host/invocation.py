"""One call of a function: on the loop when it is async, in a thread when it is not, and never longer than allowed."""

import asyncio
import inspect
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from infra.local.functions_host.index import IndexedFunction
from passeur.logs.safe import Safe

log = logging.getLogger("functions")


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls functions. An error is told with the function's name and given back to the caller."""

    timeout: timedelta

    async def call(self, function: IndexedFunction, argument: object) -> Any:
        name = Safe(function.name)
        log.info("%s starts", name)
        try:
            async with asyncio.timeout(self.timeout.total_seconds()):
                answer = await self._answer(function, argument)
        except Exception:
            log.exception("%s failed", name)
            raise
        log.info("%s is done", name)
        return answer

    async def _answer(self, function: IndexedFunction, argument: object) -> Any:
        given = {function.argument: argument}
        if inspect.iscoroutinefunction(function.call):
            return await function.call(**given)
        return await asyncio.to_thread(function.call, **given)
