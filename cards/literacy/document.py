"""The literacy record as JSON, to be signed: what a reader outside needs, and nothing about one person."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cards.literacy import words
from cards.translations import texts
from passeur.literacy.article_4 import (
    AI_ACT,
    AMENDED_BY,
    AMENDMENT_IN_FORCE_SINCE,
    APPLIES_SINCE,
    READ_ON,
)
from passeur.literacy.known_measures import KnownMeasure
from passeur.literacy.measures import Measure
from passeur.literacy.read_record import LiteracyRecord
from passeur.organisation import Organisation

FORMAT = "passeur-literacy-record/1"


def record_document(
    record: LiteracyRecord, organisation: Organisation, locale: str, *, issuer: str, issuer_name: str, now: datetime
) -> dict[str, Any]:
    """The claims of a JWS: who says it (`iss`), when (`iat`), and the record with the law as it was read."""
    told, zone = texts(locale), organisation.sending.zone
    return {
        "iss": issuer,
        "iat": int(now.timestamp()),
        "format": FORMAT,
        "language": locale,
        "organisation": issuer_name,
        "what_this_is": words.what_this_is(told),
        "article_4": {
            "regulation": f"(EU) {AI_ACT}",
            "amended_by": f"(EU) {AMENDED_BY}",
            "applies_since": APPLIES_SINCE.isoformat(),
            "amendment_in_force_since": AMENDMENT_IN_FORCE_SINCE.isoformat(),
            "read_on": READ_ON.isoformat(),
            "in_our_words": words.what_the_law_says(told, zone),
        },
        "participants_are": "at least, down to a multiple of five; null below five or when nobody counted",
        "measures": [
            *(_known(each, locale) for each in record.known),
            *(_recorded(each) for each in (*record.recorded, *record.withdrawn)),
        ],
    }


def _known(measure: KnownMeasure, locale: str) -> dict[str, Any]:
    told = texts(locale)
    return {
        "source": "passeur",
        "kind": measure.kind.value,
        "title": words.known_title(told, measure),
        "audience": words.known_audience(told, measure),
        "starts_on": _iso(measure.starts_on),
        "ends_on": _iso(measure.ends_on),
        "amount": measure.amount,
        "participants": measure.participants,
        "materials": [{"name": each.name, "sha256": each.sha256} for each in measure.materials],
    }


def _recorded(measure: Measure) -> dict[str, Any]:
    content = measure.content
    return {
        "source": "programme_lead",
        "id": measure.id,
        "version": measure.version,
        "title": content.title,
        "audience": content.audience,
        "about": content.about,
        "starts_on": _iso(content.starts_on),
        "ends_on": _iso(content.ends_on),
        "participants": content.participants,
        "materials": list(_materials(measure)),
        "recorded_at": _time(measure.recorded_at),
        "corrected_at": _time(measure.corrected_at),
        "withdrawn_at": _time(measure.withdrawn_at),
    }


def _materials(measure: Measure) -> Iterator[dict[str, str]]:
    content = measure.content
    if content.link or content.sha256:
        given = {"link": content.link, "sha256": content.sha256}
        yield {name: value for name, value in given.items() if value}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
