"""A nomination is a question to the person in private, and nothing else: until they accept, nothing is kept of it.

The only trace is the message that asks. It is found again by the call and the person, so that nobody is asked twice.
"""

from passeur.ambassadors.cohorts import Cohort
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, DeliveryState, Home, Reason
from passeur.delivery.runs import RunId


def nomination_id(cohort: Cohort, person_id: str, backend: Backend) -> DeliveryId:
    """Where the one question of a call to a person is."""
    return _id(cohort, f"{cohort.id}|{person_id}", backend)


def second_voice_id(cohort: Cohort, person_id: str, nominator_id: str, backend: Backend) -> DeliveryId:
    """Where it is noted that somebody else nominated the same person, who is not asked again."""
    return _id(cohort, f"{cohort.id}.{nominator_id}|{person_id}", backend)


def second_voice(cohort: Cohort, person_id: str, nominator_id: str, backend: Backend) -> Delivery:
    """A question that is not asked: it only keeps its nominator out of the review."""
    return Delivery(
        second_voice_id(cohort, person_id, nominator_id, backend),
        DeliveryKind.NOMINATION,
        subject_of(cohort, nominator_id),
        None,
        backend.organisation.locale,
        cohort.opened_at,
        person_id=person_id,
        state=DeliveryState.SKIPPED,
        reason=Reason.NOTHING_TO_TELL,
    )


def subject_of(cohort: Cohort, nominator_id: str) -> str:
    return f"{cohort.id}|{nominator_id}"


def nomination_of(subject: str) -> tuple[str, str]:
    """The cohort's id and the nominator's that the subject of NOMINATION names."""
    cohort_id, nominator_id = subject.split("|", 1)
    return cohort_id, nominator_id


async def nominator_of(cohort: Cohort, person_id: str, backend: Backend) -> str | None:
    """Who nominated a person first in this call; None when nobody did."""
    question = await backend.deliveries.get(nomination_id(cohort, person_id, backend))
    return None if question is None else nomination_of(question.subject)[1]


async def has_nominated(nominator_id: str, person_id: str, cohort: Cohort, backend: Backend) -> bool:
    """Whether somebody nominated a person in this call, first or not."""
    if await nominator_of(cohort, person_id, backend) == nominator_id:
        return True
    return await backend.deliveries.get(second_voice_id(cohort, person_id, nominator_id, backend)) is not None


def invitation_run(cohort_id: str) -> RunId:
    """The run that invites the people whose shares are of use in other trades."""
    return RunId(DeliveryKind.CALL_INVITATION, cohort_id)


async def is_invited(cohort: Cohort, person_id: str, backend: Backend) -> bool:
    """Whether the invitation of this call was written to this person."""
    tenant_id = backend.organisation.tenant_id
    where = invitation_run(cohort.id).delivery_id(tenant_id, person_id)
    return await backend.deliveries.get(where) is not None


def _id(cohort: Cohort, about: str, backend: Backend) -> DeliveryId:
    organisation = backend.organisation
    week = cohort.opened_in(organisation.sending.zone)
    return DeliveryId(Home.MESSAGES, organisation.tenant_id, week.key, f"o|{DeliveryKind.NOMINATION}|{about}")
