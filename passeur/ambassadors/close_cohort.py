from datetime import datetime

from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.term_audiences import farewell_run
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.delivery.start_run import start_run


async def close_cohort(cohort_id: str, backend: Backend, *, by: str, now: datetime) -> Cohort:
    """End every term of a cohort as was wished and agreed, thank everybody who stayed, and close it.

    Declined while a wish waits for an answer, and while somebody carries on and there is no other cohort to carry on
    in. Interrupted, it is asked for again and goes on where it stopped; asked for twice, it is done once.
    """
    tenant_id = backend.organisation.tenant_id
    cohorts = await backend.cohorts.all(tenant_id)
    cohort = next((each for each in cohorts if each.id == cohort_id), None)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    if cohort.state is not CohortState.CLOSED:
        cohort.moved(CohortState.CLOSED)
        terms = [term async for page in backend.terms.pages(tenant_id, cohort_id) for term in page]
        following = next((each.id for each in cohorts if each.state is not CohortState.CLOSED and each != cohort), None)
        _must_be_ready(terms, following)
        await all_of(_end(term, following, backend, now=now) for term in terms if term.state is not TermState.ENDED)
        cohort = await backend.cohorts.change(tenant_id, cohort_id, _closed)
    await start_run(farewell_run(cohort_id), backend, by=by, now=now)
    return cohort


def _must_be_ready(terms: list[Term], following: str | None) -> None:
    if any(term.waits_for_an_answer for term in terms):
        raise Declined(Why.WISHES_WAITING)
    carry_on = any(term.state is not TermState.ENDED and term.ends_as is Ending.RENEWED for term in terms)
    if carry_on and following is None:
        raise Declined(Why.NO_NEXT_COHORT)


async def _end(term: Term, following: str | None, backend: Backend, *, now: datetime) -> None:
    """What follows is written first: whoever carries on is never left with nothing by a crash in between."""
    tenant_id, person_id = backend.organisation.tenant_id, term.person_id
    if term.ends_as is Ending.RENEWED and following is not None:
        offered = Term(
            tenant_id, following, person_id, term.trade, term.site, term.way, TermState.OFFERED, offered_at=now
        )
        await backend.terms.change(tenant_id, following, person_id, lambda known: known or offered)

    def end(known: Term | None) -> Term:
        if known is None or known.state is TermState.ENDED:
            return known or term
        if known.ends_as is not term.ends_as:
            # They said something else in the meantime: whoever closes looks again.
            raise Declined(Why.WISH_CHANGED)
        return known.ended(known.ends_as, now)

    # Nobody left by their own word: opened again from a backup, the cohort has them all back.
    await backend.terms.change(tenant_id, term.cohort_id, person_id, end, said_by_them=False)


def _closed(known: Cohort) -> Cohort:
    return known if known.state is CohortState.CLOSED else known.moved(CohortState.CLOSED)
