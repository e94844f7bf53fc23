"""The literacy record as a table: a line for each measure, the withdrawn ones last."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cards.briefs.sheet import sheet_of
from cards.literacy import words
from cards.text import line
from cards.translations import Texts, texts
from passeur.literacy.known_measures import KnownMeasure
from passeur.literacy.measures import Measure
from passeur.literacy.read_record import LiteracyRecord
from passeur.organisation import Organisation
from passeur.periods import day_of

Row = tuple[str, ...]


def record_sheet(record: LiteracyRecord, organisation: Organisation, locale: str, now: datetime) -> bytes:
    """UTF-8 with its mark, semicolons, no formula; what it is and what the law says stand below the measures."""
    told = texts(locale)
    zone = organisation.sending.zone
    heads = (
        told.gettext("Source"),
        told.gettext("Measure"),
        told.gettext("For whom"),
        told.gettext("About"),
        told.gettext("First day"),
        told.gettext("Last day"),
        told.gettext("Participants, at least"),
        told.gettext("Link"),
        told.gettext("SHA-256 of the material"),
        told.gettext("Recorded on"),
        told.gettext("Corrected on"),
        told.gettext("Withdrawn on"),
    )
    made = told.gettext("Made on {day}.", day=words.calendar_day(day_of(now, zone), zone, locale))
    remarks = [(each,) for each in (made, words.what_this_is(told), words.what_the_law_says(told, zone))]
    known = [row for measure in record.known for row in _known(told, measure)]
    recorded = [_recorded(told, each, zone) for each in (*record.recorded, *record.withdrawn)]
    return sheet_of([heads, *known, *recorded, (), *remarks])


def _known(told: Texts, measure: KnownMeasure) -> Iterator[Row]:
    """The measure, then a line for each of its texts."""
    source, title = "Passeur", words.known_title(told, measure)
    participants = "" if measure.participants is None else str(measure.participants)
    dates = _iso(measure.starts_on), _iso(measure.ends_on)
    audience, figures = words.known_audience(told, measure), ", ".join(words.known_figures(told, measure))
    yield (source, title, audience, figures, *dates, participants, "", "", "", "", "")
    for each in measure.materials:
        yield (source, title, audience, line(each.name), *dates, "", "", each.sha256, "", "", "")


def _recorded(told: Texts, measure: Measure, zone: ZoneInfo) -> Row:
    content = measure.content
    return (
        told.gettext("Programme lead"),
        line(content.title),
        line(content.audience),
        line(content.about),
        _iso(content.starts_on),
        _iso(content.ends_on),
        "" if content.participants is None else str(content.participants),
        content.link,
        content.sha256,
        *(_iso(_day(each, zone)) for each in (measure.recorded_at, measure.corrected_at, measure.withdrawn_at)),
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else day_of(moment, zone)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
