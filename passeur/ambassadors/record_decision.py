from collections.abc import Mapping
from datetime import datetime

from passeur.ambassadors.decision_form import read_decision, read_strike
from passeur.ambassadors.decisions import Decision, decision_id
from passeur.backend import Backend
from passeur.periods import day_of


async def record_decision(
    form_id: str, person_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Decision:
    """Write a decision in the log, once for each form: a second click gets the first one."""
    content = read_decision(typed, today=day_of(now, backend.organisation.sending.zone))
    return await backend.decisions.add(
        Decision(
            tenant_id=backend.organisation.tenant_id,
            id=decision_id(form_id, person_id),
            what=content.what,
            why=content.why,
            on=content.on,
            recorded_at=now,
            recorded_by=person_id,
        )
    )


async def strike_decision(
    decision_id: str, person_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Decision:
    """Strike a decision out, with a reason; it stays in the log, and the first reason is the one that counts."""
    why = read_strike(typed)
    return await backend.decisions.change(
        backend.organisation.tenant_id, decision_id, lambda there: there.struck(person_id, why, now)
    )
