from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.addresses import Address
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.privacy.stand_ins import new_stand_in


async def ask_erasure(
    person_id: str, shares: TheirShares, backend: Backend, *, address: Address, locale: str, now: datetime
) -> Erasure:
    """Promise to erase somebody, who asks in `address`; asking twice is one erasure, with the first choice."""
    tenant_id = backend.organisation.tenant_id
    person = await backend.people.get(tenant_id, person_id)
    return await backend.erasures.begin(
        Erasure(
            tenant_id=tenant_id,
            person_id=person_id,
            stand_in=new_stand_in(),
            shares=shares,
            asked_at=now,
            locale=locale,
            name=person.name if person else "",
            email=person.email if person else None,
            address=address,
        )
    )
