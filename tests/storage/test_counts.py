"""The round trips of performance.md, counted where they leave."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from passeur.directory.teams import Team
from passeur.people import Person
from passeur.sharing.recaps import VariationFact
from passeur.storage.bundle import Storage
from passeur.storage.share_rows import reproduction_row, share_row
from passeur.storage.shares_table import SharesTable
from passeur.storage.table import Create
from tests.storage.counting import CountingTransport
from tests.storage.run_samples import RUN, SHARD, a_run, a_shard
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


@pytest.mark.parametrize(("people", "requests"), [(1, 1), (100, 1), (250, 3)])
async def test_a_hundred_people_of_a_shard_are_planned_in_one_request(
    azure_storage: Storage, transport: CountingTransport, tenant: str, people: int, requests: int
) -> None:
    owed = a_shard(tenant, people)
    with transport.counted() as planned:
        await azure_storage.runs.plan(owed)
    with transport.counted() as again:
        await azure_storage.runs.plan(owed)
    # What is there is found out by one refusal and one page of keys.
    assert (len(planned), len(again)) == (requests, 2)


@pytest.mark.parametrize("people", [0, 999, 1_000, 2_300])
async def test_a_shard_is_counted_in_a_page_for_each_thousand_rows(
    azure_storage: Storage, transport: CountingTransport, tenant: str, people: int
) -> None:
    await azure_storage.runs.plan(a_shard(tenant, people))
    with transport.counted() as counted:
        tally = await azure_storage.runs.tally(tenant, RUN, SHARD)
    with transport.counted() as listed:
        found = [each async for page in azure_storage.runs.deliveries(tenant, RUN, SHARD) for each in page]
    assert tally.planned == len(found) == people
    assert len(counted) == len(listed) == max(1, -(-people // 1000))
    assert all("select=state,reason" in unquote(request) for request in counted)


async def test_a_slice_of_the_budget_is_two_requests_at_first_and_then_one(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    sent = []
    for _ in range(3):
        with transport.counted() as reserved:
            await azure_storage.paces.reserve(tenant, 15, rate=30, now=NOW)
        sent.append(len(reserved))
    with transport.counted() as asked:
        await azure_storage.paces.throttle(tenant, NOW + timedelta(seconds=30))
    with transport.counted() as too_far:
        await azure_storage.paces.reserve(tenant, 15, rate=30, now=NOW)
        await azure_storage.paces.throttle(tenant, NOW)
    assert (sent, len(asked), len(too_far)) == ([2, 1, 1], 1, 0)


async def test_a_send_in_a_shared_conversation_is_two_requests(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    for _ in range(2):
        with transport.counted() as sent:
            await azure_storage.paces.reserve_in(tenant, "19:general@thread.tacv2", NOW)
        assert len(sent) == 2


async def test_a_run_is_read_and_written_in_one_request_each(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    with transport.counted() as created:
        await azure_storage.runs.create(a_run(tenant))
    with transport.counted() as read:
        await azure_storage.runs.get(tenant, RUN)
        await azure_storage.runs.all(tenant)
    with transport.counted() as changed:
        await azure_storage.runs.change(tenant, RUN, lambda run: replace(run, cursor="7f"))
    with transport.counted() as unchanged:
        await azure_storage.runs.change(tenant, RUN, lambda run: run)
    assert [len(created), len(read), len(changed), len(unchanged)] == [1, 2, 2, 1]


async def test_teams_are_read_in_pages_and_only_what_changed_is_written(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    teams = [Team(tenant, f"manager-{n}", 5, {}, {}) for n in range(20)]
    await azure_storage.teams.replace(tenant, teams)
    with transport.counted() as same:
        await azure_storage.teams.replace(tenant, teams)
    with transport.counted() as one:
        await azure_storage.teams.replace(tenant, [replace(teams[0], size=6), *teams[1:]])
    assert (len(same), len(one)) == (1, 2)
