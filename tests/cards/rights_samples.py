"""The cards of everybody's own data."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cards.privacy.erasure import ask_erasure_card, erased_card, erasing_card, report_erased_card
from cards.privacy.objection import objection_card
from cards.privacy.own_data import own_data_card
from cards.view import View
from passeur.people import Person

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PERSON = Person("tenant-1", "person-1", "Inès Benali", "compta", None, email="ines.benali@exemple.fr")
OBJECTING = replace(PERSON, objected_at=NOW)


def _reached(reader: View) -> View:
    """As the card is drawn where the functions can be reached."""
    return replace(reader, organisation=replace(reader.organisation, functions_url="https://passeur.exemple.fr"))


RIGHTS_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "own_data": lambda v: own_data_card(_reached(v), PERSON, NOW),
    "own_data_objecting": lambda v: own_data_card(_reached(v), OBJECTING, NOW),
    "own_data_nowhere": lambda v: own_data_card(v, PERSON, NOW),
    "objection": lambda v: objection_card(v, PERSON),
    "objection_made": lambda v: objection_card(v, OBJECTING),
    "erasure": lambda v: ask_erasure_card(v, leads=False, in_office=False),
    "erasure_of_a_lead": lambda v: ask_erasure_card(v, leads=True, in_office=True),
    "erasure_in_office": lambda v: ask_erasure_card(v, leads=False, in_office=True),
    "erasing": erasing_card,
    "erased": erased_card,
    "report_erased": report_erased_card,
}
