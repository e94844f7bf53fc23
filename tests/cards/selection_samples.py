"""A selection and a coverage map of the small company, as each card tells them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cards.ambassadors.coverage import coverage_card
from cards.ambassadors.selection import publish_question_card, selection_card
from cards.ambassadors.selection_form import DecisionForm
from cards.ambassadors.selection_result import selection_result_card
from cards.refusals import sentence
from cards.view import View
from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.coverage import Coverage
from passeur.ambassadors.decide_candidate import PERSON, REASON
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.proposal import Line, Part
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.see_selection import Balance, SelectionPage
from passeur.ambassadors.selection_decision import SelectionDecision
from passeur.ambassadors.selection_reasons import MANAGERS, TECHNICAL, Ground, Reason
from passeur.ambassadors.shortfalls import Lack, Shortfall
from passeur.directory.headcounts import Headcounts
from passeur.errors import FormRefused, Problem

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
COHORT = Cohort(
    TENANT,
    "2027-1",
    Call(8, datetime(2026, 11, 13, 23, tzinfo=UTC)),
    CohortState.CHOOSING,
    datetime(2026, 10, 26, 8, tzinfo=UTC),
    "lead",
    date(2027, 1, 4),
    date(2027, 6, 30),
)
NAMES = ("Camille Moreau", "Yanis Le Goff", "Inès Benali", "Hugo Lefèvre", "Maëlle Perrin", "Jean-Baptiste Klein")


def candidate(number: int, **changes: Any) -> Candidate:
    made = Candidate(
        TENANT,
        COHORT.id,
        f"person-{number}",
        list(Way)[number % 3],
        CandidateState.APPLIED,
        NOW - timedelta(days=20 - number),
        ("achats", "rh", "ventes", "juridique", "compta", "finance")[number % 6],
        ("paris", "nantes")[number % 2],
        "J’aide déjà mes collègues.",
        Availability.TWO_HOURS_A_MONTH,
        list(Seniority)[number % 3],
    )
    return replace(made, **changes)


def lines(part: Part, *reasons: Reason, merit: int | None = 2150) -> list[Line]:
    return [
        Line(candidate(number), part, number + 1, merit and merit - 125 * number, reason, is_manager=number == 2)
        for number, reason in enumerate(reasons)
    ]


CHOSEN = lines(
    Part.CHOSEN,
    Reason(Ground.TRADES, "achats"),
    Reason(Ground.SITES, "nantes"),
    Reason(Ground.WAYS, Way.SPOTTED),
    Reason(Ground.SENIORITY, Seniority.UNDER_TWO),
    Reason(Ground.MERIT),
    Reason(Ground.MOMENT),
)
LEFT_OUT = lines(
    Part.LEFT_OUT,
    Reason(Ground.SHARES, MANAGERS),
    Reason(Ground.SHARES, TECHNICAL),
    Reason(Ground.TRADES, "rh"),
    Reason(Ground.WAYS, Way.VOLUNTEERED),
    Reason(Ground.MERIT),
    Reason(Ground.MOMENT),
)
SHORTFALLS = (
    Shortfall(Lack.TRADE, "maintenance"),
    Shortfall(Lack.TRADE, "finance", candidates=2),
    Shortfall(Lack.WAY, Way.SPOTTED, wanted=2, found=1, candidates=1),
    Shortfall(Lack.SENIORITY, Seniority.UNDER_TWO, wanted=2, found=1, candidates=4),
    Shortfall(Lack.REVIEWS, found=3),
    Shortfall(Lack.PLACE, "finance", "nantes"),
    Shortfall(Lack.TOO_FEW, wanted=12, found=8),
)
PAGE = SelectionPage(
    cohort=COHORT,
    part=Part.CHOSEN,
    number=0,
    pages=2,
    lines=CHOSEN,
    names={f"person-{number}": name for number, name in enumerate(NAMES)},
    counts={Part.CHOSEN: 8, Part.WAITING: 4, Part.LEFT_OUT: 11, Part.UNREVIEWED: 3},
    balance=Balance(
        8,
        {Way.VOLUNTEERED: 4, Way.NOMINATED: 3, Way.SPOTTED: 1},
        {Seniority.UNDER_TWO: 1, Seniority.TWO_TO_TEN: 4, Seniority.OVER_TEN: 3},
        managers=2,
        technical=1,
        trades=5,
        sites=2,
    ),
    shortfalls=SHORTFALLS,
    version=77,
)
KEPT = replace(
    CHOSEN[0],
    candidate=candidate(0, kept=True, overridden_by="lead", override_reason="Elle forme déjà tout son service."),
    reason=Reason(Ground.DECISION),
)
DECIDED = replace(
    PAGE,
    cohort=replace(COHORT, state=CohortState.RUNNING),
    part=Part.WAITING,
    lines=lines(Part.WAITING, Reason(Ground.MERIT), Reason(Ground.SENIORITY, Seniority.OVER_TEN)),
    pages=1,
    shortfalls=(),
    version=0,
    decision=SelectionDecision(TENANT, COHORT.id, 77, "lead", NOW, ()),
    free=1,
    next_waiting="person-0",
)
EMPTY = replace(
    PAGE,
    cohort=replace(COHORT, state=CohortState.CALLING),
    pages=1,
    lines=(),
    names={},
    counts=dict.fromkeys(Part, 0),
    balance=Balance(0, {}, {}, 0, 0, 0, 0),
    shortfalls=(Shortfall(Lack.SEATS, wanted=8), Shortfall(Lack.NO_HEADCOUNTS)),
)
REFUSED = DecisionForm({PERSON: "person-1", REASON: ""}, FormRefused({REASON: Problem.MISSING}))
HEADCOUNTS = Headcounts(
    datetime(2026, 11, 16, 2, tzinfo=UTC),
    {
        ("achats", "paris"): 120,
        ("achats", "nantes"): 61,
        ("rh", "paris"): 44,
        ("rh", "nantes"): 3,
        ("ventes", "paris"): 260,
        ("ventes", "nantes"): 190,
        ("juridique", "paris"): 12,
        ("maintenance", "nantes"): 140,
        ("", "paris"): 9,
    },
)
IN_OFFICE = [("achats", "paris"), ("ventes", "paris"), ("ventes", "paris"), ("rh", "nantes"), ("rh", "paris")]
COVERAGE = Coverage.of(HEADCOUNTS, IN_OFFICE, Proportions())


def told(reason: Reason, state: CandidateState, rank: int = 1) -> Callable[[View], dict[str, Any]]:
    one = candidate(1, state=state, rank=rank, reasons=(str(reason),))
    return lambda v: selection_result_card(v, COHORT, one)


def reached(view: View) -> View:
    """Where the address of the functions is known."""
    return replace(view, organisation=replace(view.organisation, functions_url="https://passeur.example.net"))


def technical(view: View) -> View:
    """Where some trades are technical ones."""
    proportions = Proportions(technical_trades=frozenset({"maintenance"}))
    return replace(view, organisation=replace(view.organisation, proportions=proportions))


SELECTION_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "selection": lambda v: selection_card(technical(v), PAGE, is_lead=True),
    "selection_read": lambda v: selection_card(v, replace(PAGE, number=1), is_lead=False),
    "selection_left_out": lambda v: selection_card(
        v, replace(PAGE, part=Part.LEFT_OUT, lines=LEFT_OUT, shortfalls=()), is_lead=True
    ),
    "selection_unreviewed": lambda v: selection_card(
        v,
        replace(
            PAGE,
            part=Part.UNREVIEWED,
            lines=lines(Part.UNREVIEWED, Reason(Ground.FEW_REVIEWS, "0"), Reason(Ground.FEW_REVIEWS, "1"), merit=None),
            pages=1,
        ),
        is_lead=False,
    ),
    "selection_refused": lambda v: selection_card(
        v, replace(PAGE, lines=[KEPT, CHOSEN[1]]), is_lead=True, form=REFUSED
    ),
    "selection_changed": lambda v: selection_card(
        v, PAGE, is_lead=True, problem=sentence(Declined(Why.PROPOSAL_CHANGED), v.locale)
    ),
    "selection_empty": lambda v: selection_card(v, EMPTY, is_lead=True),
    "selection_question": lambda v: publish_question_card(v, PAGE),
    "selection_decided": lambda v: selection_card(v, DECIDED, is_lead=True),
    "selection_told_selected": told(Reason(Ground.TRADES, "rh"), CandidateState.SELECTED),
    "selection_told_by_marks": told(Reason(Ground.MERIT), CandidateState.SELECTED),
    "selection_told_waiting": told(Reason(Ground.SENIORITY, Seniority.OVER_TEN), CandidateState.WAITING, 3),
    "selection_told_not_selected": told(Reason(Ground.MERIT), CandidateState.NOT_SELECTED),
    "selection_told_unreviewed": told(Reason(Ground.FEW_REVIEWS, "1"), CandidateState.NOT_SELECTED),
    "coverage": lambda v: coverage_card(reached(v), COVERAGE, person_id="lead", now=NOW),
    "coverage_old": lambda v: coverage_card(v, COVERAGE, person_id="lead", now=NOW + timedelta(days=90)),
    "coverage_unknown": lambda v: coverage_card(v, None, person_id="lead", now=NOW),
    "coverage_nobody_large": lambda v: coverage_card(
        v, Coverage.of(Headcounts(NOW, {("rh", "paris"): 4}), [], Proportions()), person_id="lead", now=NOW
    ),
}
