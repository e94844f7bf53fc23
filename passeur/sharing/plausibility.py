"""Whether a claimed gain can be believed. It is never corrected: its author is asked."""

from decimal import Decimal

from passeur.sharing.shares import GainPer, TimeGain

# More than half of a 35-hour week, or more than four weeks at once, is rare enough to be worth a question.
MOST_MINUTES_A_WEEK = Decimal(35 * 60) / 2
MOST_MINUTES_ONCE = Decimal(20 * 7 * 60)


def is_plausible(gain: TimeGain) -> bool:
    """Say whether a gain may be stored without asking its author to confirm it."""
    if gain.per is GainPer.ONCE:
        return gain.minutes() <= MOST_MINUTES_ONCE
    weekly = gain.minutes_a_week()
    return weekly is not None and weekly <= MOST_MINUTES_A_WEEK
