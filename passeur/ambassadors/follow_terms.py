from collections.abc import Sequence
from datetime import datetime, timedelta

from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.term_audiences import charter_run, must_sign_again, term_end_run
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.delivery.runs import Run
from passeur.delivery.start_run import start_run
from passeur.people import Role
from passeur.periods import Week

# Long enough for a choice to be made with one's manager, and for a successor to be found.
BEFORE_THE_END = timedelta(weeks=3)
# A timer that slept is made good for so long; the programme lead is asked once all the same.
ASKED_TO_CLOSE_FOR = timedelta(weeks=2)
_A_DAY = timedelta(days=1)
# After a fortnight, silence is an answer too: the programme lead sees who has not signed.
REMINDED_AFTER, NO_MORE_AFTER = timedelta(weeks=1), timedelta(weeks=2)


async def follow_terms(backend: Backend, *, now: datetime) -> Sequence[Run]:
    """Start what is due for the cohorts in office: the summary three weeks before the end, and a charter that changed.

    Each run is started once for each cohort, and each text of the charter, however often this is called. Whoever has
    not answered an offer after a week is reminded of it, and programme leads are told that a term is over, once each.
    """
    tenant_id = backend.organisation.tenant_id
    today = now.astimezone(backend.organisation.sending.zone).date()
    started: list[Run] = []
    for cohort in await backend.cohorts.all(tenant_id):
        if cohort.state is not CohortState.RUNNING:
            continue
        if today >= cohort.ends_on - BEFORE_THE_END:
            started.append(await start_run(term_end_run(cohort.id), backend, by=None, now=now))
        if cohort.ends_on < today <= cohort.ends_on + ASKED_TO_CLOSE_FOR:
            await _ask_to_close(cohort, backend, now=now)
        terms = [term async for page in backend.terms.pages(tenant_id, cohort.id) for term in page]
        if any(must_sign_again(term, backend) for term in terms):
            started.append(await start_run(charter_run(cohort.id, backend), backend, by=None, now=now))
        for term in terms:
            if term.state is TermState.OFFERED and REMINDED_AFTER <= now - term.offered_at < NO_MORE_AFTER:
                await _remind(term, backend, now=now)
    return started


async def _ask_to_close(cohort: Cohort, backend: Backend, *, now: datetime) -> None:
    for lead in await backend.roles.holders(backend.organisation.tenant_id, Role.PROGRAMME_LEAD):
        week = Week.of_day(cohort.ends_on + _A_DAY)
        await owe_message(DeliveryKind.COHORT_END, lead, cohort.id, cohort.id, backend, week=week, now=now)


async def _remind(term: Term, backend: Backend, *, now: datetime) -> None:
    week = Week.of(term.offered_at + REMINDED_AFTER, backend.organisation.sending.zone)
    await owe_message(
        DeliveryKind.OFFER_REMINDER, term.person_id, term.cohort_id, term.cohort_id, backend, week=week, now=now
    )
