"""Every write that a repository can make, so that each of them is broken in every way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from passeur.delivery.addresses import Channel
from passeur.delivery.runs import Run, RunState
from passeur.directory.teams import Team
from passeur.people import Person, Role
from passeur.sharing.recaps import VariationFact
from passeur.storage.bundle import Storage
from passeur.storage.table import Span
from tests.storage.run_samples import RUN, a_run, a_shard
from tests.storage.samples import (
    CHAT,
    CONTENT,
    NOW,
    a_claim,
    a_post,
    a_recap,
    a_ref,
    a_report,
    a_report_post,
    a_reproduction,
    a_share,
    channel_posts,
)

Call = Callable[[Storage, str], Awaitable[object]]


@dataclass(frozen=True)
class Write:
    """`call` writes, in a tenant where `before` was done."""

    call: Call
    before: Call


async def _nothing(_storage: Storage, _tenant: str) -> None:
    return


async def _shared(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.claims.claim(a_claim(tenant))
    await storage.shares.add(share, a_post(share))


async def _tried(storage: Storage, tenant: str) -> None:
    await _shared(storage, tenant)
    await storage.shares.record_reproduction(tenant, a_reproduction(a_ref()))


async def _varied(storage: Storage, tenant: str) -> None:
    await _shared(storage, tenant)
    await storage.shares.record_variation(tenant, VariationFact(a_ref(), a_ref("child"), "p-1"))


async def _lead(storage: Storage, tenant: str) -> None:
    await storage.roles.grant(tenant, "lead-1", Role.PROGRAMME_LEAD)


async def _installed(storage: Storage, tenant: str) -> None:
    await storage.channels.put(_channel(tenant))


def _channel(tenant: str) -> Channel:
    return Channel(tenant, "team-1", CHAT)


async def _report(storage: Storage, tenant: str) -> object:
    report = a_report(a_ref())
    return await storage.shares.report(tenant, report, [a_report_post(tenant, report)])


async def _outcome(storage: Storage, tenant: str) -> object:
    owed = await storage.deliveries.get(a_post(a_share(tenant)).id)
    assert owed is not None
    if owed.state.is_final:
        return owed
    return await storage.deliveries.move(owed.sent("activity-1"))


async def _publish(storage: Storage, tenant: str, channels: int) -> object:
    posts = channel_posts(tenant, channels)
    decided = await storage.recaps.decide(a_recap(tenant), posts)
    return decided if decided.planned else await storage.recaps.plan(decided, posts)


async def _started(storage: Storage, tenant: str) -> None:
    await storage.runs.create(a_run(tenant))


def _cancelled(run: Run) -> Run:
    return replace(run, state=RunState.CANCELLED)


async def _counted(storage: Storage, tenant: str) -> None:
    await storage.teams.replace(tenant, [Team(tenant, f"manager-{n}", 5, {}, {"lyon": 5}) for n in range(4)])


async def _counted_again(storage: Storage, tenant: str) -> None:
    await storage.teams.replace(tenant, [Team(tenant, f"manager-{n}", 6, {"achats": 6}, {}) for n in range(2, 7)])


WRITES = {
    "people.put": Write(lambda s, t: s.people.put(Person(t, "person-1", "Anne Martin")), _nothing),
    "roles.grant": Write(_lead, _nothing),
    "roles.revoke": Write(lambda s, t: s.roles.revoke(t, "lead-1", Role.PROGRAMME_LEAD), _lead),
    "channels.put": Write(_installed, _nothing),
    "channels.add_if_missing": Write(lambda s, t: s.channels.add_if_missing(_channel(t)), _nothing),
    "channels.remove": Write(lambda s, t: s.channels.remove(t, "team-1"), _installed),
    "claims.claim": Write(lambda s, t: s.claims.claim(a_claim(t)), _nothing),
    "claims.release": Write(lambda s, t: s.claims.release(a_claim(t), a_claim(t).subjects[0], NOW), _shared),
    "claims.move": Write(
        lambda s, t: s.claims.move(a_claim(t, subjects=("topic-new",)), gone=a_claim(t).subjects), _shared
    ),
    "shares.add": Write(lambda s, t: s.shares.add(a_share(t), a_post(a_share(t))), _nothing),
    "shares.replace": Write(lambda s, t: s.shares.replace(a_share(t).edited(replace(CONTENT, tool="x"))), _shared),
    "shares.record_reproduction": Write(lambda s, t: s.shares.record_reproduction(t, a_reproduction(a_ref())), _shared),
    "shares.forget_reproduction": Write(lambda s, t: s.shares.forget_reproduction(t, a_ref(), "colleague-1"), _tried),
    "shares.record_variation": Write(
        lambda s, t: s.shares.record_variation(t, VariationFact(a_ref(), a_ref("child"), "p-1")), _shared
    ),
    "shares.forget_variation": Write(lambda s, t: s.shares.forget_variation(t, a_ref(), a_ref("child")), _varied),
    "shares.report": Write(_report, _shared),
    "recaps.decide": Write(lambda s, t: _publish(s, t, 3), _nothing),
    "recaps.plan": Write(lambda s, t: s.recaps.plan(a_recap(t), channel_posts(t, 130)), _nothing),
    "deliveries.move": Write(_outcome, _shared),
    "runs.create": Write(_started, _nothing),
    "runs.change": Write(lambda s, t: s.runs.change(t, RUN, _cancelled), _started),
    "runs.plan": Write(lambda s, t: s.runs.plan(a_shard(t, 130)), _started),
    "paces.throttle": Write(lambda s, t: s.paces.throttle(t, NOW), _nothing),
    "teams.replace": Write(_counted_again, _counted),
}


async def contents(storage: Any, tenant: str) -> list[dict[str, Any]]:
    """Every row that a tenant has in storage, without what changes when the same row is written again."""
    everywhere = Span(tenant, f"{tenant}|~")
    names = ("people", "roles", "channels", "claims", "shares", "recaps", "runs", "paces", "teams")
    repositories = [getattr(storage, name) for name in names]
    pages = [page for each in repositories async for page in each.table.pages(everywhere)]
    passing = ("odata.etag", "Timestamp", "writer")
    return [{name: value for name, value in row.items() if name not in passing} for page in pages for row in page]
