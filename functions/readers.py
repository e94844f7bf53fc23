from passeur.backend import Backend
from passeur.people import READERS, Role


async def may_read(person_id: str, backend: Backend) -> bool:
    """Whether somebody reads what the programme tells of itself, now.

    A link of this morning opens nothing for who left the committee at noon.
    """
    tenant_id = backend.organisation.tenant_id
    for role in (Role.PROGRAMME_LEAD, *READERS):
        if await backend.roles.has(tenant_id, person_id, role):
            return True
    return False
