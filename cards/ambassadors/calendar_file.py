"""A workshop as a calendar file (RFC 5545), for any calendar."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cards.text import plain
from passeur.ambassadors.workshops import Workshop
from passeur.organisation import Organisation

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//Passeur//Workshops//FR"


def calendar_file(workshop: Workshop, organisation: Organisation, now: datetime) -> bytes:
    """One event, which takes the place of an older version of itself when it is imported again."""
    # A tenth of a second of imports that no other function needs.
    from icalendar import Calendar, Event  # noqa: PLC0415  # see above

    calendar, event = Calendar(), Event()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"{workshop.id}@passeur")
    event.add("sequence", workshop.version - 1)
    event.add("dtstamp", now)
    event.add("summary", plain(workshop.title).replace("\n", " "))
    if workshop.place:
        event.add("location", plain(workshop.place).replace("\n", " "))
    _add_hours(event, workshop, organisation)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _add_hours(event: "Event", workshop: Workshop, organisation: Organisation) -> None:
    if workshop.begins is None:
        event.add("dtstart", workshop.on)
        event.add("dtend", workshop.on + timedelta(days=1))
        return
    begins = datetime.combine(workshop.on, workshop.begins, tzinfo=organisation.sending.zone)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=workshop.minutes))
