"""One person of two: whom Passeur met, and whom a file knew by the same e-mail."""

from dataclasses import replace

from passeur.backend import Backend
from passeur.directory.identities import email_address, id_of_email
from passeur.people import Person


async def join_by_email(person_id: str, email: str, backend: Backend, *, name: str = "") -> Person | None:
    """Note the e-mail of somebody whose own id is known, and give them what a file said of that e-mail before.

    The file's trade, site and manager count, as in any import; the row that stood for the e-mail is removed after, so
    that a crash in between is made good by the next call. Their team's people follow at the next recount. Somebody new
    is written under `name`. What is no e-mail changes nothing: the person as stored comes back, if there is one.
    """
    tenant_id = backend.organisation.tenant_id
    address = email_address(email)
    if address is None:
        return await backend.people.get(tenant_id, person_id)
    stand_in = await backend.people.get(tenant_id, id_of_email(address))
    waiting = stand_in if stand_in and stand_in.active else None

    def joined(known: Person | None) -> Person:
        person = known or Person(tenant_id, person_id, name, locale=backend.organisation.locale)
        if waiting is None:
            # Who left keeps no e-mail.
            return replace(person, email=address) if person.active else person
        return replace(
            person,
            name=person.name or name or waiting.name,
            trade=waiting.trade or person.trade,
            site=waiting.site or person.site,
            email=address,
            manager_id=None if waiting.manager_id == person_id else waiting.manager_id,
            active=True,
            directory=waiting.directory,
        )

    _, person = await backend.people.change(tenant_id, person_id, joined)
    if stand_in is not None:
        await backend.directory.remove(tenant_id, stand_in.id)
    return person
