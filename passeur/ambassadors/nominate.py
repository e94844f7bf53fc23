from collections.abc import Sequence
from datetime import datetime

from passeur.ambassadors.apply import open_cohort
from passeur.ambassadors.nominations import second_voice, subject_of
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.people import Person


async def nominate(cohort_id: str, person_id: str, nominator_id: str, backend: Backend, *, now: datetime) -> Person:
    """Ask somebody in private whether they would like to be a candidate, once for each call; returns whom.

    The nominator is not told what becomes of it, nor whether it was asked: the person may have been asked already, be
    a candidate, or have chosen not to be asked. Declined for what the nominator knows or must know: no call is open,
    they manage nobody, they named themselves, somebody of another team, or somebody who left.
    """
    tenant_id = backend.organisation.tenant_id
    cohort = await open_cohort(cohort_id, backend, now=now)
    if person_id == nominator_id:
        raise Declined(Why.NOT_YOURSELF)
    person = await backend.people.get(tenant_id, person_id)
    if person is None or person.manager_id != nominator_id:
        raise Declined(Why.NOT_A_MANAGER)
    if not person.active:
        raise Declined(Why.LEFT)
    reviews = await backend.candidates.reviews_of(tenant_id, cohort.id, person_id)
    if any(each.reviewer_id == nominator_id for each in reviews):
        # They are a candidate, and whoever has reviewed them does not become their nominator afterwards.
        return person
    subject = subject_of(cohort, nominator_id)
    week = cohort.opened_in(backend.organisation.sending.zone)
    is_first = await owe_message(DeliveryKind.NOMINATION, person_id, cohort.id, subject, backend, week=week, now=now)
    if not is_first:
        await backend.deliveries.owe(second_voice(cohort, person_id, nominator_id, backend))
    return person


async def team_of(manager_id: str, backend: Backend) -> Sequence[Person]:
    """The people whom somebody manages, by name."""
    people = await backend.people.reporting_to(backend.organisation.tenant_id, manager_id)
    return sorted((each for each in people if each.active), key=lambda person: (person.name.casefold(), person.id))
