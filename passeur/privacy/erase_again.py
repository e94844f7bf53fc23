from datetime import datetime

from passeur.backend import Backend
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.privacy.stand_ins import new_stand_in


async def erase_again(backend: Backend, *, since: datetime, now: datetime) -> int:
    """After a restore: begin to erase whoever was erased since the moment of the backup; returns how many they are.

    Nothing says any more what they chose for their shares, which stay without a name, nor where they could be told.
    """
    tenant_id = backend.organisation.tenant_id
    back = await backend.erasures.marked_among_rows(tenant_id, since)
    for person_id in back:
        person = await backend.people.get(tenant_id, person_id)
        await backend.erasures.begin(
            Erasure(
                tenant_id,
                person_id,
                new_stand_in(),
                TheirShares.STAY,
                now,
                person.locale if person else backend.organisation.locale,
                person.name if person else "",
                person.email if person else None,
                person.address if person else None,
            )
        )
    return len(back)
