"""A small organisation in which every verb has something to be about, and people who own it or do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from passeur.ambassadors.badges import Badge, BadgeId, BadgeKind
from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.hand_over import HandOver
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.nominations import nomination_id, subject_of
from passeur.ambassadors.offer_help import HelpOffer
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.recognition import Choice, MonthChoice, Spotlight
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.ambassadors.workshops import Workshop
from passeur.backend import Backend
from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.delivery.runs import Run, RunId, RunState
from passeur.directory.headcounts import Headcounts
from passeur.directory.teams import Team
from passeur.literacy.measures import Measure, MeasureContent
from passeur.people import Person, Role
from passeur.periods import Month, Week
from passeur.sharing.posts import post_of_share
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain, share_id
from passeur.storage.bundle import Storage

T = TypeVar("T")
TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
# A Thursday at noon in Paris: the check-in of the period from 16 to 29 November was asked at ten.
NOW = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
WEEK = Week(2026, 48)
PAST = timedelta(days=320)
CLOSED, RUNNING, CALLING, CHOOSING = "2025-2", "2026-1", "2026-2", "2026-3"
REF = CheckInRef(RUNNING, Week(2026, 47), 2)
MONTH = Month(2026, 10)
RUN = RunId(DeliveryKind.MANAGER_DIGEST, "2026-W46")


def _id(number: int) -> str:
    return f"5e5e5e5e-0000-4000-8000-{number:012d}"


# Nobody knows the stranger. The owner is what each verb is about: an ambassador, or who was asked something.
STRANGER, EMPLOYEE, AMBASSADOR, MANAGER, STEERING, SPONSOR, LEAD, OWNER, DPO = map(_id, range(1, 10))
# More ambassadors and candidates, who click nothing.
PEERS = tuple(map(_id, range(11, 16)))
# Colleagues of whom something was asked: to take over, to be a candidate, to sign; and one who waits for a place.
SUCCESSOR, NOMINEE, CHOSEN, WAITING = map(_id, range(21, 25))
PLACE = Address("19:general", "http://127.0.0.1:9", ConversationKind.CHANNEL)
SIGNATURE = Signature(our_charter().version, our_charter().text("fr").hash, "fr", NOW - timedelta(days=80))
FORM = "f" * 32
WORKSHOP = Workshop(
    tenant_id=TENANT,
    id="a" * 32,
    cohort_id=RUNNING,
    host_id=OWNER,
    trade="rh",
    site="lyon",
    title="Premiers pas",
    on=date(2026, 11, 20),
    reached=12,
    code="CDEFGHJK",
    recorded_at=NOW - timedelta(days=6),
)
DECISION = Decision(TENANT, "d" * 32, "Ouvrir un appel", "Le premier a manqué de monde", date(2026, 11, 2), NOW, LEAD)
MEASURE = Measure(TENANT, "b" * 32, MeasureContent("Conférence", "Tout le personnel", date(2026, 11, 2)), NOW)
CONTENT = ShareContent(
    tool="Copilot",
    use_case="Résumer les comptes rendus de réunion de service",
    gain=TimeGain(Decimal(2), GainUnit.HOURS, GainPer.WEEK),
    limits="Les chiffres sont à relire un par un.",
    when_not="Jamais sur un dossier disciplinaire.",
    link="",
    prompt="Résume ce texte en cinq points.",
    trade="rh",
)
SHARE = Share(ShareRef(WEEK, share_id("matrix", OWNER)), TENANT, OWNER, "Odile Owner", CONTENT, NOW - timedelta(days=1))
HELP = CheckIn(
    tenant_id=TENANT,
    cohort_id=RUNNING,
    period=REF.before.period,
    person_id=PEERS[0],
    trade="finance",
    site="nantes",
    state=CheckInState.ANSWERED,
    at=NOW - timedelta(days=13),
    blockers=frozenset({Blocker.TIME}),
    help_text="Qui a une trame ?",
    may_ask_peers=True,
    told=True,
)
HELP_REF = HelpRef.of(HELP)
# What the owner asked in turn, and a peer who offered to help.
OWN_HELP = replace(HELP, person_id=OWNER, trade="rh", site="lyon")
OFFER = HelpOffer(HelpRef.of(OWN_HELP), PEERS[2])
TAKE_OVER = HandOver(RUNNING, PEERS[1])


def being(thing: T) -> Callable[[object], T]:
    return lambda _: thing


def chat_of(person_id: str) -> Address:
    return Address(f"a:chat-{person_id}", "http://127.0.0.1:9", ConversationKind.PERSONAL)


async def plant(storage: Storage, backend: Backend) -> None:
    """Everybody but the stranger, and what each verb can be about."""
    await _plant_people(storage)
    await _plant_cohorts(storage)
    await _plant_ambassadors(storage)
    await storage.shares.add(SHARE, post_of_share(SHARE, PLACE, "fr", NOW))
    await _plant_questions(storage, backend)


async def _plant_people(storage: Storage) -> None:
    everybody = (
        EMPLOYEE,
        AMBASSADOR,
        MANAGER,
        STEERING,
        SPONSOR,
        LEAD,
        OWNER,
        *PEERS,
        SUCCESSOR,
        NOMINEE,
        CHOSEN,
        WAITING,
        DPO,
    )
    for number, person_id in enumerate(everybody):
        await storage.people.put(
            Person(
                TENANT,
                person_id,
                f"Personne {number}",
                trade="finance" if number % 2 else "rh",
                site="nantes" if number % 3 else "lyon",
                address=chat_of(person_id),
                introduced=True,
                email=f"p{number}@ventis.example",
                manager_id=MANAGER if person_id in (OWNER, EMPLOYEE, NOMINEE, *PEERS) else None,
            )
        )
    await storage.teams.replace(TENANT, [Team(TENANT, MANAGER, 7, {"rh": 5}, {"lyon": 5})])
    places = {("rh", "lyon"): 600, ("achats", "nantes"): 240, ("finance", "lyon"): 160, ("finance", "nantes"): 3}
    await storage.directory.put_headcounts(TENANT, Headcounts(NOW, places))
    await storage.channels.put(Channel(TENANT, "19:team", PLACE))
    holders = {LEAD: Role.PROGRAMME_LEAD, STEERING: Role.STEERING, SPONSOR: Role.SPONSOR, DPO: Role.DPO}
    for person_id, role in holders.items():
        await storage.roles.grant(TENANT, person_id, role)


async def _plant_cohorts(storage: Storage) -> None:
    running = Cohort(
        tenant_id=TENANT,
        id=RUNNING,
        call=Call(8, NOW - timedelta(days=120)),
        state=CohortState.RUNNING,
        opened_at=NOW - timedelta(days=150),
        opened_by=LEAD,
        starts_on=date(2026, 9, 7),
        ends_on=date(2026, 12, 31),
    )
    calling = replace(
        running,
        id=CALLING,
        call=Call(5, NOW + timedelta(days=20)),
        state=CohortState.CALLING,
        opened_at=NOW - timedelta(days=5),
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 12, 31),
    )
    choosing = replace(calling, id=CHOOSING, call=Call(2, NOW - timedelta(days=1)), state=CohortState.CHOOSING)
    past = replace(running, starts_on=date(2026, 1, 5), ends_on=date(2026, 6, 28))
    closed = replace(past, id=CLOSED, state=CohortState.CLOSED)
    for cohort in (closed, running, calling, choosing):
        await storage.cohorts.create(cohort)
    candidate = Candidate(
        tenant_id=TENANT,
        cohort_id=CALLING,
        person_id=OWNER,
        way=Way.VOLUNTEERED,
        state=CandidateState.APPLIED,
        applied_at=NOW - timedelta(days=3),
        trade="rh",
        site="lyon",
        statement="Je voudrais transmettre ce que j’ai appris.",
        availability=Availability.TWO_HOURS_A_MONTH,
        seniority=Seniority.OVER_TEN,
    )
    for each in (candidate, *(replace(candidate, cohort_id=CHOOSING, person_id=who) for who in (OWNER, *PEERS))):
        await storage.candidates.change(TENANT, each.cohort_id, each.person_id, being(each))
        for reviewer in (STEERING, LEAD):
            marks = {criterion: Mark(2, "Vu à l’atelier.") for criterion in Criterion}
            await storage.candidates.review(Review(TENANT, each.cohort_id, each.person_id, reviewer, marks, NOW))
    waiting = replace(candidate, cohort_id=RUNNING, person_id=WAITING, state=CandidateState.WAITING, rank=1)
    await storage.candidates.change(TENANT, RUNNING, WAITING, being(waiting))
    await storage.decisions.add(DECISION)
    await storage.literacy.add(MEASURE)


async def _plant_ambassadors(storage: Storage) -> None:
    term = Term(
        tenant_id=TENANT,
        cohort_id=RUNNING,
        person_id=OWNER,
        trade="rh",
        site="lyon",
        way=Way.VOLUNTEERED,
        state=TermState.ACTIVE,
        offered_at=NOW - timedelta(days=90),
        signature=SIGNATURE,
        began_at=SIGNATURE.at,
        recognised=True,
    )
    for person_id in (OWNER, AMBASSADOR, *PEERS):
        await storage.terms.change(TENANT, RUNNING, person_id, being(replace(term, person_id=person_id)))
        check_in = replace(HELP, person_id=person_id, help_text="", told=False, prompts=3)
        await storage.check_ins.change(TENANT, check_in.cohort_id, check_in.period, person_id, being(check_in))
    await storage.progress.change(TENANT, OWNER, being(Progress({"welcome": NOW}, None)))
    await storage.workshops.add(WORKSHOP)
    badge_id = BadgeId(BadgeKind.FIRST_WORKSHOP)
    badge = Badge(TENANT, OWNER, badge_id, RUNNING, WORKSHOP.id, WORKSHOP.on, 1, "c" * 8, 7, NOW)
    await storage.badges.change(TENANT, OWNER, badge_id, being(badge))
    for asked in (HELP, OWN_HELP):
        await storage.check_ins.change(TENANT, asked.cohort_id, asked.period, asked.person_id, being(asked))
    wishing = term.wishing(Ending.CHAMPION)
    handing = replace(term, person_id=TAKE_OVER.person_id).handing_over_to(SUCCESSOR, NOW)
    offered = replace(term, person_id=CHOSEN, state=TermState.OFFERED, signature=None, began_at=None)
    before = replace(wishing.answered(Ending.CHAMPION, NOW, agreed=True), cohort_id=CLOSED, began_at=NOW - PAST)
    for each in (wishing, handing, offered, before.ended(Ending.CHAMPION, NOW - PAST / 2)):
        await storage.terms.change(TENANT, each.cohort_id, each.person_id, being(each))


async def _plant_questions(storage: Storage, backend: Backend) -> None:
    """What the owner was asked in private, and nobody else."""
    month = MonthChoice(TENANT, MONTH, Choice(OWNER, RUNNING, "Pour ses ateliers", LEAD, NOW))
    await storage.recognitions.change_month(TENANT, MONTH, being(month))
    spotlight = Spotlight(TENANT, SHARE.ref, OWNER, "Un bel exemple", LEAD, NOW)
    await storage.recognitions.change_spotlight(TENANT, SHARE.ref, being(spotlight))
    for kind in (DeliveryKind.PEER_HELP, DeliveryKind.HELP_REQUEST):
        await owe_message(kind, OWNER, str(HELP_REF), str(HELP_REF), backend, week=HELP.period, now=NOW)
    about = f"{OFFER.request}.{OFFER.helper_id}"
    await owe_message(DeliveryKind.HELP_OFFER, OWNER, about, str(OFFER), backend, week=HELP.period, now=NOW)
    await storage.runs.create(Run(TENANT, RUN, RunState.SENDING, NOW, is_planned=True))
    calling = await storage.cohorts.get(TENANT, CALLING)
    assert calling is not None
    question = Delivery(
        nomination_id(calling, NOMINEE, backend),
        DeliveryKind.NOMINATION,
        subject_of(calling, MANAGER),
        None,
        "fr",
        NOW,
        person_id=NOMINEE,
    )
    await storage.deliveries.owe(question)
