"""The chat with somebody whom Passeur knows and who never wrote: opened when there is something to send, and kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from passeur.delivery.addresses import Address
from passeur.delivery.outbox import Reason
from passeur.delivery.ports import SendFailed
from passeur.directory.identities import object_id
from passeur.people import Person, Role
from passeur.ports import ChannelRepository, Clock, PeopleRepository, RoleRepository

# Teams moves an organisation from one connector to another once in years.
_KEPT = timedelta(minutes=10)


class ChatOpener(Protocol):
    async def open_chat(self, tenant_id: str, member_id: str, service_url: str) -> Address:
        """The personal chat with somebody, made when there is none: asking twice gives the same one.

        `member_id` is their `teams_id`, or the Entra id of somebody who has Passeur installed. Raises SendThrottled or
        SendFailed.
        """


@dataclass(slots=True)
class Chats:
    """Opens chats for one process, which remembers for a while by which connector the organisation is reached.

    `by_entra_id` also tries those of whom no roster told a `teams_id`: Teams refuses when they have not installed
    Passeur. The local client refuses nobody, and then fails to take the message.
    """

    people: PeopleRepository
    roles: RoleRepository
    channels: ChannelRepository
    opener: ChatOpener
    clock: Clock
    by_entra_id: bool = True
    _service_url: str | None = None
    _looked_at: datetime | None = None

    def can_open(self, person: Person) -> bool:
        """Whether a chat may be opened with somebody who has none.

        Who had one and removed Passeur, or whose chat was closed to it, is left alone until they come back.
        """
        is_named = person.teams_id is not None or (self.by_entra_id and object_id(person.id) is not None)
        had_one = person.chat_closed or person.introduced
        return is_named and person.active and not had_one

    async def address_of(self, person: Person) -> Address | None:
        """Where to write to somebody: None when there is no way.

        One call to Teams for a chat that must be opened. Raises SendThrottled, and SendFailed when Teams does not know
        the bot at all.
        """
        if person.address is not None or not self.can_open(person):
            return person.address
        service_url = await self._reached_by(person.tenant_id)
        if service_url is None:
            return None
        try:
            address = await self.opener.open_chat(person.tenant_id, person.teams_id or person.id, service_url)
        except SendFailed as failed:
            if failed.reason is Reason.NOT_REGISTERED:
                raise
            return None

        def reached(known: Person | None) -> Person:
            current = known or person
            return replace(current, address=current.address or address) if current.active else current

        _, stored = await self.people.change(person.tenant_id, person.id, reached)
        return stored.address

    async def _reached_by(self, tenant_id: str) -> str | None:
        now = self.clock()
        if self._looked_at is None or not timedelta() <= now - self._looked_at < _KEPT:
            self._service_url, self._looked_at = await self._newest_service_url(tenant_id), now
        return self._service_url

    async def _newest_service_url(self, tenant_id: str) -> str | None:
        """The connector of somebody who leads the programme, noted each time they write; else that of a team."""
        for lead in await self.roles.holders(tenant_id, Role.PROGRAMME_LEAD):
            person = await self.people.get(tenant_id, lead)
            if person is not None and person.address is not None:
                return person.address.service_url
        channels = await self.channels.all(tenant_id)
        return channels[0].address.service_url if channels else None
