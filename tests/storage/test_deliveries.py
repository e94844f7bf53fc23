import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, DeliveryState, Home, Reason
from passeur.delivery.ports import Overtaken
from passeur.periods import Week
from passeur.storage.bundle import Storage
from tests.storage.samples import CHAT, NOW, WEEK, a_post, a_recap, a_share, channel_posts


async def _owed(storage: Storage, tenant: str, form: str = "form-1", week: Week = WEEK) -> Delivery:
    share = a_share(tenant, form, week)
    await storage.shares.add(share, a_post(share))
    return await _read(storage, a_post(share).id)


async def _read(storage: Storage, delivery_id: DeliveryId) -> Delivery:
    delivery = await storage.deliveries.get(delivery_id)
    assert delivery is not None
    return delivery


async def test_a_delivery_goes_from_promise_to_outcome(storage: Storage, tenant: str) -> None:
    owed = await _owed(storage, tenant)
    taken = await storage.deliveries.move(owed.taken(NOW))
    assert taken == owed.taken(NOW)
    assert await _read(storage, owed.id) == taken
    back = await storage.deliveries.move(taken.put_back(NOW, doubtful=True))
    again = await storage.deliveries.move(back.taken(NOW))
    sent = await storage.deliveries.move(again.sent("f:activity/1#é"))
    assert await _read(storage, owed.id) == sent
    assert (sent.state, sent.attempts, sent.doubtful) == (DeliveryState.SENT, 2, 1)


@pytest.mark.parametrize("reason", Reason)
async def test_each_reason_comes_back(storage: Storage, tenant: str, reason: Reason) -> None:
    owed = await _owed(storage, tenant)
    failed = await storage.deliveries.move(owed.failed(reason))
    assert await _read(storage, owed.id) == failed
    assert failed.reason is reason


async def test_a_delivery_that_was_never_promised_is_nothing(storage: Storage, tenant: str) -> None:
    assert await storage.deliveries.get(a_post(a_share(tenant)).id) is None


async def test_of_ten_workers_at_the_same_moment_one_takes_a_delivery(storage: Storage, tenant: str) -> None:
    owed = await _owed(storage, tenant)
    moves = (storage.deliveries.move(owed.taken(NOW)) for _ in range(10))
    results = await asyncio.gather(*moves, return_exceptions=True)
    assert sum(isinstance(each, Delivery) for each in results) == 1
    assert sum(isinstance(each, Overtaken) for each in results) == 9


async def test_who_read_an_older_version_is_overtaken(storage: Storage, tenant: str) -> None:
    owed = await _owed(storage, tenant)
    taken = await storage.deliveries.move(owed.taken(NOW))
    await storage.deliveries.move(taken.sent("activity-1"))
    for late in (owed.taken(NOW), taken.put_back(NOW), taken.sent("activity-2"), taken.failed(Reason.BLOCKED)):
        with pytest.raises(Overtaken):
            await storage.deliveries.move(late)


async def test_the_same_outcome_written_again_is_its_first_try(storage: Storage, tenant: str) -> None:
    taken = await storage.deliveries.move((await _owed(storage, tenant)).taken(NOW))
    sent = await storage.deliveries.move(taken.sent("activity-1"))
    again = await storage.deliveries.move(taken.sent("activity-1"))
    assert again == sent
    assert again.etag == sent.etag


async def test_a_row_that_is_gone_cannot_be_moved(storage: Storage, tenant: str) -> None:
    owed = await _owed(storage, tenant)
    elsewhere = replace(owed, id=replace(owed.id, part=WEEK.plus(1).key))
    with pytest.raises(Overtaken):
        await storage.deliveries.move(elsewhere.taken(NOW))


async def test_only_a_version_that_was_read_can_be_moved(storage: Storage, tenant: str) -> None:
    with pytest.raises(ValueError, match="read"):
        await storage.deliveries.move(a_post(a_share(tenant)).taken(NOW))


