"""Shares read a moment ago: the same few stand in thousands of digests that go out one after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from passeur.sharing.ports import ShareRepository
from passeur.sharing.shares import Share, ShareRef

# For so long, a share that was withdrawn a moment ago may still be told.
REMEMBERED_FOR = timedelta(seconds=20)
_MOST = 500


@dataclass(slots=True)
class RecentShares:
    tenant_id: str
    shares: ShareRepository
    clock: Callable[[], datetime]
    _read: dict[ShareRef, tuple[datetime, Share | None]] = field(default_factory=dict)

    async def get(self, ref: ShareRef) -> Share | None:
        now = self.clock()
        known = self._read.get(ref)
        if known is not None and timedelta() <= now - known[0] < REMEMBERED_FOR:
            return known[1]
        if len(self._read) >= _MOST:
            self._read.clear()
        share = await self.shares.get(self.tenant_id, ref)
        self._read[ref] = (now, share)
        return share
