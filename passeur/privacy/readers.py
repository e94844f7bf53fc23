"""Who reads the privacy documents and the proofs, and who reads the access log."""

from passeur.backend import Backend
from passeur.people import Role

PAPER_READERS = (Role.PROGRAMME_LEAD, Role.DPO)
# Whoever reads what the log is about does not read the log.
LOG_READERS = (Role.DPO,)


async def holds_one(person_id: str, roles: tuple[Role, ...], backend: Backend) -> bool:
    """Whether somebody has one of these roles now: a link of this morning opens nothing for who lost it at noon."""
    for role in roles:
        if await backend.roles.has(backend.organisation.tenant_id, person_id, role):
            return True
    return False
