"""Nadia's workshops, what her colleagues say of them, and the decisions of the committee."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from cards.ambassadors.calendar_link import calendar_card
from cards.ambassadors.decisions import DecisionForm, DecisionLog, decision_card, decisions_card
from cards.ambassadors.feedback import code_card, feedback_card, feedback_thanks_card
from cards.ambassadors.workshop_form import WorkshopForm
from cards.ambassadors.workshops import ToldWorkshop, edit_card, withdrawn_card, workshop_card, workshops_card
from cards.refusals import STORAGE_UNAVAILABLE, sentence
from cards.view import View
from passeur.ambassadors.decision_form import DecisionField
from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.give_feedback import USEFUL, WILL_USE
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshop_form import WorkshopField, typed_of
from passeur.ambassadors.workshops import Workshop
from passeur.errors import Outdated, Problem

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
FORM_ID = "0123456789abcdef0123456789abcdef"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HOST = "Nadia Belkacem"
WORKSHOP = Workshop(
    tenant_id=TENANT,
    id="5" * 32,
    cohort_id="2026-1",
    host_id="person-1",
    trade="achats",
    site="nantes",
    title="Comparer trois devis avec Copilot",
    on=TODAY,
    reached=14,
    code="K7QF2M9X",
    recorded_at=NOW,
    begins=time(14, 30),
    minutes=90,
    place="Salle Loire, 2e étage",
)
TO_COME = replace(WORKSHOP, id="6" * 32, title="Relire un contrat", on=date(2026, 12, 1), reached=0, code="W4HT8NPC")
UNCOUNTED = replace(
    WORKSHOP, id="7" * 32, title="Premiers pas", on=date(2026, 11, 6), reached=0, begins=None, minutes=45, place=""
)
DECISIONS = (
    Decision(
        TENANT,
        "d" * 32,
        "Prolonger l’appel de deux semaines à Nantes",
        "Deux candidats seulement pour dix-huit équipes.",
        date(2026, 11, 19),
        NOW,
        "lead-1",
    ),
    Decision(
        TENANT,
        "e" * 32,
        "Un point par mois",
        "Les ambassadeurs manquent de temps.",
        date(2026, 10, 1),
        NOW,
        "gone",
        struck_at=NOW,
        struck_by="steering-1",
        struck_why="Le point reste toutes les deux semaines.",
    ),
)
NAMES = {"lead-1": "Camille Moreau", "steering-1": "Karim Benali"}
LOG = DecisionLog(DECISIONS, NAMES, page=0, older=0, may_write=True)
EMPTY = DecisionForm(FORM_ID, {DecisionField.DAY: TODAY.isoformat()})


def told(workshop: Workshop, feedback: ToldFeedback | None = None, *, can_post: bool = True) -> ToldWorkshop:
    return ToldWorkshop(workshop, feedback, can_post, TODAY)


def registered(reader: View) -> View:
    """As the card is drawn where the bot is registered with Teams."""
    return replace(reader, organisation=replace(reader.organisation, bot_id="0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11"))


def refused(**changes: Any) -> WorkshopForm:
    problems = {
        WorkshopField.TITLE.value: Problem.MISSING,
        WorkshopField.DAY.value: Problem.TOO_LATE,
        WorkshopField.BEGINS.value: Problem.NOT_A_TIME,
        WorkshopField.REACHED.value: Problem.NOT_A_NUMBER,
    }
    typed = {"title": "", "day": "2028-01-01", "begins": "14h", "minutes": "60", "place": "", "reached": "douze"}
    return replace(WorkshopForm(FORM_ID, typed, problems), **changes)


WORKSHOP_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "workshops": lambda v: workshops_card(
        v, [TO_COME, WORKSHOP, UNCOUNTED], WorkshopForm(FORM_ID, {WorkshopField.DAY: TODAY.isoformat()}), TODAY
    ),
    "workshops_first": lambda v: workshops_card(v, [], WorkshopForm(FORM_ID, {}), TODAY),
    "workshops_former_ambassador": lambda v: workshops_card(v, [WORKSHOP], None, TODAY),
    "workshop_form_refused": lambda v: edit_card(v, refused()),
    "workshop_form_unsaved": lambda v: edit_card(v, refused(problems={}, refusal=STORAGE_UNAVAILABLE)),
    "workshop_edit": lambda v: edit_card(v, WorkshopForm(typed=typed_of(WORKSHOP), edits=WORKSHOP.id, version=2)),
    "workshop_edit_outdated": lambda v: edit_card(
        v, WorkshopForm(typed=typed_of(WORKSHOP), edits=WORKSHOP.id, version=2, refusal=Outdated.code)
    ),
    "workshop_recorded": lambda v: workshop_card(v, told(TO_COME), is_new=True),
    "workshop": lambda v: workshop_card(v, told(WORKSHOP)),
    "workshop_liked": lambda v: workshop_card(v, told(WORKSHOP, ToldFeedback(12, useful=True, will_use=True))),
    "workshop_disliked": lambda v: workshop_card(
        v, told(UNCOUNTED, ToldFeedback(5, useful=False, will_use=False), can_post=False)
    ),
    "workshop_linked": lambda v: workshop_card(registered(v), told(WORKSHOP)),
    "workshop_linked_nowhere": lambda v: workshop_card(registered(v), told(WORKSHOP, can_post=False)),
    "workshop_withdrawn": withdrawn_card,
    "workshop_calendar": lambda v: calendar_card(v, TO_COME, "person-1", NOW),
    "feedback": lambda v: feedback_card(v, WORKSHOP, HOST, TODAY),
    "feedback_refused": lambda v: feedback_card(
        v, WORKSHOP, HOST, TODAY, typed={USEFUL: "3"}, problems={WILL_USE: Problem.MISSING}
    ),
    "feedback_early": lambda v: feedback_card(v, TO_COME, HOST, TODAY),
    "feedback_among_others": lambda v: feedback_card(v, WORKSHOP, "", TODAY, in_private=False),
    "feedback_thanks": lambda v: feedback_thanks_card(v, WORKSHOP),
    "feedback_code": code_card,
    "feedback_code_unknown": lambda v: code_card(
        v, typed="K7QF-2M9Y", problem=sentence(Declined(Why.CODE_UNKNOWN), v.locale)
    ),
    "decisions": lambda v: decisions_card(v, LOG, EMPTY),
    "decisions_none": lambda v: decisions_card(v, replace(LOG, decisions=()), EMPTY),
    "decisions_sponsor": lambda v: decisions_card(v, replace(LOG, may_write=False, page=1, older=4)),
    "decisions_refused": lambda v: decisions_card(
        v,
        LOG,
        replace(EMPTY, typed={"what": "x" * 301}, problems={"what": Problem.TOO_LONG, "why": Problem.MISSING}),
    ),
    "decision_strike": lambda v: decision_card(v, replace(LOG, decisions=DECISIONS[:1]), DecisionForm()),
}
