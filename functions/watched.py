"""Around every function: how long it took and how it ended."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager

from passeur.telemetry.names import FUNCTIONS_ROLE, Attribute, Metric, Outcome, Span
from passeur.telemetry.start import start_watching
from passeur.telemetry.watch import timed, watching

_begun = [False]


@contextmanager
def watched_job(name: str) -> Iterator[None]:
    """One call of a function. The first one of a process begins to watch, if a setting asks for it."""
    _begin()
    with timed(Span.JOB, Metric.JOB_DURATION, {Attribute.JOB: name}):
        yield


@contextmanager
def counted(metric: Metric) -> Iterator[None]:
    """Work of the night whose outcome somebody waits for: that it never ended says as much as that it failed."""
    try:
        yield
    except BaseException:
        watching().add(metric, {Attribute.OUTCOME: Outcome.FAILED.value})
        raise
    watching().add(metric, {Attribute.OUTCOME: Outcome.OK.value})


def _begin() -> None:
    if _begun[0] or watching().is_on:  # whoever made this process may watch already
        return
    is_managed = os.environ.get("PASSEUR_APP_TYPE", "").strip() == "UserAssignedMSI"
    watch = start_watching(os.environ, FUNCTIONS_ROLE, os.environ.get("PASSEUR_APP_ID") if is_managed else None)
    _begun[0] = True
    if watch.is_on:
        atexit.register(watch.flush)
