"""Whom the brief is sent to: those who review it, then those who receive it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.shards import prefix_of
from passeur.people import READERS, Role

REVIEWERS = (Role.PROGRAMME_LEAD,)
# The programme leads see what was sent.
COMMITTEE = (*READERS, Role.PROGRAMME_LEAD)


@dataclass(frozen=True, slots=True)
class RoleHolders:
    """The people who hold one of some roles, on one page: there are few of them. Audience."""

    backend: Backend
    month: str
    roles: tuple[Role, ...]

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        tenant_id = self.backend.organisation.tenant_id
        people = {each for role in self.roles for each in await self.backend.roles.holders(tenant_id, role)}
        if people and not after:
            ordered = sorted(people, key=lambda person_id: (prefix_of(person_id), person_id))
            recipients = tuple(Recipient(person_id, self.month) for person_id in ordered)
            yield AudiencePage(recipients, prefix_of(ordered[-1]))


def reviewers(backend: Backend, month: str) -> RoleHolders:
    """The programme leads."""
    return RoleHolders(backend, month, REVIEWERS)


def committee(backend: Backend, month: str) -> RoleHolders:
    """The steering committee and the sponsor, and the programme leads."""
    return RoleHolders(backend, month, COMMITTEE)
