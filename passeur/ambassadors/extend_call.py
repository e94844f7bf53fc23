from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from passeur.ambassadors.announce_call import announce_call
from passeur.ambassadors.call_form import CallField, read_extension
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend


async def extend_call(cohort_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime) -> Cohort:
    """Take candidates until a later day, and tell it; also when the call was over and nobody was chosen yet.

    The term may move with it, and stays where it is when nothing is said of it. The same days asked twice are one
    extension. Raises FormRefused, and Declined when it is too late for one.
    """
    organisation = backend.organisation
    zone = organisation.sending.zone
    if await backend.selections.get(organisation.tenant_id, cohort_id) is not None:
        raise Declined(Why.ALREADY_DECIDED)

    def extended(cohort: Cohort) -> Cohort:
        term: dict[str, str] = {
            CallField.STARTS_ON: cohort.starts_on.isoformat(),
            CallField.ENDS_ON: cohort.ends_on.isoformat(),
        }
        said = {**term, **{name: text for name, text in typed.items() if text}}
        as_it_is: dict[str, str] = {CallField.DEADLINE: cohort.call.last_day(zone).isoformat(), **term}
        if cohort.takes_candidates(now) and all(said.get(name) == day for name, day in as_it_is.items()):
            return cohort
        # What the state allows comes before what the form says.
        cohort.extended(cohort.call.deadline)
        wanted = read_extension(said, cohort, organisation, now)
        return replace(cohort.extended(wanted.call.deadline), starts_on=wanted.starts_on, ends_on=wanted.ends_on)

    cohort = await backend.cohorts.change(organisation.tenant_id, cohort_id, extended)
    await announce_call(cohort, backend, now=now)
    return cohort
