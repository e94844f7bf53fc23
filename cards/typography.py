"""How a language is set: the spaces that must not break, and numbers, gains and dates as its readers write them."""

import re
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_decimal
from babel.units import format_unit

from passeur.sharing.shares import GainUnit

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
# Dates in English are those of Europe, where the readers are.
_REGIONS = {"en": "en_GB"}
# Below it, every language of ours writes a whole number in the same way.
_FIRST_GROUPED = 1000
_UNITS = {
    GainUnit.MINUTES: "duration-minute",
    GainUnit.HOURS: "duration-hour",
    GainUnit.DAYS: "duration-day",
}


def typeset(sentence: str, locale: str) -> str:
    """A sentence of ours with the no-break spaces of its language. Written with plain spaces, or with none."""
    if locale != "fr":
        return sentence
    set_in_french = re.sub(r"\s*([?!;]+)(?=\s|$|»)", rf"{NARROW_NO_BREAK}\1", sentence)
    set_in_french = re.sub(r"\s*:(?=\s|$)", f"{NO_BREAK}:", set_in_french)
    set_in_french = re.sub(r"«\s*", f"«{NO_BREAK}", set_in_french)
    set_in_french = re.sub(r"\s*»", f"{NO_BREAK}»", set_in_french)
    return re.sub(r"(\d|\{count\}|\{number\}) (?=\w|%)", rf"\1{NO_BREAK}", set_in_french)


def number(value: Decimal | int, locale: str) -> str:
    if isinstance(value, int) and 0 <= value < _FIRST_GROUPED:
        return str(value)
    return format_decimal(value, locale=_region(locale))


def duration(value: Decimal, unit: GainUnit, locale: str) -> str:
    """A number with its unit, which stay on one line: `1,5 jour`, `2 hours`."""
    return format_unit(value, _UNITS[unit], length="long", locale=_region(locale)).replace(" ", NO_BREAK)


def day(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """The day of an aware moment on the clocks of `zone`: `17 novembre 2026`."""
    return _set_date(format_date(moment.astimezone(zone).date(), "long", locale=_region(locale)), locale)


def day_and_hour(moment: datetime, zone: ZoneInfo, locale: str) -> tuple[str, str]:
    """The day with its weekday, and the hour: `lundi 17 novembre`, `09:00`."""
    weekday = babel_datetime(moment, "EEEE d MMMM", tzinfo=zone, locale=_region(locale))
    return _set_date(weekday, locale), format_time(moment, "HH:mm", tzinfo=zone, locale=_region(locale))


def _set_date(date: str, locale: str) -> str:
    """The number stays with its month, and French has a first but no other ordinals."""
    first = re.sub(r"\b1 (?=\D)", "1er ", date) if locale == "fr" else date
    return re.sub(r"(\d(?:er)?) ", rf"\1{NO_BREAK}", first)


def _region(locale: str) -> str:
    return _REGIONS.get(locale, locale)
