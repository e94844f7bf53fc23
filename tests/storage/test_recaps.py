import asyncio
from dataclasses import replace

import pytest

from passeur.delivery.outbox import Delivery
from passeur.periods import Week
from passeur.sharing.recaps import Recap
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW, WEEK, a_recap, channel_posts


async def _outbox(storage: Storage, tenant: str, week: Week = WEEK) -> list[Delivery]:
    return sorted([each async for each in storage.deliveries.unfinished(tenant, week)], key=lambda each: each.id.row)


def _in_order(posts: list[Delivery]) -> list[Delivery]:
    return sorted(posts, key=lambda each: each.id.row)


@pytest.mark.parametrize("channels", [0, 1, 99])
async def test_a_recap_is_decided_with_its_posts(storage: Storage, tenant: str, channels: int) -> None:
    recap, posts = a_recap(tenant), channel_posts(tenant, channels)
    assert await storage.recaps.decide(replace(recap, planned=False), posts) == recap
    assert await storage.recaps.get(tenant, WEEK) == recap
    assert await _outbox(storage, tenant) == _in_order(posts)


async def test_more_than_99_posts_are_all_planned(storage: Storage, tenant: str) -> None:
    recap, posts = a_recap(tenant), channel_posts(tenant, 250)
    assert await storage.recaps.decide(recap, posts) == recap
    assert await storage.recaps.get(tenant, WEEK) == recap
    assert await _outbox(storage, tenant) == _in_order(posts)


async def test_the_first_decision_wins_and_is_told_to_everybody(storage: Storage, tenant: str) -> None:
    first, second = a_recap(tenant, considered=12), a_recap(tenant, considered=13)
    posts = channel_posts(tenant, 2)
    await storage.recaps.decide(first, posts)
    assert await storage.recaps.decide(second, channel_posts(tenant, 5)) == first
    assert await _outbox(storage, tenant) == _in_order(posts)


@pytest.mark.parametrize("channels", [3, 120])
async def test_of_ten_decisions_at_once_one_wins_and_all_posts_are_there_once(
    storage: Storage, tenant: str, channels: int
) -> None:
    posts = channel_posts(tenant, channels)

    async def publish(considered: int) -> Recap:
        decided = await storage.recaps.decide(a_recap(tenant, considered=considered), posts)
        if not decided.planned:
            decided = await storage.recaps.plan(decided, posts)
        return decided.recap

    recaps = await asyncio.gather(*map(publish, range(10)))
    stored = await storage.recaps.get(tenant, WEEK)
    assert stored is not None
    assert stored.planned
    assert set(recaps) == {stored.recap}
    assert await _outbox(storage, tenant) == _in_order(posts)


async def test_a_plan_completes_what_a_crash_left_and_leaves_what_was_sent(storage: Storage, tenant: str) -> None:
    recap, posts = a_recap(tenant), channel_posts(tenant, 130)
    await storage.recaps.decide(recap, posts[:40])
    read = await storage.deliveries.get(posts[0].id)
    assert read is not None
    sent = await storage.deliveries.move((await storage.deliveries.move(read.taken(NOW))).sent("activity-1"))
    assert await storage.recaps.plan(replace(recap, planned=False), posts) == recap
    assert await storage.deliveries.get(posts[0].id) == sent
    assert await _outbox(storage, tenant) == _in_order(posts[1:])


async def test_a_week_without_a_recap_has_none(storage: Storage, tenant: str) -> None:
    await storage.recaps.decide(a_recap(tenant), [])
    assert await storage.recaps.get(tenant, WEEK.plus(1)) is None
    assert await storage.recaps.get(f"{tenant}-2", WEEK) is None


async def test_recaps_of_several_weeks_come_without_their_posts(storage: Storage, tenant: str) -> None:
    weeks = [Week(2026, 52), Week(2026, 53), Week(2027, 1)]
    recaps = [a_recap(tenant, week) for week in weeks]
    for recap in recaps:
        await storage.recaps.decide(recap, channel_posts(tenant, 2, recap.recap.week))
    assert await storage.recaps.between(tenant, weeks[0], weeks[1]) == recaps[:2]
    assert await storage.recaps.between(tenant, weeks[1], weeks[2].plus(9)) == recaps[1:]
    assert await storage.recaps.between(f"{tenant}-2", weeks[0], weeks[2]) == []


async def test_a_recap_without_picks_is_kept_too(storage: Storage, tenant: str) -> None:
    recap = replace(a_recap(tenant), recap=Recap(WEEK, (), 0))
    await storage.recaps.decide(recap, [])
    assert await storage.recaps.get(tenant, WEEK) == recap


async def test_a_post_of_another_week_is_refused(storage: Storage, tenant: str) -> None:
    with pytest.raises(ValueError, match="does not tell"):
        await storage.recaps.decide(a_recap(tenant), channel_posts(tenant, 1, WEEK.plus(1)))
