"""What every wing needs from outside."""

from collections.abc import AsyncIterator, Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

from passeur.delivery.addresses import Channel
from passeur.people import Person, Role


class Clock(Protocol):
    def __call__(self) -> datetime:
        """The present moment, aware, in UTC."""


class PeopleRepository(Protocol):
    async def get(self, tenant_id: str, person_id: str) -> Person | None: ...

    def pages(self, tenant_id: str) -> AsyncIterator[Sequence[Person]]:
        """Everybody, in the order of their prefix (see delivery.shards), a page for each round trip."""

    async def reporting_to(self, tenant_id: str, manager_id: str) -> Sequence[Person]:
        """The people whose manager somebody is, in any order. It looks at everybody: for what a manager asks rarely."""

    async def objecting(self, tenant_id: str) -> AbstractSet[str]:
        """The ids of those who objected, whom nothing may spot or count."""

    async def put(self, person: Person) -> None:
        """Write a person over whatever was there: for imports, where nothing that was read is at stake."""

    async def change(
        self, tenant_id: str, person_id: str, change: Callable[[Person | None], Person]
    ) -> tuple[Person | None, Person]:
        """Bring a person from what is stored to what `change` makes of it; returns both.

        `change` is called again when somebody else wrote in between, so that no writer undoes another and exactly one
        of several is the first. What changes nothing is not written.
        """


class RoleRepository(Protocol):
    async def has(self, tenant_id: str, person_id: str, role: Role) -> bool: ...

    async def holders(self, tenant_id: str, role: Role) -> Sequence[str]:
        """The ids of the people who hold a role."""

    async def grant(self, tenant_id: str, person_id: str, role: Role) -> None: ...

    async def revoke(self, tenant_id: str, person_id: str, role: Role) -> None: ...


class ChannelRepository(Protocol):
    async def all(self, tenant_id: str) -> Sequence[Channel]: ...

    async def put(self, channel: Channel) -> None:
        """Speak in this channel of its team from now on."""

    async def add_if_missing(self, channel: Channel) -> None:
        """Speak in this channel when the team has none yet."""

    async def remove(self, tenant_id: str, team_id: str) -> None: ...
