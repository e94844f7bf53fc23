import asyncio
from collections.abc import Set as AbstractSet
from datetime import datetime
from zoneinfo import ZoneInfo

from passeur.backend import Backend
from passeur.people import Person
from passeur.ports import PeopleRepository
from passeur.sharing.digest_facts import DigestFacts
from passeur.sharing.digest_material import Material, build_material
from passeur.sharing.digest_standings import DigestPeriod
from passeur.sharing.digests import weeks_of
from passeur.sharing.reproductions import Outcome

_AT_ONCE = 30
# From so many on, reading everybody a thousand at a time takes fewer round trips than asking for each.
_MOST_ASKED = 500


def digest_period(key: str, started_at: datetime, zone: ZoneInfo) -> DigestPeriod:
    """What a run tells: its period, up to the moment when it was started if that was before the end."""
    weeks = weeks_of(key)
    return DigestPeriod(key, weeks, weeks[0].start(zone), min(weeks[-1].plus(1).start(zone), started_at))


async def load_digest_material(key: str, started_at: datetime, backend: Backend) -> Material:
    """Load once what all digests of a run are chosen from; the same however often it is loaded for one run."""
    period = digest_period(key, started_at, backend.organisation.recap.zone)
    tenant_id = backend.organisation.tenant_id
    facts = await backend.shares.digest_facts(tenant_id, period.first_week, period.weeks[-1])
    facts = _without(facts, await backend.people.objecting(tenant_id))
    managers = await _managers(tenant_id, _whom_it_concerns(facts), backend.people)
    return build_material(facts, managers, period)


def _without(facts: DigestFacts, objecting: AbstractSet[str]) -> DigestFacts:
    """No digest names or counts somebody who objected."""
    if not objecting:
        return facts
    return DigestFacts(
        tuple(share for share in facts.shares if share.author_id not in objecting),
        tuple(each for each in facts.tries if each.person_id not in objecting),
    )


def _whom_it_concerns(facts: DigestFacts) -> set[str]:
    """Authors, who may be named, and people who had difficulties, who are only ever counted across teams."""
    return {share.author_id for share in facts.shares} | {
        each.person_id for each in facts.tries if each.outcome is not Outcome.WORKED
    }


async def _managers(tenant_id: str, ids: AbstractSet[str], people: PeopleRepository) -> dict[str, str | None]:
    if len(ids) > _MOST_ASKED:
        return {
            person.id: person.manager_id
            async for page in people.pages(tenant_id)
            for person in page
            if person.id in ids and person.active
        }
    turnstile = asyncio.Semaphore(_AT_ONCE)

    async def ask(person_id: str) -> Person | None:
        async with turnstile:
            return await people.get(tenant_id, person_id)

    found = await asyncio.gather(*map(ask, sorted(ids)))
    return {person.id: person.manager_id for person in found if person is not None and person.active}
