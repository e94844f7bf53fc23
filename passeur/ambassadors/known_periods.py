import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from passeur.ambassadors.check_in_facts import Known, known_of_all
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.backend import Backend

# Messages of one run leave for minutes: what happens meanwhile is for their readers to correct.
FRESH = timedelta(minutes=30)


@dataclass(slots=True)
class KnownPeriods:
    """Keeps what is known of one period, so that a run of thousands reads its facts once in each process."""

    _ref: CheckInRef | None = None
    _known: Mapping[str, Known] = field(default_factory=dict)
    _loaded_at: datetime | None = None
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, ref: CheckInRef, person_id: str, backend: Backend, *, now: datetime) -> Known:
        async with self._loading:
            # A message that waited for another one's load is a little older than what was loaded.
            if self._ref != ref or self._loaded_at is None or abs(now - self._loaded_at) >= FRESH:
                organisation = backend.organisation
                today = now.astimezone(organisation.sending.zone).date()
                self._known = await known_of_all(
                    organisation.tenant_id, ref, today, shares=backend.shares, workshops=backend.workshops
                )
                self._ref, self._loaded_at = ref, now
        return self._known.get(person_id, Known())
