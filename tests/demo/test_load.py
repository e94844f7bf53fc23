import sys
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from infra.local.cast import CAST, LEAD
from infra.local.demo.ambassadors.story import Programme, make_programme
from infra.local.demo.company import make_company
from infra.local.demo.history import History, make_history
from infra.local.demo.load import day_to_tell, load
from infra.local.demo.past_recaps import known_facts
from infra.local.demo.repositories import tables_of
from infra.local.demo.rows import rows_of, rows_of_programme
from passeur.errors import StorageUnavailable
from passeur.organisation import Organisation
from passeur.people import Person, Role
from passeur.sharing.claims import Claim, subjects_of
from passeur.sharing.ports import AlreadyClaimed
from passeur.sharing.publish_recap import preview_recap
from passeur.sharing.recaps import Facts, Recap
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.entities import Row
from passeur.storage.memory import MemoryTable, open_memory_storage
from passeur.storage.people_table import PeopleTable
from passeur.storage.registered import RegisteredTable
from passeur.storage.table import Change, Span
from tests.storage.counting import CountingTransport
from tests.storage.emulated import emulated

TODAY = date(2026, 11, 25)


def _quietly(done: int, total: int) -> None:
    assert 0 < done <= total


@dataclass
class DyingTable(MemoryTable):
    """A table whose process is killed after some transactions."""

    transactions_left: int = 10

    async def write(self, *changes: Change) -> Sequence[str]:
        if self.transactions_left == 0:
            raise StorageUnavailable("killed")
        self.transactions_left -= 1
        return await super().write(*changes)


def _contents(storage: Storage) -> dict[tuple[str, ...], Row]:
    found: dict[tuple[str, ...], Row] = {}
    for name, table in tables_of(storage).items():
        behind = table.table if isinstance(table, RegisteredTable) else table
        assert isinstance(behind, MemoryTable)
        for key, row in behind.rows.items():
            found[name, *key] = {column: row[column] for column in row if column != "odata.etag"}
    return found


