"""The bundle that handlers and jobs receive: the organisation, and a repository for each aggregate."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from passeur.delivery.ports import DeliveryQueue, DeliveryRepository, PaceRepository, RunRepository
from passeur.diagnosis.diagnose import Look
from passeur.diagnosis.findings import Check
from passeur.directory.import_lease import ImportLeaseRepository
from passeur.directory.ports import DirectoryRepository
from passeur.directory.sync_state import SyncStateRepository
from passeur.directory.teams import TeamRepository
from passeur.literacy.ports import LiteracyRepository
from passeur.organisation import Organisation
from passeur.ports import ChannelRepository, Clock, PeopleRepository, RoleRepository
from passeur.privacy.accesses import AccessRepository
from passeur.privacy.erasure_ports import ErasureRepository
from passeur.privacy.holdings import HoldingRepository
from passeur.privacy.retention_ports import ProofRepository, RetentionRepository
from passeur.requests.kept_answers import KeptAnswerRepository
from passeur.sharing.ports import ClaimRepository, KeptRepository, RecapRepository, ShareRepository


@dataclass(frozen=True, slots=True)
class Backend:
    organisation: Organisation
    clock: Clock
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
    looks: Mapping[Check, Look] = field(default_factory=dict)
