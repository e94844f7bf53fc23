"""Terms of a small cohort: the charter, the boot camp, what follows, as each card tells them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cards.ambassadors.boot_camp import boot_camp_card, step_card, tool_card, toolkit_card
from cards.ambassadors.champions import champions_card
from cards.ambassadors.charter import (
    charter_card,
    charter_to_accept_card,
    offer_reminder_card,
    receipt_card,
    sign_again_card,
    unsign_question_card,
    unsigned_card,
)
from cards.ambassadors.cohort_terms import (
    close_question_card,
    cohort_closed_card,
    cohort_end_card,
    no_cohort_card,
    term_news_card,
    terms_card,
)
from cards.ambassadors.hand_over import (
    HandOverForm,
    asked_to_take_over_card,
    hand_over_answer_card,
    hand_over_form,
    not_taken_over_card,
    wish_answer_card,
)
from cards.ambassadors.term import leave_question_card, left_card, not_an_ambassador_card, term_card, wishes_card
from cards.ambassadors.term_end import farewell_card, term_end_card
from cards.refusals import sentence
from cards.view import View
from passeur.ambassadors.boot_camp import Step
from passeur.ambassadors.boot_camp_file import our_boot_camp
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.champions import Champion
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.current_term import CurrentTerm
from passeur.ambassadors.hand_over import HandOver
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.read_terms import CohortTerms
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.periods import Month

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
COHORT = Cohort(
    TENANT,
    "2026-1",
    Call(14, datetime(2026, 8, 20, 16, tzinfo=UTC)),
    CohortState.RUNNING,
    datetime(2026, 7, 1, 8, tzinfo=UTC),
    "lead-1",
    date(2026, 9, 1),
    date(2027, 2, 28),
)
SIGNATURE = Signature(1, our_charter().text("fr").hash, "fr", NOW - timedelta(days=70))
OLDER = Signature(1, "0" * 64, "fr", NOW - timedelta(days=70))
OFFERED = Term(TENANT, "2026-1", "person-1", "achats", "nantes", Way.VOLUNTEERED, TermState.OFFERED, NOW)
ACTIVE = replace(OFFERED, state=TermState.ACTIVE, signature=SIGNATURE, began_at=SIGNATURE.at)
LONG_NAME = "Anne-Marie-Françoise *de* la Rochefoucauld-Montbel [née <Martin>] " * 4
ASKED = HandOver("2026-1", "person-1")
CAMP = our_boot_camp()
BEGUN = Progress({"welcome": NOW, "try": NOW})
FINISHED = Progress({step.id: NOW for step in CAMP.steps}, NOW)
MONTHS = [
    OwnMonth(Month(2026, 9), workshops=1, reached=8, prompts=2, shares=1),
    OwnMonth(Month(2026, 10), workshops=2, reached=1_240, prompts=3, use_cases=1, shares=1, reproductions=4),
]


def step(step_id: str) -> Step:
    found = CAMP.step(step_id)
    assert found is not None
    return found


def current(term: Term) -> CurrentTerm:
    return CurrentTerm(COHORT, term)


def cohort_of(number: int) -> CohortTerms:
    """So many in office, a third of whom wait for an answer, and some who have not signed."""
    wishes = (None, Ending.RENEWED, Ending.REFERENT)
    terms = [replace(ACTIVE, person_id=f"person-{each}", wish=wishes[each % 3]) for each in range(number)]
    others = [
        replace(ACTIVE, person_id="older", signature=OLDER),
        replace(OFFERED, person_id="never"),
        replace(ACTIVE, person_id="away", state=TermState.RESTING),
        replace(ACTIVE, person_id="gone").ended(Ending.THANKED, NOW),
    ]
    return CohortTerms(COHORT, [*terms, *others], finished=5 if number > 10 else None)


NAMES = {"older": "Yanis Le Goff", "never": "Camille Moreau"} | {f"person-{each}": LONG_NAME for each in range(99)}

CHAMPIONS = [
    Champion("person-1", "Yanis Le Goff", Ending.CHAMPION, "achats"),
    Champion("person-2", LONG_NAME, Ending.REFERENT, "unlisted*trade*"),
    Champion("person-3", "", Ending.REFERENT, ""),
]

TERM_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "charter": charter_card,
    "charter_for_the_lead": lambda v: charter_card(v, lead=True),
    "charter_to_sign": lambda v: charter_card(v, COHORT, OFFERED),
    "charter_signed": lambda v: charter_card(v, COHORT, ACTIVE),
    "charter_changed": lambda v: charter_card(
        v, COHORT, replace(ACTIVE, signature=OLDER), problem=sentence(Declined(Why.CHARTER_CHANGED), v.locale)
    ),
    "charter_to_take_over": lambda v: charter_to_accept_card(v, ASKED, "Camille Moreau"),
    "charter_receipt": lambda v: receipt_card(v, COHORT, SIGNATURE),
    "charter_offer_reminder": lambda v: offer_reminder_card(v, COHORT, OFFERED),
    "charter_sign_again": lambda v: sign_again_card(v, COHORT, ACTIVE),
    "charter_unsign_question": lambda v: unsign_question_card(v, ACTIVE),
    "charter_decline_question": lambda v: unsign_question_card(v, OFFERED),
    "charter_unsigned": unsigned_card,
    "term_offered": lambda v: term_card(v, current(OFFERED), Progress()),
    "term_active": lambda v: term_card(v, current(ACTIVE), BEGUN),
    "term_resting": lambda v: term_card(v, current(replace(ACTIVE, state=TermState.RESTING)), FINISHED),
    "term_with_a_wish_and_a_successor": lambda v: term_card(
        v,
        current(replace(ACTIVE, wish=Ending.REFERENT, agreed=True, handing_to="person-2", trade="unlisted*trade*")),
        FINISHED,
        successor=LONG_NAME,
    ),
    "term_none": not_an_ambassador_card,
    "term_wishes": lambda v: wishes_card(v, ACTIVE),
    "term_wishes_refused": lambda v: wishes_card(
        v, replace(ACTIVE, wish=Ending.RENEWED, agreed=False, handing_to="person-2")
    ),
    "term_leave_question": lambda v: leave_question_card(v, ACTIVE),
    "term_left": left_card,
    "hand_over_form": lambda v: hand_over_form(v, HandOverForm("2026-1")),
    "hand_over_form_refused": lambda v: hand_over_form(
        v,
        HandOverForm("2026-1", "camille@" * 2_000, {"colleague": sentence(Declined(Why.COLLEAGUE_UNKNOWN), v.locale)}),
    ),
    "hand_over_asked": lambda v: asked_to_take_over_card(v, ASKED, COHORT, ACTIVE, LONG_NAME),
    "hand_over_declined": not_taken_over_card,
    "hand_over_answer_yes": lambda v: hand_over_answer_card(v, replace(ACTIVE, successor_id="person-2"), "Léo Petit"),
    "hand_over_answer_no": lambda v: hand_over_answer_card(v, ACTIVE, ""),
    "wish_agreed": lambda v: wish_answer_card(v, replace(ACTIVE, wish=Ending.CHAMPION, agreed=True)),
    "wish_not_agreed": lambda v: wish_answer_card(v, replace(ACTIVE, wish=Ending.REFERENT, agreed=False, trade="")),
    "term_end": lambda v: term_end_card(v, COHORT, ACTIVE, MONTHS),
    "term_end_of_nothing": lambda v: term_end_card(v, COHORT, replace(ACTIVE, wish=Ending.THANKED), []),
    "farewell_thanked": lambda v: farewell_card(v, ACTIVE.ended(Ending.THANKED, NOW)),
    "farewell_renewed": lambda v: farewell_card(v, ACTIVE.ended(Ending.RENEWED, NOW)),
    "farewell_champion": lambda v: farewell_card(v, ACTIVE.ended(Ending.CHAMPION, NOW)),
    "farewell_referent": lambda v: farewell_card(v, ACTIVE.ended(Ending.REFERENT, NOW)),
    "farewell_referent_of_no_trade": lambda v: farewell_card(v, replace(ACTIVE, trade="").ended(Ending.REFERENT, NOW)),
    "cohort_terms": lambda v: terms_card(v, cohort_of(3), NAMES),
    "cohort_terms_many": lambda v: terms_card(
        v, cohort_of(99), NAMES, problem=sentence(Declined(Why.WISHES_WAITING), v.locale)
    ),
    "cohort_terms_empty": lambda v: terms_card(v, CohortTerms(COHORT, [], None), {}),
    "cohort_none": no_cohort_card,
    "cohort_close_question": lambda v: close_question_card(v, cohort_of(12)),
    "cohort_end": lambda v: cohort_end_card(v, cohort_of(12)),
    "cohort_end_of_nobody": lambda v: cohort_end_card(v, CohortTerms(COHORT, [], None)),
    "cohort_closed": lambda v: cohort_closed_card(v, "2026-1"),
    "term_news_left": lambda v: term_news_card(v, ACTIVE.ended(Ending.THANKED, NOW), "Camille Moreau"),
    "term_news_declined": lambda v: term_news_card(v, OFFERED.ended(Ending.DECLINED, NOW), LONG_NAME),
    "champions": lambda v: champions_card(v, CHAMPIONS, "person-1"),
    "champions_none": lambda v: champions_card(v, [], "person-1"),
    "boot_camp": lambda v: boot_camp_card(v, Progress()),
    "boot_camp_begun": lambda v: boot_camp_card(v, BEGUN),
    "boot_camp_finished": lambda v: boot_camp_card(v, FINISHED),
    "boot_camp_step": lambda v: step_card(v, step("check"), BEGUN),
    "boot_camp_step_done": lambda v: step_card(v, step("data"), replace(BEGUN, done={**BEGUN.done, "data": NOW})),
    "boot_camp_last_step_done": lambda v: step_card(v, step("workshop"), FINISHED),
    "toolkit": toolkit_card,
    "toolkit_tool": lambda v: tool_card(v, CAMP.tools[1]),
}
