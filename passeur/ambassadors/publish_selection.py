import asyncio
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.make_proposal import make_proposal
from passeur.ambassadors.proposal import STATES, Part, Proposal
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.selection_decision import Outcome, SelectionDecision, decided
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunId
from passeur.delivery.start_run import start_run

# Candidates whose rows are written side by side.
_AT_ONCE = 16


async def publish_selection(
    cohort_id: str, version: int, backend: Backend, *, by: str, now: datetime
) -> SelectionDecision:
    """Make the proposal that was read the decision, once, offer the terms and answer every candidate in private.

    What a crash left undone is done when it is asked for again. Raises Declined when the proposal is no longer the one
    of `version`, when the call is not over, or when nobody is proposed.
    """
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    decision = await backend.selections.get(tenant_id, cohort_id)
    if decision is None:
        cohort.moved(CohortState.RUNNING)
        proposal = await make_proposal(cohort, backend)
        if proposal.version != version:
            raise Declined(Why.PROPOSAL_CHANGED)
        if not proposal.parts[Part.CHOSEN]:
            raise Declined(Why.NOBODY_TO_SELECT)
        decision = await backend.selections.decide(_decision(proposal, by, now))
    await _carry_out(decision, backend, now)
    return decision


async def carry_on(cohort: Cohort, backend: Backend, *, now: datetime) -> None:
    """Do what a crash left undone of a decision: nobody has a button for it once it is decided."""
    decision = await backend.selections.get(cohort.tenant_id, cohort.id)
    if decision is not None:
        await _carry_out(decision, backend, now)


def answers_run(cohort_id: str) -> RunId:
    """The run that answers every candidate of a call."""
    return RunId(DeliveryKind.SELECTION_RESULT, cohort_id)


async def offer_term(candidate: Candidate, backend: Backend, *, now: datetime) -> None:
    """Offer a selected candidate their term, once: it begins when they sign the charter."""
    term = Term(
        candidate.tenant_id,
        candidate.cohort_id,
        candidate.person_id,
        candidate.trade,
        candidate.site,
        candidate.way,
        TermState.OFFERED,
        offered_at=now,
    )
    await backend.terms.change(
        candidate.tenant_id, candidate.cohort_id, candidate.person_id, lambda known: known or term
    )


def _decision(proposal: Proposal, by: str, now: datetime) -> SelectionDecision:
    cohort = proposal.cohort
    left_out = len(proposal.parts[Part.LEFT_OUT])
    outcomes = tuple(
        Outcome(
            line.candidate.person_id,
            STATES[line.part],
            line.rank + (left_out if line.part is Part.UNREVIEWED else 0),
            str(line.reason),
        )
        for line in proposal.lines
    )
    return SelectionDecision(cohort.tenant_id, cohort.id, proposal.version, by, now, outcomes)


async def _carry_out(decision: SelectionDecision, backend: Backend, now: datetime) -> None:
    """The candidates and their terms, then the messages, then the cohort, which says that all of it is done."""
    room = asyncio.Semaphore(_AT_ONCE)

    async def settle(outcome: Outcome) -> None:
        async with room:
            await _settle(outcome, decision, backend)

    async with asyncio.TaskGroup() as together:
        for outcome in decision.outcomes:
            together.create_task(settle(outcome))
    await start_run(answers_run(decision.cohort_id), backend, by=decision.decided_by, now=now)
    await backend.cohorts.change(decision.tenant_id, decision.cohort_id, _running)


async def _settle(outcome: Outcome, decision: SelectionDecision, backend: Backend) -> None:
    def change(known: Candidate | None) -> Candidate:
        if known is None:
            raise _Erased
        return decided(known, outcome, decision.decided_at)

    try:
        _, after = await backend.candidates.change(decision.tenant_id, decision.cohort_id, outcome.person_id, change)
    except _Erased:
        return
    if after.state is CandidateState.SELECTED:
        await offer_term(after, backend, now=decision.decided_at)


def _running(cohort: Cohort) -> Cohort:
    if cohort.state in (CohortState.RUNNING, CohortState.CLOSED):
        return cohort
    return cohort.closed_call().moved(CohortState.RUNNING)


class _Erased(Exception):
    """The candidate's rows are gone: there is nobody left to decide about."""
