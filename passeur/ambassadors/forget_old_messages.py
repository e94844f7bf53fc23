from datetime import datetime, timedelta

from passeur.backend import Backend

# What was owed to people about themselves is of no use when it is out, and names them: to ask and to answer is enough.
KEPT_FOR = timedelta(days=90)
# Nobody reviews whom they nominated, and the question that was asked says who did: it stays while a call is under way.
KEPT_FOR_A_CALL = timedelta(days=365)


async def forget_old_messages(backend: Backend, *, now: datetime) -> int:
    """Erase the messages to people that are over, sent or not; returns how many. What stands in channels stays."""
    tenant_id = backend.organisation.tenant_id
    calls = [each.opened_at for each in await backend.cohorts.all(tenant_id) if each.has_a_call_under_way]
    until = min([now - KEPT_FOR, *calls])
    return await backend.deliveries.forget_until(tenant_id, max(until, now - KEPT_FOR_A_CALL))
