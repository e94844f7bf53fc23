"""How often timers run in a month of 30 days, from the functions that are deployed."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache

from croniter import croniter

from functions.function_app import function_app
from functions.wiring import Wiring

_START = datetime(2026, 11, 1, tzinfo=UTC)
_DAYS = 30


@cache
def timer_runs() -> int:
    return sum(_firings(schedule) for schedule in _schedules())


def _schedules() -> list[str]:
    bindings = [
        json.loads(raw) for function in function_app(Wiring({})).get_functions() for raw in function.get_raw_bindings()
    ]
    return [binding["schedule"] for binding in bindings if binding["type"] == "timerTrigger"]


def _firings(schedule: str) -> int:
    """Counted over one day, since each of our timers fires the same every day."""
    end = _START + timedelta(days=1)
    moments = croniter(schedule, _START - timedelta(seconds=1), second_at_beginning=True)
    count = 0
    while moments.get_next(datetime) < end:
        count += 1
    return count * _DAYS
