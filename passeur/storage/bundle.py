"""All of storage as one object: a repository for each aggregate, the queues, and the connection that they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from passeur.ambassadors.kpi_ports import KpiRepository
from passeur.ambassadors.ports import (
    CandidateRepository,
    CheckInRepository,
    CohortRepository,
    DecisionRepository,
    GuessRepository,
    ProgressRepository,
    SelectionRepository,
    TermRepository,
    WorkshopRepository,
)
from passeur.ambassadors.recognition_ports import BadgeRepository, RecognitionRepository
from passeur.briefs.ports import BriefRepository, SummaryRepository
from passeur.delivery.outbox import Home
from passeur.delivery.ports import DeliveryQueue, DeliveryRepository, PaceRepository, RunRepository
from passeur.directory.import_lease import ImportLeaseRepository
from passeur.directory.ports import DirectoryRepository
from passeur.directory.sync_state import SyncStateRepository
from passeur.directory.teams import TeamRepository
from passeur.literacy.ports import LiteracyRepository
from passeur.ports import ChannelRepository, PeopleRepository, RoleRepository
from passeur.privacy.accesses import AccessRepository
from passeur.privacy.erasure_ports import ErasureRepository
from passeur.privacy.holdings import HoldingRepository
from passeur.privacy.retention_ports import ProofRepository, RetentionRepository
from passeur.requests.kept_answers import KeptAnswerRepository
from passeur.sharing.ports import ClaimRepository, KeptRepository, RecapRepository, ShareRepository
from passeur.storage.accesses_table import AccessesTable
from passeur.storage.badges_table import BadgesTable
from passeur.storage.briefs_table import BriefsTable
from passeur.storage.candidates_table import CandidatesTable
from passeur.storage.channels_table import ChannelsTable
from passeur.storage.check_ins_table import CheckInsTable
from passeur.storage.claims_table import ClaimsTable
from passeur.storage.cohorts_table import CohortsTable
from passeur.storage.decisions_table import DecisionsTable
from passeur.storage.deliveries_table import DeliveriesTable
from passeur.storage.directory_table import DirectoryTable
from passeur.storage.erasures_table import ErasuresTable
from passeur.storage.guesses_table import GuessesTable
from passeur.storage.holdings_table import HoldingsTable
from passeur.storage.import_leases_table import ImportLeasesTable
from passeur.storage.kept_answers_table import KeptAnswersTable
from passeur.storage.kept_table import KeptTable
from passeur.storage.kpis_table import KpisTable
from passeur.storage.literacy_table import LiteracyTable
from passeur.storage.noes_table import NoesTable
from passeur.storage.paces_table import PacesTable
from passeur.storage.people_table import PeopleTable
from passeur.storage.progress_table import ProgressTable
from passeur.storage.proofs_table import ProofsTable
from passeur.storage.recaps_table import RecapsTable
from passeur.storage.recognitions_table import RecognitionsTable
from passeur.storage.registered import registered
from passeur.storage.retention_table import RetentionTables
from passeur.storage.roles_table import RolesTable
from passeur.storage.runs_table import RunsTable
from passeur.storage.selections_table import SelectionsTable
from passeur.storage.shares_table import SharesTable
from passeur.storage.summaries_table import SummariesTable
from passeur.storage.sync_states_table import SyncStatesTable
from passeur.storage.table import Table
from passeur.storage.teams_table import TeamsTable
from passeur.storage.terms_table import TermsTable
from passeur.storage.workshops_table import WorkshopsTable

# Who is being erased, and hashes of who was: nothing else is kept there.
ERASURES = "erasures"
# Also what people said no to (noes_table.py).
PEOPLE = "people"
TABLES = (
    PEOPLE,
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
    "literacy",
    "kpis",
    "answers",
    "accesses",
    "proofs",
    ERASURES,
)


class Connection(Protocol):
    async def start(self) -> None:
        """Create what is missing: tables and queues."""

    async def close(self) -> None: ...

    async def ping(self) -> None:
        """StorageUnavailable when storage does not answer now."""

    async def queue_lengths(self) -> Mapping[str, int]:
        """About how many messages wait in each queue, and in the one beside it for those that failed every time."""


@dataclass(frozen=True, slots=True)
class Storage:
    """What a composition root receives; close it when the process ends."""

    people: PeopleRepository
    teams: TeamRepository
    directory: DirectoryRepository
    syncs: SyncStateRepository
    imports: ImportLeaseRepository
    roles: RoleRepository
    channels: ChannelRepository
    claims: ClaimRepository
    shares: ShareRepository
    kept: KeptRepository
    recaps: RecapRepository
    summaries: SummaryRepository
    briefs: BriefRepository
    cohorts: CohortRepository
    candidates: CandidateRepository
    deliveries: DeliveryRepository
    runs: RunRepository
    paces: PaceRepository
    selections: SelectionRepository
    terms: TermRepository
    progress: ProgressRepository
    check_ins: CheckInRepository
    workshops: WorkshopRepository
    guesses: GuessRepository
    decisions: DecisionRepository
    literacy: LiteracyRepository
    badges: BadgeRepository
    recognitions: RecognitionRepository
    kpis: KpiRepository
    erasures: ErasureRepository
    holdings: HoldingRepository
    kept_answers: KeptAnswerRepository
    accesses: AccessRepository
    proofs: ProofRepository
    retention: RetentionRepository
    queue: DeliveryQueue
    connection: Connection
    tables: Mapping[str, Table]

    async def start(self) -> None:
        await self.connection.start()

    async def close(self) -> None:
        await self.connection.close()

    async def ping(self) -> None:
        await self.connection.ping()


def bundle(table: Callable[[str], Table], queue: DeliveryQueue, connection: Connection) -> Storage:
    """The repositories over tables that are found by their name."""
    tables = {name: registered(name, table(name)) for name in TABLES}
    noes = NoesTable(tables["people"])
    return Storage(
        people=PeopleTable(tables["people"]),
        teams=TeamsTable(tables["teams"]),
        directory=DirectoryTable(tables["people"]),
        syncs=SyncStatesTable(tables["people"]),
        imports=ImportLeasesTable(tables["people"]),
        roles=RolesTable(tables["roles"], noes),
        channels=ChannelsTable(tables["channels"]),
        claims=ClaimsTable(tables["claims"]),
        shares=SharesTable(tables["shares"], noes),
        kept=KeptTable(tables["kept"]),
        recaps=RecapsTable(tables["recaps"]),
        summaries=SummariesTable(tables["summaries"]),
        briefs=BriefsTable(tables["briefs"]),
        cohorts=CohortsTable(tables["cohorts"]),
        candidates=CandidatesTable(tables["candidates"], noes),
        deliveries=DeliveriesTable({home: tables[home] for home in Home}),
        runs=RunsTable(tables["runs"]),
        paces=PacesTable(tables["paces"]),
        selections=SelectionsTable(tables["cohorts"]),
        terms=TermsTable(tables["terms"], noes),
        progress=ProgressTable(tables["terms"]),
        check_ins=CheckInsTable(tables["checkins"]),
        workshops=WorkshopsTable(tables["workshops"]),
        guesses=GuessesTable(tables["workshops"]),
        decisions=DecisionsTable(tables["decisions"]),
        literacy=LiteracyTable(tables["literacy"]),
        badges=BadgesTable(tables["badges"]),
        recognitions=RecognitionsTable(tables["badges"], noes),
        kpis=KpisTable(tables["kpis"]),
        holdings=HoldingsTable(tables),
        erasures=ErasuresTable(tables[ERASURES], {name: tables[name] for name in TABLES if name != ERASURES}),
        kept_answers=KeptAnswersTable(tables["answers"]),
        accesses=AccessesTable(tables["accesses"]),
        proofs=ProofsTable(tables["proofs"]),
        retention=RetentionTables(tables),
        queue=queue,
        connection=connection,
        tables=tables,
    )
