"""How long something is kept, as it is said."""

from datetime import timedelta

from cards.translations import Texts

_YEAR = 365
_WEEK = 7


def period_words(told: Texts, period: timedelta) -> str:
    """In years or weeks where the number of days is whole in them, `3 years`, else in days."""
    days = period.days
    if days % _YEAR == 0:
        return told.ngettext("{count} year", "{count} years", days // _YEAR)
    if days % _WEEK == 0:
        return told.ngettext("{count} week", "{count} weeks", days // _WEEK)
    return told.ngettext("{count} day", "{count} days", days)
