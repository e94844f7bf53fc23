from typing import Any

import pytest

from functions.graph_people import GraphPerson, GraphReader
from passeur.directory.entries import DirectoryEntry
from tests.functions.conftest import ORGANISATION

READER = GraphReader(ORGANISATION)
ID = "11111111-0000-4000-8000-00000000000a"
BOSS = "11111111-0000-4000-8000-00000000000b"
OLD_BOSS = "11111111-0000-4000-8000-00000000000c"
HERE = {"id": ID, "displayName": "Anne Martin", "accountEnabled": True, "userType": "Member"}


def _read(*pieces: dict[str, Any]) -> GraphPerson:
    person = None
    for piece in pieces:
        person = READER.read(piece, person)
    assert person is not None
    return person


def _entry(**properties: Any) -> DirectoryEntry:
    return _read({**HERE, **properties}).entry()


@pytest.mark.parametrize(
    ("department", "title", "trade"),
    [
        ("Finance", None, "finance"),
        ("FINANCE ", "Directrice", "finance"),
        ("human  resources", None, "rh"),
        ("Systemes d'information", "Finance", "si"),
        ("si", None, "si"),
        ("Direction générale", "Ressources Humaines", "rh"),
        ("Direction générale", "Assistante", None),
        ("Finances publiques", None, None),
        ("", "", None),
        (None, None, None),
        (7, ["Finance"], None),
    ],
)
def test_a_department_else_a_title_is_a_trade_when_the_organisation_lists_it(
    department: object, title: object, trade: str | None
) -> None:
    assert _entry(department=department, jobTitle=title).trade == trade


@pytest.mark.parametrize(
    ("office", "site"),
    [("lyon part dieu", "lyon"), ("Lyon", "lyon"), ("NANTES", "nantes"), ("Nantes 2e étage", None), (None, None)],
)
def test_an_office_is_a_site_when_the_organisation_lists_it(office: str | None, site: str | None) -> None:
    assert _entry(officeLocation=office).site == site


@pytest.mark.parametrize(
    ("tag", "locale"), [("fr-FR", "fr"), ("fr", "fr"), ("en-GB", "en"), ("de-DE", None), ("", None), (None, None)]
)
def test_a_preferred_language_counts_when_passeur_speaks_it(tag: str | None, locale: str | None) -> None:
    assert _entry(preferredLanguage=tag).locale == locale


@pytest.mark.parametrize(
    ("properties", "is_there"),
    [
        ({"accountEnabled": True, "userType": "Member"}, True),
        ({"accountEnabled": True, "userType": None}, True),
        ({"accountEnabled": False, "userType": "Member"}, False),
        ({"accountEnabled": True, "userType": "Guest"}, False),
        ({"accountEnabled": True, "userType": "guest"}, False),
    ],
)
def test_disabled_accounts_and_guests_are_nobody_who_works_here(properties: dict[str, Any], *, is_there: bool) -> None:
    entry = _entry(**properties)
    assert entry.active == is_there
    assert (entry.name == "") == (not is_there)


@pytest.mark.parametrize(
    ("manager", "named"),
    [
        ({}, None),
        ({"manager@delta": [{"id": BOSS}]}, BOSS),
        ({"manager@delta": [{"id": OLD_BOSS, "@removed": {"reason": "deleted"}}, {"id": BOSS}]}, BOSS),
        ({"manager@delta": [{"id": BOSS}, {"id": OLD_BOSS, "@removed": {"reason": "deleted"}}]}, BOSS),
        ({"manager@delta": [{"id": OLD_BOSS, "@removed": {"reason": "deleted"}}]}, ""),
        ({"manager@delta": []}, ""),
        ({"manager": {"id": BOSS.upper()}}, BOSS),
        ({"manager": None}, ""),
    ],
)
def test_a_manager_is_named_taken_away_or_not_told(manager: dict[str, Any], named: str | None) -> None:
    assert _entry(**manager).manager == named


def test_pieces_of_one_person_add_up_in_any_order() -> None:
    pieces: list[dict[str, Any]] = [
        HERE,
        {"id": ID, "manager@delta": [{"id": BOSS}]},
        {"id": ID, "department": "Finance"},
    ]
    entry = _read(*pieces).entry()
    assert entry == DirectoryEntry(ID, None, "Anne Martin", "finance", manager=BOSS)
    assert _read(*reversed(pieces)).entry() == entry


def test_a_change_alone_does_not_say_whether_somebody_works_here() -> None:
    assert not _read({"id": ID, "manager@delta": [{"id": BOSS}]}).is_whole
    assert _read({"id": ID, "manager@delta": [{"id": BOSS}]}, HERE).is_whole
    assert _read({"id": ID, "@removed": {"reason": "changed"}}).is_whole


def test_the_last_word_about_somebody_removed_or_restored_counts() -> None:
    removed = {"id": ID, "@removed": {"reason": "changed"}}
    assert not _read(HERE, removed).entry().active
    assert _read(HERE, removed, HERE).entry().active


@pytest.mark.parametrize("odd", [{}, {"id": None}, {"id": "anne"}, {"id": 5}, {"id": "../x"}])
def test_what_is_no_user_is_passed_over(odd: dict[str, Any]) -> None:
    assert READER.read(odd) is None
