"""A made-up company: managers with a personal chat and a team, and a month in which there was much to learn."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.batches import all_of
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunId
from passeur.directory.teams import Team
from passeur.people import Person
from passeur.periods import Week
from tests.storage.samples import CONTENT, a_post, a_ref, a_reproduction, a_share

SERVICE_URL = "https://smba.trafficmanager.net/emea/"
DIGEST = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")
LESSONS = Week(2026, 42)
_TRIES = 6
_TRADES = ("rh", "finance", "achats")


def person_id(number: int) -> str:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4000-8000-{digest[12:24]}"


def chat_of(a_person_id: str) -> str:
    return f"a:{a_person_id}"


def managers(tenant: str, number: int, service_url: str = SERVICE_URL) -> Iterator[Person]:
    """One in ten reads English."""
    for each in range(number):
        who = person_id(each)
        yield Person(
            tenant_id=tenant,
            id=who,
            name=f"Manager {each}",
            trade=_TRADES[each % len(_TRADES)],
            locale="en" if each % 10 == 0 else "fr",
            address=Address(chat_of(who), service_url, ConversationKind.PERSONAL),
            introduced=True,
            directory="file",
        )


def teams(tenant: str, number: int) -> Sequence[Team]:
    """Eight to fifteen people each, most of them of one trade."""
    return [
        Team(tenant, person_id(each), size := 8 + each % 8, {_TRADES[each % len(_TRADES)]: size}, {"lyon": size})
        for each in range(number)
    ]


async def settle(
    backend: Backend, number: int, service_url: str = SERVICE_URL, *, shares: int = 12, week: Week = LESSONS
) -> None:
    """Put so many managers in storage, their teams, and shares that every team can learn from."""
    tenant = backend.organisation.tenant_id
    await all_of(backend.people.put(person) for person in managers(tenant, number, service_url))
    await backend.teams.replace(tenant, teams(tenant, number))
    at = week.start(backend.organisation.recap.zone) + timedelta(hours=9)
    for each in range(shares):
        ref = a_ref(f"lesson-{each}", week, f"author-{each}")
        content = replace(CONTENT, tool=f"Tool {each}", trade=_TRADES[each % len(_TRADES)])
        share = a_share(tenant, week=week, ref=ref, author_id=f"author-{each}", content=content, published_at=at)
        await backend.shares.add(share, a_post(share).sent("posted"))
        for colleague in range(_TRIES):
            found = a_reproduction(ref, f"colleague-{colleague}", trade=_TRADES[colleague % len(_TRADES)], at=at)
            await backend.shares.record_reproduction(tenant, found)
