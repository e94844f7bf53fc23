from dataclasses import replace

from passeur.delivery.outbox import DeliveryKind
from passeur.sharing.digest_facts import SharedFact, TryFact
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.posts import post_of_thanks, thanks_of
from passeur.sharing.recaps import VariationFact
from passeur.sharing.reproductions import Outcome
from passeur.storage.bundle import Storage
from tests.storage.samples import AUTHOR, CHAT, CONTENT, NOW, WEEK, a_post, a_report, a_reproduction, a_share


async def test_the_facts_of_digests_have_tools_trades_moments_and_no_text(storage: Storage, tenant: str) -> None:
    first = a_share(tenant, content=replace(CONTENT, tool="  COPILOT "))
    child = a_share(tenant, "form-2", WEEK.plus(1), parent=first.ref, author_id="p-3")
    for share in (first, child):
        await storage.shares.add(share, a_post(share))
    failed = a_reproduction(first.ref, "p-2", outcome=Outcome.FAILED, trade=None, obstacle=Obstacle.TAKES_LONGER)
    await storage.shares.record_reproduction(tenant, a_reproduction(first.ref, "p-1"))
    await storage.shares.record_reproduction(tenant, failed)
    await storage.shares.record_variation(tenant, VariationFact(first.ref, child.ref, "p-3"))
    await storage.shares.report(tenant, a_report(first.ref), [])
    facts = await storage.shares.digest_facts(tenant, WEEK, WEEK.plus(1))
    assert set(facts.shares) == {
        SharedFact(first.ref, AUTHOR, NOW, "copilot", "achats", 3),
        SharedFact(child.ref, "p-3", NOW, "copilot", "achats", 3, first.ref),
    }
    assert set(facts.tries) == {
        TryFact(first.ref, "p-1", Outcome.WORKED, NOW, "finance"),
        TryFact(first.ref, "p-2", Outcome.FAILED, NOW, None, Obstacle.TAKES_LONGER),
    }


async def test_withdrawn_shares_and_other_weeks_count_for_nothing(storage: Storage, tenant: str) -> None:
    share, later = a_share(tenant), a_share(tenant, "form-2", WEEK.plus(1))
    for each in (share, later):
        await storage.shares.add(each, a_post(each))
        await storage.shares.record_reproduction(tenant, a_reproduction(each.ref))
    await storage.shares.replace(share.withdrawn_by_author())
    assert await storage.shares.withdrawn(tenant, WEEK, WEEK.plus(1)) == {share.ref}
    assert await storage.shares.withdrawn(tenant, WEEK.plus(1), WEEK.plus(2)) == frozenset()
    facts = await storage.shares.digest_facts(tenant, WEEK.plus(-3), WEEK)
    assert (facts.shares, facts.tries) == ((), ())


async def test_thanks_are_owed_once_and_are_not_the_share_s_own_card(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    thanks = post_of_thanks(share, "boss", CHAT, "fr", NOW)
    assert await storage.shares.owe(share.ref, thanks)
    assert not await storage.shares.owe(share.ref, thanks)
    assert await storage.shares.owe(share.ref, post_of_thanks(share, "other", CHAT, "fr", NOW))
    assert len(await storage.shares.posts(tenant, share.ref)) == 1
    found = await storage.shares.posts(tenant, share.ref, DeliveryKind.THANKS)
    assert {thanks_of(each.subject) for each in found} == {(share.ref, "boss"), (share.ref, "other")}
    assert await storage.deliveries.get(thanks.id) == thanks
