"""Looks at everything at once; a look that fails or hangs is told, and keeps no other from being told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from passeur.diagnosis.findings import Check, Diagnosis, Finding, untried
from passeur.ports import Clock

# Longer than a service that is merely slow, shorter than somebody waits for a card.
LOOK_WITHIN = 8.0

# One look at one thing. It tells what it expects to go wrong as findings; whatever else it raises is nobody's answer.
Look = Callable[[], Awaitable[Sequence[Finding]]]

log = logging.getLogger(__name__)


async def diagnose(looks: Mapping[Check, Look], *, clock: Clock, within: float = LOOK_WITHIN) -> Diagnosis:
    """Every finding, in the order of the checks; `within` is in seconds, for each look."""
    told = await asyncio.gather(*(_look(check, look, within) for check, look in looks.items()))
    order = {check: place for place, check in enumerate(Check)}
    findings = sorted((each for some in told for each in some), key=lambda each: order[each.check])
    return Diagnosis(clock(), findings)


async def _look(check: Check, look: Look, within: float) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(within):
            return await look()
    except Exception:  # a doctor who falls ill tells what the others found
        log.warning("the look at %s was not finished", check, exc_info=True)
        return [untried(check)]
