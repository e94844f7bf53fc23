"""Somebody who did a lot is erased from the demonstration company: every figure that is told stays what it was."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from infra.local.demo.ambassadors.story import Programme
from infra.local.demo.history import History
from infra.local.demo.load import load
from passeur.ambassadors.recompute_kpis import recompute_kpis
from passeur.backend import Backend
from passeur.briefs.build_brief import build_brief
from passeur.briefs.summaries import Pseudonyms, WeekSummary
from passeur.delivery.addresses import Address, ConversationKind
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.periods import Month, Week
from passeur.sharing.recaps import build_recap
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from passeur.storage.table import Span
from tests.passeur.privacy.mortal import erase

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CHAT = Address("a:the-last-chat", "http://127.0.0.1:9", ConversationKind.PERSONAL)
Company = tuple[Person, ...]


@pytest_asyncio.fixture
async def loaded(company: Company, history: History, programme: Programme, organisation: Organisation) -> Backend:
    storage = open_memory_storage()
    await load(storage, company, history, programme, lambda _done, _total: None)
    return backend_of(storage, organisation, lambda: NOW)


async def _figures(backend: Backend) -> dict[str, object]:
    """Every figure that is told to anybody, counted anew from what is stored."""
    tenant_id = backend.organisation.tenant_id
    weeks = [Week.of_day(NOW.date()).plus(-back) for back in range(26)]
    threads = {week: [each async for each in backend.shares.threads(tenant_id, week)] for week in weeks}
    facts = await backend.shares.facts(tenant_id, weeks[-1], weeks[0])
    folded = [
        WeekSummary.fold(week, threads[week], Pseudonyms(b"one key for all"), until=NOW, now=NOW) for week in weeks
    ]
    trades = sorted(backend.organisation.trade_ids())
    months = [Month(2026, 10), Month(2026, 9), Month(2026, 8)]
    await recompute_kpis(backend, now=NOW, everything=True)
    boards = await backend.kpis.between(tenant_id, Month(2025, 1), Month(2027, 1))
    # Who is still in office, and for whom, is a state and no total: that ends with a term, whatever ends it.
    counted = [replace(board, folded_at=NOW, continuity=(), coverage=None) for board in boards]
    return {
        "cards": {
            told.thread.share.ref: (told.thread.tally(), told.thread.varied())
            for each in threads.values()
            for told in each
        },
        "recaps": [build_recap(week, facts, told=set(), until=NOW) for week in weeks],
        "kept": await backend.recaps.between(tenant_id, weeks[-1], weeks[0]),
        "briefs": [build_brief(month, folded, trades=trades, made_at=NOW) for month in months],
        "authors": [len({line.author for line in each.shares}) for each in folded],
        "tryers": [Counter(tryer.trade for tryer in each.tryers) for each in folded],
        "signals": [Counter((signal.source, signal.need) for signal in each.signals) for each in folded],
        "boards": counted,
        "finished": len(await backend.progress.finishers(tenant_id)),
    }


@pytest.mark.parametrize("most", ["shares", "tries"])
async def test_no_figure_moves_by_a_single_unit(loaded: Backend, company: Company, most: str) -> None:
    tenant_id = loaded.organisation.tenant_id
    week = Week.of_day(NOW.date())
    facts = await loaded.shares.facts(tenant_id, week.plus(-26), week)
    people = (
        Counter(each.author_id for each in facts.shares)
        if most == "shares"
        else Counter(each.person_id for each in facts.reproductions)
    )
    ((who, _),) = people.most_common(1)
    person = next(each for each in company if each.id == who)
    before = await _figures(loaded)
    assert before["boards"]
    assert any(recap.picks for recap in before["recaps"])  # type: ignore[attr-defined]  # a list of recaps
    await erase(who, loaded, person.address or CHAT)
    after = await _figures(loaded)
    for name, figure in before.items():
        assert after[name] == figure, name
    assert await loaded.people.get(tenant_id, who) is None
    held = await _everything(loaded)
    for mark in (who, person.name, *([person.email] if person.email else [])):
        assert mark not in held, mark


async def _everything(backend: Backend) -> str:
    tables = backend.holdings.tables  # type: ignore[attr-defined]  # the repository that reads them all
    tenant_id = backend.organisation.tenant_id
    rows = []
    for name, table in tables.items():
        async for page in table.pages(Span(tenant_id, f"{tenant_id}|~~")):
            rows += [[name, dict(row)] for row in page]
    return json.dumps(rows, ensure_ascii=False)
