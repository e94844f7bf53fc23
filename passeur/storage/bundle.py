"""All of storage as one object: a repository for each aggregate, the queue, and the connection that they share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from passeur.delivery.outbox import Home
from passeur.delivery.ports import DeliveryQueue, DeliveryRepository
from passeur.ports import ChannelRepository, PeopleRepository, RoleRepository
from passeur.sharing.ports import ClaimRepository, RecapRepository, ShareRepository
from passeur.storage.channels_table import ChannelsTable
from passeur.storage.claims_table import ClaimsTable
from passeur.storage.deliveries_table import DeliveriesTable
from passeur.storage.people_table import PeopleTable
from passeur.storage.recaps_table import RecapsTable
from passeur.storage.roles_table import RolesTable
from passeur.storage.shares_table import SharesTable
from passeur.storage.table import Table

TABLES = ("people", "roles", "channels", "claims", "shares", "recaps")


class Connection(Protocol):
    async def start(self) -> None:
        """Create what is missing: tables and queue."""

    async def close(self) -> None: ...

    async def ping(self) -> None:
        """StorageUnavailable when storage does not answer now."""


@dataclass(frozen=True, slots=True)
class Storage:
    """What a composition root receives; close it when the process ends."""

    people: PeopleRepository
    roles: RoleRepository
    channels: ChannelRepository
    claims: ClaimRepository
    shares: ShareRepository
    recaps: RecapRepository
    deliveries: DeliveryRepository
    queue: DeliveryQueue
    connection: Connection

    async def start(self) -> None:
        await self.connection.start()

    async def close(self) -> None:
        await self.connection.close()

    async def ping(self) -> None:
        await self.connection.ping()


def bundle(table: Callable[[str], Table], queue: DeliveryQueue, connection: Connection) -> Storage:
    """The repositories over tables that are found by their name."""
    tables = {name: table(name) for name in TABLES}
    return Storage(
        people=PeopleTable(tables["people"]),
        roles=RolesTable(tables["roles"]),
        channels=ChannelsTable(tables["channels"]),
        claims=ClaimsTable(tables["claims"]),
        shares=SharesTable(tables["shares"]),
        recaps=RecapsTable(tables["recaps"]),
        deliveries=DeliveriesTable({Home.SHARES: tables["shares"], Home.RECAPS: tables["recaps"]}),
        queue=queue,
        connection=connection,
    )
