from datetime import datetime

from passeur.backend import Backend
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.privacy.stand_ins import new_stand_in


async def forget_leavers(backend: Backend, until: datetime, *, now: datetime, most: int) -> int:
    """Begin to erase whoever left up to a moment, as if they had asked; returns how many they are.

    What they shared stays, without their name: nobody is there any more to be asked, nor to be told.
    """
    tenant_id = backend.organisation.tenant_id
    leavers = await backend.retention.leavers(tenant_id, until, most)
    for person_id in leavers:
        person = await backend.people.get(tenant_id, person_id)
        if person is not None and person.active:
            # Back since the list was made.
            continue
        await backend.erasures.begin(
            Erasure(
                tenant_id=tenant_id,
                person_id=person_id,
                stand_in=new_stand_in(),
                shares=TheirShares.STAY,
                asked_at=now,
                locale=person.locale if person else backend.organisation.locale,
                name=person.name if person else "",
                email=person.email if person else None,
                # Where their chat was is forgotten with the rest.
                address=person.address if person else None,
                untold=True,
            )
        )
    return len(leavers)
