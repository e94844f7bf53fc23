"""Small companies for the tests of managers' digests: people with managers, shares, and what colleagues found."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from passeur.directory.teams import Team
from passeur.sharing.digest_facts import DigestFacts, SharedFact, TryFact
from passeur.sharing.digest_material import Material, build_material
from passeur.sharing.digest_standings import DigestPeriod
from passeur.sharing.load_digest_material import digest_period
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef

KEY = "2026-W47"
PERIOD: DigestPeriod = digest_period(KEY, datetime(2026, 11, 24, 8, tzinfo=UTC), ZoneInfo("Europe/Paris"))
WITHIN = PERIOD.start + timedelta(days=2)
BEFORE = PERIOD.start - timedelta(days=10)
TENANT = "tenant"


def ref(number: int) -> ShareRef:
    return ShareRef(PERIOD.weeks[0], f"{number:032x}")


def share(
    number: int,
    author: str,
    trade: str = "rh",
    *,
    tool: str = "",
    at: datetime = BEFORE,
    parent: int | None = None,
) -> SharedFact:
    whose = None if parent is None else ref(parent)
    return SharedFact(ref(number), author, at, tool or f"tool {number}", trade, 3, whose)


def tried(
    number: int,
    person: str,
    trade: str | None = "finance",
    outcome: Outcome = Outcome.WORKED,
    *,
    at: datetime = WITHIN,
    obstacle: Obstacle | None = None,
) -> TryFact:
    return TryFact(ref(number), person, outcome, at, trade, obstacle)


def material(
    shares: list[SharedFact],
    tries: list[TryFact],
    managers: Mapping[str, str | None],
    period: DigestPeriod = PERIOD,
) -> Material:
    return build_material(DigestFacts(tuple(shares), tuple(tries)), managers, period)


def team(manager: str = "boss", size: int = 8, **trades: int) -> Team:
    return Team(TENANT, manager, size, trades or {"rh": size}, {})
