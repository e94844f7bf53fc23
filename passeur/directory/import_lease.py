"""One import of people at a time: who is at it, since when, and until when at the latest."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, Self

from passeur.directory.entries import Source

# A minute more than the Functions host lets anything run: an import only outlives it when its process died.
LONGEST_IMPORT = timedelta(minutes=11)


@dataclass(frozen=True, slots=True)
class ImportLease:
    """Held from `since`; `until` ends it by itself when whoever took it died. `door` is where the import came in.

    `holder` tells two imports apart that begin at the same moment, and one from its own second try.
    """

    tenant_id: str
    door: Source
    since: datetime
    until: datetime
    holder: str
    etag: str = field(default="", compare=False)

    @classmethod
    def of(cls, tenant_id: str, door: Source, now: datetime) -> Self:
        return cls(tenant_id, door, now, now + LONGEST_IMPORT, secrets.token_hex(8))

    def is_held(self, now: datetime) -> bool:
        return now < self.until


class ImportLeaseRepository(Protocol):
    async def take(self, wanted: ImportLease) -> ImportLease:
        """The wanted lease, from its `since` on; or the one that somebody else holds by then."""

    async def release(self, lease: ImportLease) -> None:
        """Give back a lease that was taken; what somebody else took after it ended stays theirs."""
