from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.workshop_form import read_workshop
from passeur.ambassadors.workshops import Workshop
from passeur.backend import Backend
from passeur.errors import Outdated
from passeur.periods import day_of


async def own_workshop(workshop_id: str, host_id: str, backend: Backend) -> Workshop:
    """A workshop that this person recorded. Declined for anybody else's, as if there were none."""
    workshop = await backend.workshops.get(backend.organisation.tenant_id, host_id, workshop_id)
    if workshop is None or workshop.withdrawn:
        raise Declined(Why.WORKSHOP_UNKNOWN)
    return workshop


async def edit_workshop(
    workshop_id: str, version: int, host_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Workshop:
    """Save what the host corrected, from the version that their form shows; saving it twice changes nothing.

    The code stays, and so does what people answered, on another day too. A workshop stays in its term.
    """
    there = await own_workshop(workshop_id, host_id, backend)
    cohort = await backend.cohorts.get(there.tenant_id, there.cohort_id)
    if cohort is None:
        raise Declined(Why.WORKSHOP_UNKNOWN)
    today = day_of(now, backend.organisation.sending.zone)
    content = read_workshop(typed, first=cohort.starts_on, last=cohort.ends_on, today=today)
    edited = replace(
        there,
        title=content.title,
        on=content.on,
        begins=content.begins,
        minutes=content.minutes,
        place=content.place,
        reached=content.reached,
    )
    if edited == there:
        return there
    if there.version != version:
        raise Outdated
    edited = replace(edited, version=version + 1)
    await backend.workshops.replace(edited)
    return edited


async def withdraw_workshop(workshop_id: str, host_id: str, backend: Backend) -> None:
    """Count a workshop no more and take no more feedback on it; withdrawing it twice changes nothing."""
    there = await backend.workshops.get(backend.organisation.tenant_id, host_id, workshop_id)
    if there is None:
        raise Declined(Why.WORKSHOP_UNKNOWN)
    if not there.withdrawn:
        await backend.workshops.replace(replace(there, withdrawn=True, version=there.version + 1))
