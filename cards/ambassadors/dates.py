from datetime import date, datetime, time

from cards.typography import day
from cards.view import View


def calendar_day(view: View, on: date) -> str:
    """`1er septembre 2026`: a day of the calendar, whatever the clocks say."""
    zone = view.organisation.sending.zone
    return day(datetime.combine(on, time(12), tzinfo=zone), zone, view.locale)


def day_of(view: View, moment: datetime) -> str:
    return day(moment, view.organisation.sending.zone, view.locale)
