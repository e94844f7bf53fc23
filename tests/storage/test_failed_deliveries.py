"""What could not be sent beside shares and recaps can be asked for; what was sent, or waits, is not in the answer."""

from passeur.delivery.outbox import DeliveryState, Reason
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW, WEEK, a_post, a_share


async def test_only_what_failed_is_found_and_only_since_the_week(storage: Storage, tenant: str) -> None:
    shares = [a_share(tenant, name) for name in ("one", "two", "three")]
    for share in shares:
        await storage.shares.add(share, a_post(share))
    failed, sent, _ = shares
    for share in (failed, sent):
        owed = await storage.deliveries.get(a_post(share).id)
        assert owed is not None
        taken = await storage.deliveries.move(owed.taken(NOW))
        ended = taken.failed(Reason.BLOCKED) if share is failed else taken.sent("activity")
        await storage.deliveries.move(ended)
    found = [each async for each in storage.deliveries.failed(tenant, WEEK)]
    assert [(each.id, each.state, each.reason) for each in found] == [
        (a_post(failed).id, DeliveryState.FAILED, Reason.BLOCKED)
    ]
    assert [each async for each in storage.deliveries.failed(tenant, WEEK.plus(1))] == []
