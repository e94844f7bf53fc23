"""What the product would have worked out of the story by itself, one night after another: figures of months, badges."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from infra.local.demo.chance import dice
from passeur.ambassadors.award_badges import PLACES, award_badges
from passeur.ambassadors.badges import Badge
from passeur.ambassadors.recompute_kpis import recompute_kpis
from passeur.directory.headcounts import Headcounts
from passeur.organisation import Organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage

_NIGHT = time(2)


async def work_out(storage: Storage, organisation: Organisation, today: date) -> Sequence[Badge]:
    """Add it to a storage that has the story, as of the first moment of its day.

    The badges that were earned are returned as they are to be told: those in storage are drawn at random.
    """
    now = datetime.combine(today, time(), tzinfo=organisation.sending.zone).astimezone(UTC)
    backend = backend_of(storage, organisation, lambda: now)
    people = [person async for page in storage.people.pages(organisation.tenant_id) for person in page]
    places = Counter((person.trade or "", person.site or "") for person in people)
    await storage.directory.put_headcounts(organisation.tenant_id, Headcounts(now, places))
    await recompute_kpis(backend, now=now)
    await award_badges(backend, now=now, everything=True)
    earned = [badge async for page in storage.badges.pages(organisation.tenant_id) for badge in page]
    return [_as_told(badge, organisation, now) for badge in earned]


def _as_told(badge: Badge, organisation: Organisation, now: datetime) -> Badge:
    """Given the night after it was earned, under an id and at a place that are the same on every machine."""
    chance = dice("badge", badge.person_id, badge.id)
    night = datetime.combine(badge.earned_on + timedelta(days=1), _NIGHT, tzinfo=organisation.sending.zone)
    return replace(
        badge,
        credential_id=str(UUID(int=chance.getrandbits(128), version=4)),
        place=chance.randrange(PLACES),
        awarded_at=min(night.astimezone(UTC), now),
    )
