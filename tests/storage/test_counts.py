"""The round trips of performance.md, counted where they leave."""

import pytest

from passeur.people import Person
from passeur.sharing.recaps import VariationFact
from passeur.storage.bundle import Storage
from passeur.storage.share_rows import reproduction_row, share_row
from passeur.storage.shares_table import SharesTable
from passeur.storage.table import Create
from tests.storage.counting import CountingTransport
from tests.storage.samples import (
    NOW,
    WEEK,
    a_claim,
    a_post,
    a_recap,
    a_report,
    a_report_post,
    a_reproduction,
    a_share,
    channel_posts,
)

pytestmark = pytest.mark.azurite


async def test_a_share_submit_is_three_requests(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    share, claim = a_share(tenant), a_claim(tenant)
    with transport.counted() as claimed:
        await azure_storage.claims.claim(claim)
    with transport.counted() as added:
        await azure_storage.shares.add(share, a_post(share))
    with transport.counted() as queued:
        await azure_storage.queue.put(a_post(share).id)
    assert [len(claimed), len(added), len(queued)] == [1, 1, 1]


async def test_a_reaction_is_two_requests_and_what_it_reads_of_the_person(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    share = a_share(tenant)
    await azure_storage.shares.add(share, a_post(share))
    with transport.counted() as sent:
        await azure_storage.people.get(tenant, "colleague-1")
        await azure_storage.shares.record_reproduction(tenant, a_reproduction(share.ref))
        await azure_storage.shares.thread(tenant, share.ref)
    assert len(sent) == 3


@pytest.mark.parametrize("tried", [350, 999])
async def test_the_facts_of_some_weeks_are_a_page_for_each_thousand_rows(
    azure_storage: Storage, transport: CountingTransport, tenant: str, tried: int
) -> None:
    assert isinstance(azure_storage.shares, SharesTable)
    for week in (WEEK, WEEK.plus(1)):
        share = a_share(tenant, week=week)
        people = [reproduction_row(tenant, a_reproduction(share.ref, f"p-{n}")) for n in range(tried)]
        rows = [share_row(share), *people]
        for start in range(0, len(rows), 100):
            await azure_storage.shares.table.write(*map(Create, rows[start : start + 100]))
    with transport.counted() as sent:
        facts = await azure_storage.shares.facts(tenant, WEEK, WEEK.plus(1))
    assert (len(facts.shares), len(facts.reproductions)) == (2, 2 * tried)
    assert len(sent) == -(-(2 + 2 * tried) // 1000)
    assert not any("use_case" in request or "prompt" in request for request in sent)


@pytest.mark.parametrize(("channels", "requests"), [(1, 1), (99, 1), (100, 4), (250, 6)])
async def test_a_recap_of_99_posts_is_decided_in_one_request(
    azure_storage: Storage, transport: CountingTransport, tenant: str, channels: int, requests: int
) -> None:
    posts = channel_posts(tenant, channels)
    with transport.counted() as sent:
        await azure_storage.recaps.decide(a_recap(tenant), posts)
    assert len(sent) == requests


async def test_a_delivery_is_read_and_moved_in_one_request_each(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    share = a_share(tenant)
    await azure_storage.shares.add(share, a_post(share))
    with transport.counted() as sent:
        owed = await azure_storage.deliveries.get(a_post(share).id)
        assert owed is not None
        taken = await azure_storage.deliveries.move(owed.taken(NOW))
        await azure_storage.deliveries.move(taken.sent("activity-1"))
    assert len(sent) == 3


async def test_every_other_write_and_read_is_one_request(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    storage, share = azure_storage, a_share(tenant)
    await storage.shares.add(share, a_post(share))
    report = a_report(share.ref)
    once = (
        storage.people.put(Person(tenant, "person-1", "Anne Martin")),
        storage.shares.get(tenant, share.ref),
        storage.shares.posts(tenant, share.ref),
        storage.shares.record_variation(tenant, VariationFact(share.ref, share.ref, "p-1")),
        storage.shares.forget_variation(tenant, share.ref, share.ref),
        storage.shares.report(tenant, report, [a_report_post(tenant, report)]),
        storage.recaps.between(tenant, WEEK, WEEK.plus(1)),
        storage.channels.all(tenant),
        storage.ping(),
    )
    for call in once:
        with transport.counted() as sent:
            await call
        assert len(sent) == 1, sent
