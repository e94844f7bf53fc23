import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from passeur.ambassadors.badge_facts import fact_of_workshop, facts_of_shares
from passeur.ambassadors.badge_rules import Fact, FactKind
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.recognition import ROTATION, Choice, Consent, MonthChoice
from passeur.ambassadors.recognition_posts import post_month
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.shortlist import Shortlisted, shortlist
from passeur.ambassadors.tell_answer import Answer, tell_answer
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.errors import FormRefused, NowhereToTell, Problem
from passeur.people import Person
from passeur.periods import Every, Month, Schedule, Week
from passeur.sharing.share_form import clean

REASON, PERSON = "reason", "person"
LONGEST_REASON = 400
MOST_PROPOSED = 100
# A use case is taken up elsewhere some time after it was shared.
_WEEKS_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """A month that is over, who may be named, in the order of their names, and what was decided so far.

    Where more may be named than a card can hold, chance chose among them, the same way all month: not `is_whole`.
    `is_open` says that somebody may be asked now.
    """

    month: Month
    people: tuple[tuple[Person, Shortlisted], ...]
    decided: MonthChoice | None
    is_whole: bool = True
    is_open: bool = True


def month_due(backend: Backend, now: datetime) -> Month:
    """The newest month of which every week is over."""
    due = Schedule(backend.organisation.sending.zone, Every.MONTH, weekday=1, hour=0).due(now)
    if due is None:
        raise ValueError("a schedule of months is due at any time")
    return Month.parse(due)


async def propose_for_month(month: Month, backend: Backend, *, now: datetime) -> Proposal:
    """The shortlist as the rule has it now. It reads the shares and workshops of some weeks, whatever came before."""
    tenant_id = backend.organisation.tenant_id
    past = await backend.recognitions.months(tenant_id, month.plus(-ROTATION), month)
    decided = next((each for each in past if each.month == month), None)
    listed = await _shortlisted(month, past, backend, now=now)
    drawn = sorted(listed, key=lambda each: hashlib.sha256(f"{month.key}|{each.person_id}".encode()).digest())
    people = [(await backend.people.get(tenant_id, each.person_id), each) for each in drawn[:MOST_PROPOSED]]
    # Whoever objected is looked for nowhere.
    known = [(person, each) for person, each in people if person and person.active and person.objected_at is None]
    by_name = sorted(known, key=lambda each: (each[0].name.casefold(), each[0].id))
    return Proposal(
        month,
        tuple(by_name),
        decided,
        is_whole=len(listed) <= MOST_PROPOSED,
        is_open=decided is None or decided.is_open(now),
    )


async def choose_of_month(
    month: Month, person_id: str, reason: str, backend: Backend, *, by: str, now: datetime
) -> MonthChoice:
    """Ask somebody of the shortlist in private, with the lead's own reason. Asking them twice asks once.

    FormRefused for a missing or too long reason; Declined for anybody who is not proposed, or when somebody is asked.
    """
    tenant_id = backend.organisation.tenant_id
    known = await backend.recognitions.month(tenant_id, month)
    if known is None or known.choice is None or known.choice.person_id != person_id:
        text = checked_reason(reason)
        await check_can_be_told(backend)
        proposal = await propose_for_month(month, backend, now=now)
        entry = next((each for _, each in proposal.people if each.person_id == person_id), None)
        if entry is None:
            raise FormRefused({PERSON: Problem.UNKNOWN_CHOICE})
        choice = Choice(person_id, entry.cohort_id, text, by, now)
        _, known = await backend.recognitions.change_month(
            tenant_id, month, lambda stored: (stored or MonthChoice(tenant_id, month)).chosen(choice)
        )
    chosen = known.choice
    if chosen is None:
        raise Declined(Why.NOT_SHORTLISTED)
    await owe_message(
        DeliveryKind.MONTH_QUESTION,
        chosen.person_id,
        month.key,
        month.key,
        backend,
        week=Week.of(chosen.chosen_at, backend.organisation.sending.zone),
        now=now,
    )
    return known


async def answer_month(
    month: Month, person_id: str, consent: Consent, backend: Backend, *, now: datetime
) -> tuple[MonthChoice | None, MonthChoice]:
    """What the person who was asked says: how the month was, and how it is.

    A yes is posted in the channels, once. The lead who asked learns the answer, and nobody else does.
    """
    before, after = await backend.recognitions.change_month(
        backend.organisation.tenant_id, month, partial(_answered, person_id=person_id, consent=consent, now=now)
    )
    await post_month(after, backend, now=now)
    # Also the second time: the first click may have died before the word to the lead was owed.
    choice = after.choice or (before.choice if before else None)
    if choice is not None and choice.person_id == person_id:
        answer = Answer(month.key, person_id, consent)
        await tell_answer(answer, choice.chosen_by, backend, at=choice.answered_at or now, now=now)
    return before, after


async def check_can_be_told(backend: Backend) -> None:
    """NowhereToTell while Passeur is in no channel: nobody is asked for what could not be done."""
    if not await backend.channels.all(backend.organisation.tenant_id):
        raise NowhereToTell


def checked_reason(reason: str) -> str:
    text = clean(reason)
    if not text:
        raise FormRefused({REASON: Problem.MISSING})
    if len(text) > LONGEST_REASON:
        raise FormRefused({REASON: Problem.TOO_LONG})
    return text


def _answered(stored: MonthChoice | None, *, person_id: str, consent: Consent, now: datetime) -> MonthChoice:
    if stored is None:
        raise Declined(Why.NOT_ASKED)
    return stored.answered(person_id, consent, now)


async def _shortlisted(
    month: Month, past: Sequence[MonthChoice], backend: Backend, *, now: datetime
) -> list[Shortlisted]:
    tenant_id, zone = backend.organisation.tenant_id, backend.organisation.sending.zone
    today, last = now.astimezone(zone).date(), month.weeks[-1]
    cohorts = [each for each in await backend.cohorts.all(tenant_id) if each.state is CohortState.RUNNING]
    terms = [
        term
        for cohort in cohorts
        async for page in backend.terms.pages(tenant_id, cohort.id)
        for term in page
        if term.recognised and term.is_in_office
    ]
    if not terms:
        return []
    facts: dict[str, list[Fact]] = {term.person_id: [] for term in terms}
    shares = await backend.shares.digest_facts(tenant_id, month.weeks[0].plus(-_WEEKS_BEFORE), last)
    for cohort in cohorts:
        for person_id, found in facts_of_shares(shares, cohort, zone).items():
            facts.get(person_id, []).extend(found)
    async for workshop, _ in backend.workshops.between(tenant_id, month.weeks[0], last):
        held = fact_of_workshop(workshop, today)
        if held is not None:
            facts.get(workshop.host_id, []).append(held)
    for given in await backend.badges.help_given(tenant_id):
        facts.get(given.helper_id, []).append(Fact(FactKind.HELP_GIVEN, given.request, given.on))
    return shortlist(month, terms, facts, past)
