"""Weeks in short and months in brief, on both storages."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import cast

from hypothesis import HealthCheck, given, settings

from passeur.briefs.review import Review
from passeur.briefs.summaries import WeekSummary
from passeur.periods import Month, Week
from passeur.sharing.threads import ToldThread
from passeur.storage.bundle import Storage
from passeur.storage.entities import KEY, LONGEST_TEXT
from passeur.storage.keys import week_partition
from passeur.storage.long_texts import MOST_PARTS
from passeur.storage.summaries_table import SummariesTable
from passeur.storage.summary_json import summary_to_json
from passeur.storage.table import Delete, Span
from tests.passeur.briefs.months import END, MONTH, PSEUDONYMS, Story, share, stories, told
from tests.storage.samples import CHAT, NOW, WEEK, a_post, a_report, a_report_post, a_reproduction, a_share

_NUMBERS = count()


def fold(*threads: ToldThread, week: Week = MONTH.weeks[0]) -> WeekSummary:
    return WeekSummary.fold(week, threads, PSEUDONYMS, until=END, now=END)


def large(shares: int) -> WeekSummary:
    return fold(*(told(share(number, f"a-{number}", tool="Outil " * 12)) for number in range(shares)))


async def test_a_week_s_threads_come_with_all_that_happened_and_nothing_of_other_weeks(
    storage: Storage, tenant: str
) -> None:
    shares = [a_share(tenant, f"form-{number}") for number in range(3)]
    other = a_share(tenant, "form-9", WEEK.plus(1))
    for each in (*shares, other):
        await storage.shares.add(each, a_post(each, CHAT))
    tries = [a_reproduction(shares[1].ref, f"p-{number}") for number in range(3)]
    for a_try in tries:
        await storage.shares.record_reproduction(tenant, a_try)
    report = a_report(shares[2].ref)
    await storage.shares.report(tenant, report, [a_report_post(tenant, report)])
    found = {each.thread.share: each async for each in storage.shares.threads(tenant, WEEK)}
    assert set(found) == set(shares)
    assert found[shares[0]] == ToldThread(replace(found[shares[0]].thread, reproductions=()))
    assert set(found[shares[1]].thread.reproductions) == set(tries)
    assert found[shares[2]].reports == (report,)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories())
async def test_any_summary_and_any_brief_come_back(storage: Storage, story: Story) -> None:
    tenant = f"brief-{next(_NUMBERS)}-{id(story)}"
    for summary in story.summaries():
        await storage.summaries.put(tenant, summary)
    kept = await storage.summaries.between(tenant, MONTH.weeks[0].plus(-60), MONTH.weeks[-1])
    assert list(kept) == story.summaries()
    assert await storage.briefs.create(tenant, story.brief()) == story.brief()
    assert await storage.briefs.get(tenant, MONTH) == (story.brief(), Review(MONTH))


async def test_a_summary_is_replaced_whole_when_it_grows_and_when_it_shrinks(storage: Storage, tenant: str) -> None:
    big = large(6_000)
    assert len(summary_to_json(big)) > 2 * LONGEST_TEXT * MOST_PARTS
    small = fold(told(share(1)))
    for summary in (small, big, small):
        await storage.summaries.put(tenant, summary)
        assert await storage.summaries.between(tenant, summary.week, summary.week) == [summary]


async def test_a_summary_of_which_another_writer_removed_a_part_is_none(storage: Storage, tenant: str) -> None:
    big = large(6_000)
    await storage.summaries.put(tenant, big)
    table = cast("SummariesTable", storage.summaries).table
    partition = week_partition(tenant, big.week)
    parts = [row[KEY] async for page in table.pages(Span(partition, partition, "part|", "part~")) for row in page]
    await table.write(Delete(partition, parts[0]))
    assert await storage.summaries.between(tenant, big.week, big.week) == []
    await storage.summaries.put(tenant, big)
    assert await storage.summaries.between(tenant, big.week, big.week) == [big]


async def test_of_several_who_make_a_brief_all_have_the_first(storage: Storage, tenant: str) -> None:
    briefs = [replace(Story(()).brief(), made_at=NOW + timedelta(minutes=number)) for number in range(5)]
    made = await asyncio.gather(*(storage.briefs.create(tenant, each) for each in briefs))
    stored = await storage.briefs.get(tenant, MONTH)
    assert stored is not None
    assert set(made) == {stored[0]}


async def test_decisions_at_the_same_time_are_all_kept(storage: Storage, tenant: str) -> None:
    refs = [share(number).ref for number in range(8)]
    await asyncio.gather(
        *(storage.briefs.decide(tenant, MONTH, partial(Review.without_quote, ref=ref)) for ref in refs)
    )
    await storage.briefs.create(tenant, Story(()).brief())
    stored = await storage.briefs.get(tenant, MONTH)
    assert stored is not None
    assert stored[1].dropped == set(refs)


async def test_the_last_brief_that_was_approved_is_found_among_those_that_were_not(
    storage: Storage, tenant: str
) -> None:
    assert await storage.briefs.last_approved(tenant) is None
    for number in (9, 10, 11, 12):
        month = Month(2026, number)
        await storage.briefs.create(tenant, replace(Story(()).brief(), month=month, weeks=month.weeks))
        if number in (9, 10):
            await storage.briefs.decide(tenant, month, lambda known: known.approved("lead", NOW))
        else:
            await storage.briefs.decide(tenant, month, lambda known: known.without_quote(share(1).ref))
    found = await storage.briefs.last_approved(tenant)
    assert found is not None
    assert (found[0].month, found[1].approved_by) == (Month(2026, 10), "lead")
    assert await storage.briefs.last_approved(f"{tenant}-other") is None
