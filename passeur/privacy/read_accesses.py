"""The access log as the DPO reads it, with the names of those who are known."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from passeur.backend import Backend
from passeur.privacy.accesses import Access
from passeur.privacy.retention_rules import PERIODS, Kept


async def read_accesses(backend: Backend, *, now: datetime, most: int) -> tuple[Sequence[Access], Mapping[str, str]]:
    """The newest first, none older than is kept; and the names of who opened them."""
    tenant_id = backend.organisation.tenant_id
    accesses = await backend.accesses.latest(tenant_id, now - PERIODS[Kept.ACCESSES], most)
    names: dict[str, str] = {}
    for person_id in {each.person_id for each in accesses}:
        person = await backend.people.get(tenant_id, person_id)
        if person is not None:
            names[person_id] = person.name
    return accesses, names
