"""People whom Teams names in a roster: without any permission, this is who Passeur knows besides those who wrote."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from passeur.backend import Backend
from passeur.directory.identities import email_address, id_of_email
from passeur.directory.join_by_email import join_by_email
from passeur.people import Person

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a roster: their Entra object id, what Teams calls them, and their e-mail when it is told."""

    id: str
    teams_id: str
    name: str
    email: str | None = None


async def knows_by_email(backend: Backend) -> bool:
    """Whether a file named people whom only their e-mail tells: the one reason to look at anybody's."""
    summary = await backend.directory.summary(backend.organisation.tenant_id)
    return summary is not None and summary.from_file > 0


async def meet_members(members: Sequence[Member], backend: Backend, *, by_email: bool) -> None:
    """Remember the people of a roster. Their e-mail is used, and kept, for those whom a file named by it alone.

    Whoever asked to be forgotten (passeur.privacy) is met when they write themselves, and by no roster.
    """
    gone = await backend.erasures.gone(backend.organisation.tenant_id)
    members = [each for each in members if not gone(each.id) and not (each.email and gone(each.email))]
    for start in range(0, len(members), AT_ONCE):
        together = members[start : start + AT_ONCE]
        await asyncio.gather(*(_meet(member, backend, by_email=by_email) for member in together))


async def _meet(member: Member, backend: Backend, *, by_email: bool) -> None:
    tenant_id = backend.organisation.tenant_id

    def met(known: Person | None) -> Person:
        person = known or Person(tenant_id, member.id, member.name, locale=backend.organisation.locale)
        # Who left keeps nothing more: it is for the directory to say that they are back.
        return replace(person, name=person.name or member.name, teams_id=member.teams_id) if person.active else person

    await backend.people.change(tenant_id, member.id, met)
    email = email_address(member.email or "") if by_email else None
    if email is not None and await backend.people.get(tenant_id, id_of_email(email)) is not None:
        await join_by_email(member.id, email, backend, name=member.name)
