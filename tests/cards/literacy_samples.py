"""The literacy record of a company with one cohort, and every card drawn from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cards.literacy.files import literacy_files_card
from cards.literacy.form import MeasureForm, measure_form_card
from cards.literacy.record import record_card, recorded_sentence, withdrawal_card
from cards.refusals import STORAGE_UNAVAILABLE
from cards.view import View
from passeur.errors import Problem
from passeur.literacy.known_measures import KnownKind, KnownMeasure, Material
from passeur.literacy.measure_form import MeasureField, typed_of
from passeur.literacy.measures import Measure, MeasureContent, fingerprint_of
from passeur.literacy.read_record import LiteracyRecord
from passeur.literacy.refusals import MeasureChanged

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
FORM_ID = "0123456789abcdef0123456789abcdef"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CONTENT = MeasureContent(
    title="Ce qu’un assistant ne sait pas",
    audience="Les chefs d’équipe des usines",
    starts_on=date(2026, 9, 14),
    about="Limites des assistants d’IA, données à ne pas leur confier.",
    ends_on=date(2026, 9, 18),
    link="https://intranet.exemple.fr/ia/limites",
    sha256=fingerprint_of("Un assistant répond toujours."),
    participants=45,
)
MEASURE = Measure(TENANT, "a" * 32, CONTENT, NOW)
SHORT = Measure(TENANT, "b" * 32, MeasureContent("Conférence", "Tout le personnel", date(2026, 3, 2)), NOW)
STARTS, ENDS = date(2026, 9, 7), date(2026, 12, 31)
KNOWN = (
    KnownMeasure(KnownKind.BOOT_CAMP, "", materials=(Material("Bienvenue", "1" * 64),), participants=20),
    KnownMeasure(KnownKind.CHARTER, "2", STARTS, ENDS, (Material("La charte (fr)", "2" * 64),), participants=25),
    KnownMeasure(KnownKind.CHARTER, "1", STARTS, ENDS),
    KnownMeasure(KnownKind.WORKSHOPS, "2026-1", STARTS, ENDS, amount=14, participants=160),
    KnownMeasure(KnownKind.PROMPTS, "2026-1", STARTS, ENDS, amount=1, participants=5),
    KnownMeasure(KnownKind.SHARES, "2026-1", STARTS, ENDS, amount=31, participants=15),
)
RECORD = LiteracyRecord(KNOWN, (MEASURE, SHORT), (replace(SHORT, id="c" * 32, withdrawn_at=NOW),))
MANY = replace(RECORD, recorded=(MEASURE,) * 12, withdrawn=())
TYPED = typed_of(CONTENT)


def registered(reader: View) -> View:
    """As the card is drawn where the functions can be reached."""
    return replace(reader, organisation=replace(reader.organisation, functions_url="https://passeur.exemple.fr"))


REFUSED = MeasureForm(
    FORM_ID,
    {**TYPED, "title": "", "link": "http://x", "participants": "3", "starts": "2027-01-01"},
    {
        MeasureField.TITLE: Problem.MISSING,
        MeasureField.LINK: Problem.NOT_HTTPS,
        MeasureField.STARTS: Problem.TOO_LATE,
        MeasureField.ENDS: Problem.TOO_EARLY,
        MeasureField.ABOUT: Problem.TOO_LONG,
        MeasureField.PARTICIPANTS: Problem.NOT_A_NUMBER,
    },
)
LITERACY_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "literacy": lambda v: record_card(v, RECORD, may_write=True),
    "literacy_done": lambda v: record_card(v, RECORD, may_write=True, done=recorded_sentence(v)),
    "literacy_reader": lambda v: record_card(v, RECORD, may_write=False),
    "literacy_nothing_recorded": lambda v: record_card(v, LiteracyRecord(KNOWN[:1], (), ()), may_write=True),
    "literacy_older": lambda v: record_card(v, MANY, may_write=True, page=1),
    "literacy_files": lambda v: literacy_files_card(registered(v), "person-1", NOW),
    "literacy_files_nowhere": lambda v: literacy_files_card(v, "person-1", NOW),
    "measure_form": lambda v: measure_form_card(v, MeasureForm(FORM_ID, {MeasureField.STARTS: "2026-11-20"})),
    "measure_form_refused": lambda v: measure_form_card(v, REFUSED),
    "measure_form_unsaved": lambda v: measure_form_card(v, MeasureForm(FORM_ID, TYPED, refusal=STORAGE_UNAVAILABLE)),
    "measure_correction": lambda v: measure_form_card(v, MeasureForm(typed=TYPED, edits=MEASURE.id, version=2)),
    "measure_correction_late": lambda v: measure_form_card(
        v, MeasureForm(typed=TYPED, edits=MEASURE.id, version=2, refusal=MeasureChanged.code)
    ),
    "measure_withdrawal": lambda v: withdrawal_card(v, MEASURE),
}
