"""Timer triggers: NCRONTAB in UTC, one run at a time for each function, never retried, as in Azure."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from azure.functions.timer import TimerRequest
from croniter import croniter

from infra.local.functions_host.clock import Clock, reaches
from infra.local.functions_host.index import IndexedFunction, TimerTrigger
from infra.local.functions_host.invocation import Caller
from infra.local.functions_host.timer_statuses import TimerStatuses
from infra.local.trouble import Trouble
from passeur.logs.safe import Safe

log = logging.getLogger("functions")


def next_after(schedule: str, moment: datetime) -> datetime:
    """The first time of an NCRONTAB schedule (six fields, seconds first) after a moment."""
    due: datetime = croniter(schedule, moment, second_at_beginning=True).get_next(datetime)
    return due


def check_schedule(function: IndexedFunction, trigger: TimerTrigger) -> None:
    """Azure takes five fields for six with seconds left out; so many people err there that we refuse them."""
    fields = len(trigger.schedule.split())
    if fields != 6 or not croniter.is_valid(trigger.schedule, second_at_beginning=True):  # noqa: PLR2004 - see above
        raise Trouble(f"{function.name} has the schedule {trigger.schedule!r}: give six fields, seconds first.")


@dataclass(frozen=True, slots=True)
class Timer:
    """Fires one function when its time has come; a time missed while the host was stopped fires once, past due."""

    function: IndexedFunction
    trigger: TimerTrigger
    caller: Caller
    statuses: TimerStatuses
    clock: Clock

    async def run(self, stopping: asyncio.Event) -> None:
        """Fire until `stopping`, and finish the call under way."""
        if self._is_past_due():
            await self.fire(past_due=True)
        elif self.trigger.run_on_startup:
            await self.fire()
        while not stopping.is_set():
            due = next_after(self.trigger.schedule, self.clock.now())
            self._expect(due)
            log.info("%s is due at %s", Safe(self.function.name), due)
            if await reaches(self.clock, due, stopping):
                await self.fire()

    async def fire(self, *, past_due: bool = False) -> None:
        """Call the function once; an error is told by the caller and the timer goes on."""
        now = self.clock.now()
        status = {"Last": now.isoformat(), "Next": next_after(self.trigger.schedule, now).isoformat()}
        request = TimerRequest(past_due=past_due, schedule_status=status, schedule={"AdjustForDST": True})
        with suppress(Exception):
            await self.caller.call(self.function, request)

    def _is_past_due(self) -> bool:
        expected = self.statuses.next_due(self.function.name) if self.trigger.use_monitor else None
        return expected is not None and expected <= self.clock.now()

    def _expect(self, due: datetime) -> None:
        if self.trigger.use_monitor:
            self.statuses.expect(self.function.name, due)