async def test_what_was_loaded_is_what_the_product_reads(
    company: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = open_memory_storage()
    await load(storage, company, history, programme, _quietly)
    tenant_id = company[0].tenant_id

    lead = await storage.people.get(tenant_id, LEAD.aad_object_id)
    assert lead is not None
    assert (lead.name, lead.trade, lead.site, lead.introduced) == (LEAD.name, LEAD.trade, LEAD.site, False)
    assert await storage.roles.holders(tenant_id, Role.PROGRAMME_LEAD) == [LEAD.aad_object_id]
    varied = next(share for share in history.shares if share.parent)
    assert varied.parent
    thread = await storage.shares.thread(tenant_id, varied.parent)
    assert thread is not None
    assert varied.ref in {variation.child for variation in thread.variations}
    assert await storage.shares.get(tenant_id, varied.ref) == varied
    last = history.recaps[-1]
    assert await storage.recaps.get(tenant_id, last.recap.week) == last


async def test_facts_read_from_storage_are_those_of_the_story(
    company: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = open_memory_storage()
    await load(storage, company, history, programme, _quietly)
    weeks = sorted({share.ref.week for share in history.shares})
    read = await storage.shares.facts(company[0].tenant_id, weeks[0], weeks[-1])
    told = known_facts(set(weeks), history.shares, history.reproductions, datetime.max.replace(tzinfo=UTC))

    def in_any_order(facts: Facts) -> tuple[Counter[object], ...]:
        return Counter(facts.shares), Counter(facts.reproductions), Counter(facts.variations)

    assert in_any_order(read) == in_any_order(told)


async def test_a_colleague_who_shares_the_same_thing_is_told(
    company: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = open_memory_storage()
    await load(storage, company, history, programme, _quietly)
    first = next(share for share in history.shares if share.content.link and not share.parent)
    again = replace(first.ref, id="f" * 32)
    with pytest.raises(AlreadyClaimed) as already:
        await storage.claims.claim(
            Claim(first.tenant_id, again, subjects_of(first.content), first.published_at + timedelta(days=1))
        )
    assert already.value.held.ref == first.ref


async def test_the_product_previews_a_rich_recap_of_the_week_under_way(
    company: tuple[Person, ...], history: History, programme: Programme, organisation: Organisation
) -> None:
    storage = open_memory_storage()
    await load(storage, company, history, programme, _quietly)
    now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    week = history.recaps[-1].recap.week.plus(1)
    recap, decided = await preview_recap(week, backend_of(storage, organisation, lambda: now), now=now)
    told = {pick.ref for stored in history.recaps for pick in stored.recap.picks}
    assert not decided
    assert len(recap.picks) == 5
    assert told.isdisjoint(pick.ref for pick in recap.picks)


async def test_a_second_load_changes_nothing(
    company: tuple[Person, ...], history: History, programme: Programme, organisation: Organisation
) -> None:
    storage = open_memory_storage()
    assert await load(storage, company, history, programme, _quietly) > 0
    before = _contents(storage)
    later = make_history(company, today=TODAY + timedelta(days=9), schedule=organisation.recap)
    assert await day_to_tell(storage, company[0].tenant_id, later.today) is None
    assert await load(storage, company, later, programme, _quietly) == 0
    assert await load(storage, company, history, programme, _quietly) == 0
    assert _contents(storage) == before


async def test_a_storage_that_people_already_use_is_left_alone(
    company: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = open_memory_storage()
    somebody = Person(company[0].tenant_id, "somebody", "Somebody")
    await storage.people.put(somebody)
    assert await day_to_tell(storage, somebody.tenant_id, TODAY) is None
    assert await load(storage, company, history, programme, _quietly) == 0
    assert len(_contents(storage)) == 1


async def test_a_recap_of_an_empty_week_keeps_nobody_from_loading(
    company: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = open_memory_storage()
    last = history.recaps[-1]
    await storage.recaps.decide(replace(last, recap=Recap(last.recap.week, (), 0)), ())
    assert await load(storage, company, history, programme, _quietly) > 0
    assert await storage.recaps.get(last.tenant_id, last.recap.week) == last


@pytest.mark.parametrize("transactions", [1, 2, 40, 250])
async def test_a_load_that_was_cut_is_completed_on_another_day_with_the_same_rows(
    company: tuple[Person, ...],
    history: History,
    programme: Programme,
    organisation: Organisation,
    transactions: int,
) -> None:
    whole = open_memory_storage()
    await load(whole, company, history, programme, _quietly)

    people = DyingTable(transactions_left=transactions)
    storage = replace(open_memory_storage(), people=PeopleTable(people))
    with pytest.raises(StorageUnavailable):
        await load(storage, company, history, programme, _quietly)
    people.transactions_left = 1000
    tomorrow = TODAY + timedelta(days=1)
    day = await day_to_tell(storage, company[0].tenant_id, tomorrow)
    assert day == TODAY
    story_of_tomorrow = make_history(company, today=tomorrow, schedule=organisation.recap)
    assert await load(storage, company, story_of_tomorrow, programme, _quietly) == 0
    await load(storage, company, history, programme, _quietly)

    assert _contents(storage) == _contents(whole)
    assert await day_to_tell(storage, company[0].tenant_id, tomorrow) is None


async def test_progress_ends_with_every_row(
    company: tuple[Person, ...], history: History, programme: Programme
) -> None:
    steps: list[tuple[int, int]] = []
    rows = await load(
        open_memory_storage(), company, history, programme, lambda done, total: steps.append((done, total))
    )
    assert steps[-1] == (rows, rows)
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})


@pytest.fixture
async def counting(azurite: str) -> AsyncIterator[tuple[Storage, CountingTransport]]:
    transport = CountingTransport()
    async with emulated(azurite, transport) as storage:
        yield storage, transport


@pytest.mark.azurite
async def test_azurite_is_filled_in_few_requests(
    counting: tuple[Storage, CountingTransport], organisation: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    storage, transport = counting
    company = make_company(f"tenant-{uuid.uuid4()}")
    history = make_history(company, today=TODAY, schedule=organisation.recap)
    programme = make_programme(company, history, schedule=organisation.recap)
    told = await rows_of(company, history)
    expected = [*told.values(), *(await rows_of_programme(programme, told)).values()]

    began = time.monotonic()
    with transport.counted() as sent:
        rows = await load(storage, company, history, programme, _quietly)
    with capsys.disabled():
        # The time is worth seeing, and too much the machine's to assert.
        sys.stdout.write(f"\n  {rows} rows, {len(sent)} requests, {time.monotonic() - began:.1f} s on Azurite\n")

    assert rows == sum(map(len, expected))
    # 256 partitions of people, 26 weeks of shares (one or two transactions each), 25 recaps, the claims, the marks;
    # 25 periods of check-ins, and the workshops of about 25 hosts and 50 weeks.
    assert len(sent) <= 480
    tenant_id = company[0].tenant_id
    # The headcounts are kept apart from the tenant's people, as the marks of the load are.
    assert await _count(storage, tenant_id) == rows - 1
    assert await storage.people.get(tenant_id, CAST[3].aad_object_id) is not None

    with transport.counted() as sent:
        assert await load(storage, company, history, programme, _quietly) == 0
    assert len(sent) == 1


async def _count(storage: Storage, tenant_id: str) -> int:
    count = 0
    for table in tables_of(storage).values():
        # What was said no to is after everything else of the tenant (`~noes`).
        async for page in table.pages(Span(tenant_id, f"{tenant_id}|~~"), columns=("RowKey",)):
            count += len(page)
    return count