async def test_what_is_owed_is_listed_from_every_home_and_week_since(storage: Storage, tenant: str) -> None:
    old = await _owed(storage, tenant, "old", WEEK.plus(-3))
    pending = await _owed(storage, tenant, "pending", WEEK.plus(-1))
    sending = await storage.deliveries.move((await _owed(storage, tenant, "sending")).taken(NOW))
    for form, end in (("sent", Delivery.sent), ("failed", Delivery.failed), ("skipped", Delivery.skipped)):
        owed = await _owed(storage, tenant, form, WEEK.plus(1))
        argument = "activity-1" if end is Delivery.sent else Reason.BLOCKED
        await storage.deliveries.move(end(owed, argument))  # type: ignore[arg-type]  # each end gets its own argument
    recap_posts = channel_posts(tenant, 2, Week(2027, 1))
    await storage.recaps.decide(a_recap(tenant, Week(2027, 1)), recap_posts)
    await _owed(storage, f"{tenant}-2", "other tenant")
    listed = [each async for each in storage.deliveries.unfinished(tenant, WEEK.plus(-1))]
    assert sorted(map(repr, listed)) == sorted(map(repr, [pending, sending, *await _all(storage, recap_posts)]))
    since_old = [each.id async for each in storage.deliveries.unfinished(tenant, WEEK.plus(-3))]
    assert old.id in since_old


async def _all(storage: Storage, posts: list[Delivery]) -> list[Delivery]:
    return [await _read(storage, post.id) for post in posts]


async def test_a_listed_delivery_can_be_moved(storage: Storage, tenant: str) -> None:
    await _owed(storage, tenant)
    async for listed in storage.deliveries.unfinished(tenant, WEEK):
        taken = await storage.deliveries.move(listed.taken(NOW + timedelta(hours=1)))
        assert await _read(storage, listed.id) == taken
        break
    else:
        pytest.fail("nothing is listed")


async def test_a_row_outside_the_outbox_is_no_delivery(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    post = a_post(share)
    with pytest.raises(ValueError, match="outbox"):
        await storage.shares.add(share, replace(post, id=replace(post.id, row="s|not-an-outbox-row")))


def a_message(tenant: str, person_id: str = "somebody") -> Delivery:
    where = DeliveryId(Home.MESSAGES, tenant, WEEK.key, f"o|thanks|about|{person_id}")
    return Delivery(where, DeliveryKind.THANKS, "subject", None, "fr", NOW, person_id=person_id)


async def test_a_message_to_one_person_is_owed_once_and_needs_no_address(storage: Storage, tenant: str) -> None:
    message = a_message(tenant)
    assert await storage.deliveries.owe(message)
    assert not await storage.deliveries.owe(replace(message, subject="something else"))
    assert await _read(storage, message.id) == message


async def test_a_message_that_stays_owed_is_found_with_those_of_shares(storage: Storage, tenant: str) -> None:
    await storage.deliveries.owe(a_message(tenant))
    sent = await _read(storage, a_message(tenant).id)
    await storage.deliveries.owe(a_message(tenant, "other"))
    await storage.deliveries.move(sent.taken(NOW).sent("activity-1"))
    assert [each.person_id async for each in storage.deliveries.unfinished(tenant, WEEK)] == ["other"]


async def test_only_a_message_to_somebody_is_owed_without_a_fact_beside_it(storage: Storage, tenant: str) -> None:
    for wrong in (replace(a_message(tenant), person_id=None), a_post(a_share(tenant))):
        with pytest.raises(ValueError, match="no message"):
            await storage.deliveries.owe(wrong)


async def test_a_post_in_a_channel_is_owed_once_and_names_nobody(storage: Storage, tenant: str) -> None:
    post = replace(a_message(tenant), person_id=None, address=CHAT)
    assert await storage.deliveries.owe(post)
    assert not await storage.deliveries.owe(post)
    assert await _read(storage, post.id) == post
    assert [each.id async for each in storage.deliveries.unfinished(tenant, WEEK)] == [post.id]
