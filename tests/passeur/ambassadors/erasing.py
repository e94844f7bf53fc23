"""Somebody named wherever the programme can name a person, among colleagues who stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from passeur.ambassadors.badges import Badge, BadgeId, BadgeKind, HelpGiven
from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.check_ins import Blocker, CheckInState
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.guesses import Guesses
from passeur.ambassadors.kpis import MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.recognition import Choice, MonthChoice, Spotlight
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.ambassadors.selection_decision import Outcome, SelectionDecision
from passeur.ambassadors.terms import Ending, Signature, TermState
from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshops import Feedback, Workshop, respondent_of
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, DeliveryState, Home
from passeur.delivery.runs import Run, RunId, RunState
from passeur.periods import Month, Week
from passeur.sharing.shares import ShareRef
from passeur.storage.bundle import Storage
from tests.passeur.ambassadors.check_ins import REF, THURSDAY, a_check_in, a_cohort, a_term

T = TypeVar("T")

ANNA, BOB, CHLOE = (f"7a7a7a7a-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))
# In every text that is Anna's, or about her.
WORDS = "xylophone"
OLD, RUNNING, CALLING = "2025-2", "2026-1", "2026-2"
MARKS = {criterion: Mark(2, f"{WORDS} {criterion}") for criterion in Criterion}
SHARE = ShareRef(Week(2026, 40), "a" * 32)
CHAT = Address(f"a:chat-{ANNA}", "https://smba.trafficmanager.net/emea/", ConversationKind.PERSONAL)
RUN = RunId(DeliveryKind.CHECK_IN, f"{RUNNING}-2026-W47")


def being(thing: T) -> Callable[[object], T]:
    """A change to this, whatever was there."""
    return lambda _: thing


async def plant(storage: Storage, tenant: str) -> None:
    """Everything that the programme keeps of Anna, and of colleagues with whom she had to do."""
    await _plant_cohorts(storage, tenant)
    await _plant_candidates(storage, tenant)
    await _plant_terms(storage, tenant)
    await _plant_check_ins(storage, tenant)
    await _plant_workshops(storage, tenant)
    await _plant_recognition(storage, tenant)
    await _plant_messages(storage, tenant)


async def _plant_cohorts(storage: Storage, tenant: str) -> None:
    running = a_cohort(tenant, opened_by=ANNA)
    old = replace(running, id=OLD, state=CohortState.CLOSED, starts_on=date(2025, 9, 1), ends_on=date(2026, 3, 1))
    for cohort in (running, old, replace(running, id=CALLING, state=CohortState.CALLING)):
        await storage.cohorts.create(cohort)
    decision = Decision(tenant, "d" * 32, "Ouvrir un appel", "Le premier a manqué", THURSDAY.date(), THURSDAY, ANNA)
    await storage.decisions.add(decision)
    await storage.kpis.put(tenant, MonthBoard(Month(2026, 10), 1, THURSDAY), {ANNA: OwnMonth(Month(2026, 10), 3)})


async def _plant_candidates(storage: Storage, tenant: str) -> None:
    anna = Candidate(
        tenant_id=tenant,
        cohort_id=RUNNING,
        person_id=ANNA,
        way=Way.NOMINATED,
        state=CandidateState.SELECTED,
        applied_at=THURSDAY,
        trade="achats",
        site="lyon",
        statement=f"{WORDS} statement",
        availability=Availability.TWO_HOURS_A_MONTH,
        seniority=Seniority.OVER_TEN,
        nominator_id=CHLOE,
        overridden_by=CHLOE,
        override_reason=f"{WORDS} reason",
        decided_at=THURSDAY,
    )
    bob = replace(anna, person_id=BOB, nominator_id=ANNA, overridden_by=ANNA, statement="", override_reason="places")
    again = replace(anna, cohort_id=CALLING, state=CandidateState.APPLIED, decided_at=None)
    for each in (anna, bob, again):
        await storage.candidates.change(tenant, each.cohort_id, each.person_id, being(each))
    outcomes = tuple(Outcome(each.person_id, each.state, 1, "merit:") for each in (anna, bob))
    await storage.selections.decide(SelectionDecision(tenant, RUNNING, 1, ANNA, THURSDAY, outcomes))
    for reviewed, reviewer in ((ANNA, BOB), (ANNA, CHLOE), (BOB, ANNA), (BOB, CHLOE)):
        marks = MARKS if ANNA in (reviewed, reviewer) else {criterion: Mark(1, "seen") for criterion in Criterion}
        await storage.candidates.review(Review(tenant, RUNNING, reviewed, reviewer, marks, THURSDAY))


async def _plant_terms(storage: Storage, tenant: str) -> None:
    signature = Signature(1, "f" * 64, "fr", THURSDAY)
    anna = a_term(ANNA, tenant, signature=signature, recognised=True, wish=Ending.CHAMPION)
    bob = a_term(BOB, tenant, handing_to=ANNA, handing_at=THURSDAY)
    old = a_term(BOB, tenant, cohort_id=OLD, state=TermState.ENDED, ending=Ending.HANDED_OVER, successor_id=ANNA)
    for term in (anna, bob, replace(old, ended_at=THURSDAY)):
        await storage.terms.change(tenant, term.cohort_id, term.person_id, being(term))
    await storage.progress.change(tenant, ANNA, being(Progress({"welcome": THURSDAY}, THURSDAY)))


async def _plant_check_ins(storage: Storage, tenant: str) -> None:
    said = a_check_in(
        ANNA,
        tenant_id=tenant,
        workshops=2,
        prompts=3,
        use_cases=1,
        gain_hours=Decimal("1.5"),
        blockers=frozenset({Blocker.TIME}),
        blocker_text=f"{WORDS} blocker",
        help_text=f"{WORDS} help",
        may_ask_peers=True,
    )
    before = replace(said, period=REF.before.period, blocker_text="")
    snoozed = a_check_in(
        ANNA, REF.period.plus(2), tenant_id=tenant, state=CheckInState.SNOOZED, until=THURSDAY + timedelta(days=2)
    )
    other = a_check_in(BOB, tenant_id=tenant, prompts=5)
    for each in (said, before, snoozed, other):
        await storage.check_ins.change(tenant, each.cohort_id, each.period, each.person_id, being(each))


async def _plant_workshops(storage: Storage, tenant: str) -> None:
    for number in (1, 2):
        workshop = Workshop(
            tenant_id=tenant,
            id=f"{number:032x}",
            cohort_id=RUNNING,
            host_id=ANNA,
            trade="achats",
            site="lyon",
            title=f"{WORDS} title",
            on=date(2026, 11, 10 + number),
            reached=12,
            code=f"CDEFGHJ{number + 1}",
            recorded_at=THURSDAY,
            place=f"{WORDS} place",
        )
        stored = await storage.workshops.add(workshop)
        for person in (BOB, CHLOE):
            await storage.workshops.answer(
                stored, Feedback(workshop.id, f"r-of-{person}", 4, will_use=True, at=THURSDAY)
            )
        await storage.workshops.tell(stored, being(ToldFeedback(5, useful=True, will_use=False)))
    of_bob = replace(stored, id="b" * 32, host_id=BOB, code="CDEFGHJ9", title="Un autre atelier", place="", version=1)
    await storage.workshops.add(of_bob)
    for person in (ANNA, CHLOE):
        feedback = Feedback(of_bob.id, respondent_of(of_bob, person), 3, will_use=person == ANNA, at=THURSDAY)
        await storage.workshops.answer(of_bob, feedback)
    await storage.guesses.change(tenant, ANNA, being(Guesses(2, THURSDAY)))


async def _plant_recognition(storage: Storage, tenant: str) -> None:
    badge_id = BadgeId(BadgeKind.READY)
    badge = Badge(tenant, ANNA, badge_id, RUNNING, "f", date(2026, 11, 2), 1, "c" * 8, 7, THURSDAY)
    await storage.badges.change(tenant, ANNA, badge_id, being(badge))
    await storage.badges.note_help(HelpGiven(tenant, ANNA, "e" * 32, date(2026, 11, 3)))
    about_anna = Choice(ANNA, RUNNING, f"{WORDS} choice", CHLOE, THURSDAY)
    by_anna = Choice(BOB, RUNNING, "a plain reason", ANNA, THURSDAY)
    for number, choice in enumerate((about_anna, by_anna), 9):
        month = MonthChoice(tenant, Month(2026, number), choice)
        await storage.recognitions.change_month(tenant, month.month, being(month))
    spotlight = Spotlight(tenant, SHARE, ANNA, f"{WORDS} spotlight", CHLOE, THURSDAY)
    other = Spotlight(tenant, replace(SHARE, id="b" * 32), BOB, "a plain reason", ANNA, THURSDAY)
    for each in (spotlight, other):
        await storage.recognitions.change_spotlight(tenant, each.share, being(each))


async def _plant_messages(storage: Storage, tenant: str) -> None:
    def owed(person: str, about: str, subject: str) -> Delivery:
        where = DeliveryId(Home.MESSAGES, tenant, "2026-W47", f"o|{DeliveryKind.PEER_HELP}|{about}|{person}")
        return Delivery(where, DeliveryKind.PEER_HELP, subject, CHAT, "fr", THURSDAY, person_id=person)

    about_anna = f"2026-W47.{ANNA}.0123456789ab"
    for message in (owed(ANNA, "one", "something"), replace(owed(BOB, about_anna, about_anna), address=None)):
        await storage.deliveries.owe(message)
    await storage.runs.create(Run(tenant, RUN, RunState.SENDING, THURSDAY, started_by=ANNA))
    for person, state in ((ANNA, DeliveryState.SENT), (BOB, DeliveryState.PENDING)):
        message = Delivery(
            RUN.delivery_id(tenant, person), DeliveryKind.CHECK_IN, "2026-W47", None, "fr", THURSDAY, person_id=person
        )
        await storage.runs.plan([replace(message, state=state, address=CHAT if person == ANNA else None)])
