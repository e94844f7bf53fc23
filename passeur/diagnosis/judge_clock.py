"""Whether this machine's clock is right, by the clocks of those who answered it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from passeur.diagnosis.findings import Check, Finding, Lack, fine, noted, untried, wrong

# A Date header has no fractions, and an answer takes its time.
LIKELY = timedelta(seconds=30)
# Tokens of Bot Service are refused beyond their leeway of five minutes, and storage refuses requests beyond fifteen.
TOO_FAR = timedelta(minutes=5)


def judge_clock(here: datetime, heard: Sequence[datetime]) -> list[Finding]:
    """One finding; the middle one of the clocks that were heard counts, so that no single one that is wrong decides."""
    if not heard:
        return [untried(Check.CLOCK)]
    there = sorted(heard)[len(heard) // 2]
    off = abs(here - there)
    seconds = str(round(off.total_seconds()))
    if off >= TOO_FAR:
        return [wrong(Check.CLOCK, Lack.CLOCK_OFF, seconds=seconds)]
    if off > LIKELY:
        return [noted(Check.CLOCK, Lack.CLOCK_OFF, seconds=seconds)]
    return [fine(Check.CLOCK, seconds=seconds)]
