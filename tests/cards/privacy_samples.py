"""The cards of the privacy notice, of the documents and of the proofs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cards.privacy.accesses_card import accesses_card
from cards.privacy.notice_card import notice_card
from cards.privacy.papers_card import papers_card
from cards.privacy.proofs_card import proofs_card
from cards.view import View
from passeur.privacy.accesses import BY_KEY, Access, Door
from passeur.privacy.retention_ports import Proof

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PROOFS = (
    Proof(date(2026, 11, 22), NOW, NOW, {"kept.share": 3, "runs.run.watchers": 1}, frozenset({"shares.try"})),
    Proof(date(2026, 11, 21), NOW - timedelta(days=1), NOW, {}, frozenset()),
    Proof(date(2026, 11, 20), NOW - timedelta(days=2), None, {"messages.message": 1200}, frozenset()),
)
ACCESSES = (
    Access("tenant", NOW, "person-1", Door.CANDIDATES),
    Access("tenant", NOW - timedelta(hours=1), "person-2", Door.BRIEF, "2026-10.csv"),
    Access("tenant", NOW - timedelta(hours=2), BY_KEY, Door.API, "get_retention"),
)
NAMES = {"person-1": "Claire Fontaine"}


def known(view: View) -> View:
    """As where everything is set."""
    organisation = replace(
        view.organisation,
        functions_url="https://passeur.example.net",
        controller="Société de démonstration, Lyon",
        dpo_contact="dpo@exemple.fr",
    )
    return replace(view, organisation=organisation)


PRIVACY_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "privacy_notice": lambda v: notice_card(known(v), "person-1", NOW, may_read_papers=False),
    "privacy_notice_reader": lambda v: notice_card(known(v), "person-1", NOW, may_read_papers=True),
    "privacy_notice_nothing_set": lambda v: notice_card(v, "person-1", NOW, may_read_papers=False),
    "privacy_papers": lambda v: papers_card(known(v), "person-1", NOW, is_dpo=False),
    "privacy_papers_dpo": lambda v: papers_card(known(v), "person-1", NOW, is_dpo=True),
    "privacy_papers_nothing_set": lambda v: papers_card(v, "person-1", NOW, is_dpo=True),
    "privacy_proofs": lambda v: proofs_card(v, PROOFS),
    "privacy_proofs_none": lambda v: proofs_card(v, ()),
    "privacy_accesses": lambda v: accesses_card(v, ACCESSES, NAMES),
    "privacy_accesses_none": lambda v: accesses_card(v, (), {}),
}
