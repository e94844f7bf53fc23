"""Teams, as the directory tells them: how many people of which trades and sites answer to one manager."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Team:
    """The active people who have one manager, counted, not listed. Trades and sites are the organisation's ids."""

    tenant_id: str
    manager_id: str
    size: int
    trades: Mapping[str, int]
    sites: Mapping[str, int]


class TeamRepository(Protocol):
    async def get(self, tenant_id: str, manager_id: str) -> Team | None: ...

    def pages(self, tenant_id: str, *, first_prefix: str = "00") -> AsyncIterator[Sequence[Team]]:
        """Teams in the order of their manager's prefix (see delivery.shards), a page for each round trip."""

    async def replace(self, tenant_id: str, teams: Sequence[Team]) -> None:
        """Make these the tenant's teams, and no others; writes only what changed."""
