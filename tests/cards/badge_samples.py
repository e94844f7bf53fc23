"""Badges and recognition, as each card tells them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cards.ambassadors.badges import badge_earned_card, badge_files_card, badges_card
from cards.ambassadors.naming import (
    answered_card,
    month_named_card,
    month_question_card,
    no_longer_named_card,
    recognition_answer_card,
    spotlight_card,
    spotlight_question_card,
)
from cards.ambassadors.recognition import SPOTLIGHT_REASON, Filled, recognition_card
from cards.view import View
from passeur.ambassadors.badge_rules import FactKind
from passeur.ambassadors.badges import ONCE, Badge, BadgeId, BadgeKind
from passeur.ambassadors.name_of_the_month import PERSON, REASON, Proposal
from passeur.ambassadors.recognition import Choice, Consent, MonthChoice, Spotlight
from passeur.ambassadors.shortlist import Shortlisted
from passeur.errors import Problem
from passeur.people import Person
from passeur.periods import Month, Week
from passeur.sharing.shares import Share, ShareRef
from tests.storage.samples import a_share

NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
MONTH = Month(2026, 10)
WHY = "Elle a montré à toute l’équipe comment relire un devis, et quand ne pas s’y fier."
NADIA = Person("tenant", "person-9", "Nadia Haddad", trade="finance")
PAUL = Person("tenant", "person-8", "Paul-Émile de La Tour", trade="rh")


def badge(kind: BadgeKind, on: date = date(2026, 10, 5), **changes: Any) -> Badge:
    about = "2026-1" if kind.is_for_each_cohort else ONCE
    made = Badge(
        tenant_id="tenant",
        person_id=NADIA.id,
        id=BadgeId(kind, about),
        cohort_id="2026-1",
        fact="fact",
        earned_on=on,
        rule=1,
        credential_id="6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
        place=7,
        awarded_at=NOW,
    )
    return replace(made, **changes)


ALL = tuple(badge(kind, date(2026, 10, 1 + number)) for number, kind in enumerate(BadgeKind))
SOME = (
    badge(BadgeKind.READY, date(2026, 9, 20)),
    badge(BadgeKind.FIRST_WORKSHOP, revoked_at=NOW),
    badge(BadgeKind.ADOPTED_ELSEWHERE),
)
CHOICE = Choice(NADIA.id, "2026-1", WHY, "lead-1", NOW)
SHARED = a_share("tenant", author_id=NADIA.id, author_name=NADIA.name)
SPOTLIGHT = Spotlight("tenant", SHARED.ref, NADIA.id, "Utile à tous ceux qui préparent une réunion.", "lead-1", NOW)


def other(number: int, consent: Consent | None) -> tuple[Share, Spotlight | None]:
    ref = ShareRef(Week(2026, 44), f"{number:032x}")
    content = replace(SHARED.content, tool=f"Outil {number}")
    share = replace(SHARED, ref=ref, content=content)
    return share, None if consent is None else replace(SPOTLIGHT, share=ref, consent=consent)


PROPOSAL = Proposal(
    MONTH,
    (
        (NADIA, Shortlisted(NADIA.id, "2026-1", (FactKind.WORKSHOP_HELD, FactKind.HELP_GIVEN))),
        (PAUL, Shortlisted(PAUL.id, "2026-1", (FactKind.ADOPTED_ELSEWHERE,))),
    ),
    None,
)
ASKED = replace(PROPOSAL, decided=MonthChoice("tenant", MONTH, CHOICE), is_open=False)
AGREED = replace(ASKED, decided=MonthChoice("tenant", MONTH, CHOICE.answered(Consent.GIVEN, NOW)))
UNANSWERED = replace(ASKED, people=PROPOSAL.people[1:], is_open=True)
REFUSED = replace(PROPOSAL, decided=MonthChoice("tenant", MONTH, None, (PAUL.id,)))
NOBODY = Proposal(MONTH, (), None)
SPOTLIGHTS = (
    other(1, None),
    other(2, Consent.ASKED),
    other(3, Consent.GIVEN),
    other(4, Consent.REFUSED),
    other(5, None),
)
FILLED = Filled(
    {PERSON: PAUL.id, REASON: "", "share": str(SPOTLIGHTS[0][0].ref), SPOTLIGHT_REASON: "Trop. " * 70},
    {REASON: Problem.MISSING, SPOTLIGHT_REASON: Problem.TOO_LONG},
)

BADGE_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "badges_none": lambda v: badges_card(v, (), agrees=None),
    "badges_some": lambda v: badges_card(v, SOME, agrees=False),
    "badges_all": lambda v: badges_card(v, ALL, agrees=True),
    "badge_earned": lambda v: badge_earned_card(v, badge(BadgeKind.FIRST_WORKSHOP)),
    "badge_files": lambda v: badge_files_card(v, badge(BadgeKind.FIRST_WORKSHOP), NADIA.id, NOW),
    "recognition": lambda v: recognition_card(v, PROPOSAL, None, SPOTLIGHTS),
    "recognition_refused_form": lambda v: recognition_card(v, PROPOSAL, None, SPOTLIGHTS, FILLED),
    "recognition_asked": lambda v: recognition_card(v, ASKED, NADIA, ()),
    "recognition_unanswered": lambda v: recognition_card(v, UNANSWERED, NADIA, ()),
    "recognition_agreed": lambda v: recognition_card(v, AGREED, NADIA, ()),
    "recognition_after_a_no": lambda v: recognition_card(v, REFUSED, None, ()),
    "recognition_nobody": lambda v: recognition_card(v, NOBODY, None, ()),
    "month_question": lambda v: month_question_card(v, MONTH, CHOICE, "Claire Fontaine"),
    "month_agreed": lambda v: answered_card(v, Consent.GIVEN, subject=MONTH.key, is_month=True),
    "month_refused": lambda v: answered_card(v, Consent.REFUSED, subject=MONTH.key, is_month=True),
    "month_named": lambda v: month_named_card(v, MONTH, CHOICE, NADIA),
    "month_answer": lambda v: recognition_answer_card(v, NADIA, Consent.REFUSED, is_month=True),
    "spotlight_question": lambda v: spotlight_question_card(v, SHARED, SPOTLIGHT, "Claire Fontaine"),
    "spotlight": lambda v: spotlight_card(v, SHARED, SPOTLIGHT),
    "spotlight_agreed": lambda v: answered_card(v, Consent.GIVEN, subject=str(SHARED.ref), is_month=False),
    "spotlight_answer": lambda v: recognition_answer_card(v, NADIA, Consent.GIVEN, is_month=False),
    "spotlight_not_again": lambda v: recognition_answer_card(v, NADIA, Consent.REFUSED, is_month=False),
    "no_longer_named": no_longer_named_card,
}
