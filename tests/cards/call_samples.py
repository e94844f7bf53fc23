"""A call for ambassadors, its candidates and reviews, and every card drawn from them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cards.ambassadors.application import (
    ApplicationForm,
    application_card,
    applied_card,
    typed_by,
    withdrawal_question_card,
    withdrawn_card,
)
from cards.ambassadors.call import CallForm, announcement_card, call_form_card, close_question_card, extension_card
from cards.ambassadors.candidates import candidates_card, to_review_card
from cards.ambassadors.home import home_card
from cards.ambassadors.nomination import (
    declined_card,
    invitation_card,
    nominated_card,
    nomination_card,
    nomination_form_card,
)
from cards.ambassadors.review import ReviewForm, review_card, typed_in_review
from cards.view import View
from passeur.ambassadors.application_form import ApplicationField
from passeur.ambassadors.call_form import CallField
from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.current_term import CurrentTerm
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.ambassadors.see_candidates import CandidatePage, ListedCandidate
from passeur.ambassadors.see_programme import CallCount, Programme
from passeur.ambassadors.terms import Term, TermState
from passeur.errors import FormRefused, Problem
from passeur.people import Person, Role

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
# Midnight in Paris after 4 December.
DEADLINE = datetime(2026, 12, 4, 23, tzinfo=UTC)
COHORT = Cohort(
    TENANT,
    "2026-2",
    Call(12, DEADLINE, frozenset({"achats", "finance"}), frozenset({"nantes"})),
    CohortState.CALLING,
    NOW,
    "lead",
    date(2027, 1, 11),
    date(2027, 12, 17),
)
EVERYWHERE = replace(COHORT, call=Call(1, DEADLINE))
CHOOSING = replace(COHORT, state=CohortState.CHOOSING)
RUNNING = replace(COHORT, id="2026-1", state=CohortState.RUNNING, starts_on=date(2026, 3, 2), ends_on=date(2027, 1, 29))
CANDIDATE = Candidate(
    TENANT,
    COHORT.id,
    "person-1",
    Way.NOMINATED,
    CandidateState.APPLIED,
    NOW,
    trade="achats",
    site="nantes",
    statement="Je montre déjà à mes collègues comment je compare les devis.\nOn me pose souvent des questions.",
    availability=Availability.HALF_A_DAY_A_MONTH,
    seniority=Seniority.TWO_TO_TEN,
    nominator_id="manager",
)
REVIEW = Review(
    TENANT,
    COHORT.id,
    "person-1",
    "reviewer-1",
    {each: Mark(2, "Vu à la réunion d’équipe d’octobre.") for each in Criterion},
    NOW,
)
TERM = Term(TENANT, "2026-1", "person-1", "achats", "nantes", Way.VOLUNTEERED, TermState.ACTIVE, NOW)
PERSON = Person(TENANT, "person-1", "Camille Moreau", trade="achats", site="nantes")
TEAM = [PERSON, replace(PERSON, id="person-2", name="Yanis Le Goff"), replace(PERSON, id="person-3", name="")]
LISTED = (
    ListedCandidate(CANDIDATE, "Camille Moreau", 1, reviewed=False),
    ListedCandidate(replace(CANDIDATE, person_id="person-2"), "Yanis Le Goff", 2, reviewed=True),
    ListedCandidate(replace(CANDIDATE, person_id="person-3", way=Way.SPOTTED), "Inès", 0, reviewed=False),
    ListedCandidate(replace(CANDIDATE, person_id="person-4", state=CandidateState.WAITING), "", 2, reviewed=True),
)
PAGE = CandidatePage(COHORT, LISTED, number=1, pages=3, total=16, left=9)
TYPED_CALL = {
    CallField.WANTED.value: "0",
    CallField.TRADES.value: "achats,finance",
    CallField.SITES.value: "",
    CallField.DEADLINE.value: "2026-11-01",
    CallField.STARTS_ON.value: "bientôt",
    CallField.ENDS_ON.value: "",
    CallField.CHECK_IN_WEEKS.value: "3",
}
REFUSED_CALL = FormRefused(
    {
        CallField.WANTED: Problem.NOT_POSITIVE,
        CallField.DEADLINE: Problem.TOO_EARLY,
        CallField.STARTS_ON: Problem.NOT_A_DATE,
        CallField.ENDS_ON: Problem.MISSING,
    }
)
APPLYING = ApplicationForm(COHORT.id, Way.VOLUNTEERED, typed_by(PERSON, None))
REFUSED_APPLICATION = ApplicationForm(
    COHORT.id,
    Way.NOMINATED,
    {**typed_by(PERSON, CANDIDATE), ApplicationField.STATEMENT: "Oui", ApplicationField.SITE: "atlantide"},
    FormRefused({ApplicationField.STATEMENT: Problem.TOO_SHORT, ApplicationField.SITE: Problem.UNKNOWN_CHOICE}),
)
LEAD = frozenset({Role.PROGRAMME_LEAD})


def programme(**parts: Any) -> Callable[[View], dict[str, Any]]:
    return lambda v: home_card(v, Programme(**parts), now=NOW)


def candidate(state: CandidateState) -> Candidate:
    return replace(CANDIDATE, state=state)


CALL_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "ambassadors_nothing": programme(),
    "ambassadors_call": programme(call=COHORT),
    "ambassadors_call_manager": programme(call=EVERYWHERE, is_manager=True),
    "ambassadors_candidate": programme(call=COHORT, candidacy=CANDIDATE),
    "ambassadors_not_selected": programme(candidacy=candidate(CandidateState.NOT_SELECTED)),
    "ambassadors_waiting": programme(candidacy=candidate(CandidateState.WAITING)),
    "ambassadors_offered": programme(
        candidacy=candidate(CandidateState.SELECTED),
        term=CurrentTerm(CHOOSING, replace(TERM, cohort_id=COHORT.id, state=TermState.OFFERED)),
    ),
    "ambassadors_in_office": programme(call=COHORT, term=CurrentTerm(RUNNING, TERM), managed=COHORT),
    "ambassadors_steering": programme(
        roles=frozenset({Role.STEERING}), managed=CHOOSING, counted=CallCount(candidates=21, to_review=4)
    ),
    "ambassadors_steering_candidate": programme(
        candidacy=replace(CANDIDATE, cohort_id=CHOOSING.id),
        roles=frozenset({Role.STEERING}),
        managed=CHOOSING,
        counted=CallCount(candidates=21, to_review=4),
    ),
    "ambassadors_sponsor": programme(roles=frozenset({Role.SPONSOR}), managed=RUNNING),
    "ambassadors_lead_nothing": programme(roles=LEAD),
    "ambassadors_lead_calling": programme(call=COHORT, roles=LEAD, managed=COHORT, counted=CallCount(1, 1)),
    "ambassadors_lead_choosing": programme(roles=LEAD, managed=CHOOSING, counted=CallCount(21, 0)),
    "ambassadors_lead_running": programme(roles=LEAD, managed=RUNNING),
    "call_form": lambda v: call_form_card(v, CallForm(COHORT.id)),
    "call_form_refused": lambda v: call_form_card(v, CallForm(COHORT.id, TYPED_CALL, REFUSED_CALL)),
    "call_form_declined": lambda v: call_form_card(v, CallForm(COHORT.id, {}, Declined(Why.CALL_ALREADY_OPEN))),
    "call_extension": lambda v: extension_card(v, COHORT, CallForm(COHORT.id)),
    "call_extension_refused": lambda v: extension_card(
        v, COHORT, CallForm(COHORT.id, {"deadline": "2027-02-01"}, FormRefused({CallField.DEADLINE: Problem.TOO_LATE}))
    ),
    "call_close": lambda v: close_question_card(v, COHORT),
    "call_announced": lambda v: announcement_card(v, COHORT),
    "call_announced_everywhere": lambda v: announcement_card(v, EVERYWHERE),
    "call_reminder": lambda v: announcement_card(v, COHORT, is_reminder=True),
    "application": lambda v: application_card(v, APPLYING),
    "application_refused": lambda v: application_card(v, REFUSED_APPLICATION),
    "application_closed": lambda v: application_card(
        v, ApplicationForm(COHORT.id, Way.VOLUNTEERED, typed_by(PERSON, CANDIDATE), Declined(Why.CALL_CLOSED))
    ),
    "application_sent": lambda v: applied_card(v, COHORT),
    "application_withdrawal": lambda v: withdrawal_question_card(v, COHORT.id),
    "application_withdrawn": withdrawn_card,
    "nomination_form": lambda v: nomination_form_card(v, COHORT.id, TEAM),
    "nomination_form_nobody": lambda v: nomination_form_card(v, COHORT.id, []),
    "nomination_form_declined": lambda v: nomination_form_card(
        v, COHORT.id, TEAM, chosen="person-2", refused=Declined(Why.LEFT)
    ),
    "nomination_sent": lambda v: nominated_card(v, PERSON),
    "nomination": lambda v: nomination_card(v, COHORT, "Karim Benali"),
    "invitation": lambda v: invitation_card(v, COHORT),
    "invitation_declined": declined_card,
    "candidates": lambda v: candidates_card(v, PAGE),
    "candidates_none": lambda v: candidates_card(v, CandidatePage(COHORT, (), 0, 1, 0, 0)),
    "candidates_decided": lambda v: candidates_card(
        v, replace(PAGE, cohort=RUNNING, number=0, pages=1, total=4, left=0)
    ),
    "candidates_to_review": lambda v: to_review_card(v, COHORT.id, 21),
    "review": lambda v: review_card(v, ReviewForm(CANDIDATE, "Camille Moreau")),
    "review_again": lambda v: review_card(v, ReviewForm(CANDIDATE, "Camille Moreau", typed_in_review(REVIEW), page=2)),
    "review_refused": lambda v: review_card(
        v,
        ReviewForm(
            CANDIDATE,
            "",
            {**typed_in_review(REVIEW), "mark_curious": "9", "evidence_mobilises": ""},
            refused=FormRefused({"mark_curious": Problem.UNKNOWN_CHOICE, "evidence_mobilises": Problem.MISSING}),
        ),
    ),
}
