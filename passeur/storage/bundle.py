"""All of storage as one object: a repository for each aggregate, the queues, and the connection that they share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from passeur.briefs.ports import BriefRepository, SummaryRepository
from passeur.delivery.outbox import Home
from passeur.delivery.ports import DeliveryQueue, DeliveryRepository, PaceRepository, RunRepository
from passeur.directory.ports import DirectoryRepository
from passeur.directory.sync_state import SyncStateRepository
from passeur.directory.teams import TeamRepository
from passeur.ports import ChannelRepository, PeopleRepository, RoleRepository
from passeur.sharing.ports import ClaimRepository, KeptRepository, RecapRepository, ShareRepository
from passeur.storage.briefs_table import BriefsTable
from passeur.storage.channels_table import ChannelsTable
from passeur.storage.claims_table import ClaimsTable
from passeur.storage.deliveries_table import DeliveriesTable
from passeur.storage.directory_table import DirectoryTable
from passeur.storage.kept_table import KeptTable
from passeur.storage.paces_table import PacesTable
from passeur.storage.people_table import PeopleTable
from passeur.storage.recaps_table import RecapsTable
from passeur.storage.roles_table import RolesTable
from passeur.storage.runs_table import RunsTable
from passeur.storage.shares_table import SharesTable
from passeur.storage.summaries_table import SummariesTable
from passeur.storage.sync_states_table import SyncStatesTable
from passeur.storage.table import Table
from passeur.storage.teams_table import TeamsTable

TABLES = (
    "people",
    "roles",
    "channels",
    "claims",
    "shares",
    "recaps",
    "runs",
    "paces",
    "teams",
    "summaries",
    "briefs",
    "kept",
    "messages",
    "cohorts",
    "candidates",
    "terms",
    "checkins",
    "workshops",
    "badges",
    "decisions",
    "kpis",
)


class Connection(Protocol):
    async def start(self) -> None:
        """Create what is missing: tables and queues."""

    async def close(self) -> None: ...

    async def ping(self) -> None:
        """StorageUnavailable when storage does not answer now."""


@dataclass(frozen=True, slots=True)
class Storage:
    """What a composition root receives; close it when the process ends."""

    people: PeopleRepository
    teams: TeamRepository
    directory: DirectoryRepository
    syncs: SyncStateRepository
    roles: RoleRepository
    channels: ChannelRepository
    claims: ClaimRepository
    shares: ShareRepository
    kept: KeptRepository
    recaps: RecapRepository
    summaries: SummaryRepository
    briefs: BriefRepository
    deliveries: DeliveryRepository
    runs: RunRepository
    paces: PaceRepository
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
        teams=TeamsTable(tables["teams"]),
        directory=DirectoryTable(tables["people"]),
        syncs=SyncStatesTable(tables["people"]),
        roles=RolesTable(tables["roles"]),
        channels=ChannelsTable(tables["channels"]),
        claims=ClaimsTable(tables["claims"]),
        shares=SharesTable(tables["shares"]),
        kept=KeptTable(tables["kept"]),
        recaps=RecapsTable(tables["recaps"]),
        summaries=SummariesTable(tables["summaries"]),
        briefs=BriefsTable(tables["briefs"]),
        deliveries=DeliveriesTable({home: tables[home] for home in Home}),
        runs=RunsTable(tables["runs"]),
        paces=PacesTable(tables["paces"]),
        queue=queue,
        connection=connection,
    )
