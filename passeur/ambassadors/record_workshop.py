from collections.abc import Mapping
from datetime import datetime

from passeur.ambassadors.current_term import term_in_office
from passeur.ambassadors.workshop_form import read_workshop
from passeur.ambassadors.workshops import Workshop, new_code, workshop_id
from passeur.backend import Backend
from passeur.errors import FormRefused
from passeur.periods import day_of


async def record_workshop(
    form_id: str, host_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Workshop:
    """Record a workshop of an ambassador in office, once for each form: a second click gets the first one.

    It counts in the trade and at the site of the term, and its day is one of the term.
    """
    current = await term_in_office(host_id, backend)
    cohort, term = current.cohort, current.term
    today = day_of(now, backend.organisation.sending.zone)
    found = workshop_id(form_id, host_id)
    try:
        content = read_workshop(typed, first=cohort.starts_on, last=cohort.ends_on, today=today)
    except FormRefused:
        # What was right on the day it was sent may be wrong when it is sent again days later.
        if there := await backend.workshops.get(cohort.tenant_id, host_id, found):
            return there
        raise
    workshop = Workshop(
        tenant_id=backend.organisation.tenant_id,
        id=found,
        cohort_id=cohort.id,
        host_id=host_id,
        trade=term.trade,
        site=term.site,
        title=content.title,
        on=content.on,
        reached=content.reached,
        code=new_code(),
        recorded_at=now,
        begins=content.begins,
        minutes=content.minutes,
        place=content.place,
    )
    return await backend.workshops.add(workshop)
