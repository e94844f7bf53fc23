"""The settings that a privacy document tells, as they are at this moment."""

from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date

from cards.translations import Texts
from cards.typography import number
from passeur.delivery.sending_hours import SendingHours
from passeur.organisation import Organisation
from passeur.periods import Every
from passeur.privacy.groups import SMALLEST_GROUP

# A Monday of no importance: only the names of its days are told.
_MONDAY = date(2026, 11, 16)


def running_settings(organisation: Organisation, told: Texts) -> Sequence[tuple[str, str]]:
    """What is set, each with its value, in the order in which people ask."""
    is_french = organisation.locale == "fr"
    link = told.gettext("open, for one person and one hour") if organisation.functions_url else told.gettext("closed")
    return [
        (
            told.gettext("Smallest group that a figure may be about"),
            told.ngettext("{count} person", "{count} people", SMALLEST_GROUP),
        ),
        (told.gettext("When people may be written to unasked"), _hours(organisation.sending, told)),
        (told.gettext("Public holidays that are kept"), organisation.sending.calendar or told.gettext("none")),
        (told.gettext("Digest for managers"), _every(organisation.digest.every, told)),
        (told.gettext("Time zone"), organisation.recap.zone.key),
        (
            told.gettext("Language where several people read"),
            told.gettext("French") if is_french else told.gettext("English"),
        ),
        (told.gettext("People for one ambassador"), number(organisation.proportions.people_each, told.locale)),
        (told.gettext("Downloads from the chat"), link),
    ]


def _hours(sending: SendingHours, told: Texts) -> str:
    names = [
        format_date(_MONDAY + timedelta(days=weekday - 1), "EEEE", locale=told.locale)
        for weekday in sorted(sending.weekdays)
    ]
    first, end = f"{sending.first_hour:02d}:00", f"{sending.end_hour:02d}:00"
    return told.gettext("{days}, from {first} to {end}", days=", ".join(names), first=first, end=end)


def _every(every: Every, told: Texts) -> str:
    if every is Every.NEVER:
        return told.gettext("never")
    return told.gettext("every week") if every is Every.WEEK else told.gettext("every month")
