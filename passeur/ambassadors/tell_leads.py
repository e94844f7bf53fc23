from datetime import datetime

from passeur.ambassadors.terms import Term
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.people import Role
from passeur.periods import Week


async def tell_leads(term: Term, backend: Backend, *, now: datetime) -> None:
    """Tell the programme leads, once, that a term ended before its time: they have a place to fill."""
    tenant_id = backend.organisation.tenant_id
    week = Week.of(term.ended_at or now, backend.organisation.sending.zone)
    about = f"{term.cohort_id}|{term.person_id}"
    for lead in await backend.roles.holders(tenant_id, Role.PROGRAMME_LEAD):
        if lead == term.person_id:
            continue
        await owe_message(DeliveryKind.TERM_NEWS, lead, about, about, backend, week=week, now=now)
