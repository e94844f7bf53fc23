from passeur.backend import Backend
from passeur.people import READERS, Role

# Who answers for the organisation's measures, or checks them. Only the programme lead writes.
LITERACY_READERS = (Role.PROGRAMME_LEAD, *READERS, Role.DPO)


async def may_read_literacy(person_id: str, backend: Backend) -> bool:
    """Whether somebody reads the literacy record now."""
    for role in LITERACY_READERS:
        if await backend.roles.has(backend.organisation.tenant_id, person_id, role):
            return True
    return False
