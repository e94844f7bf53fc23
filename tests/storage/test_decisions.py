import asyncio
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.refusals import Declined, Why
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW


def a_decision(tenant: str, number: int = 1, day: int = 18) -> Decision:
    why = "Deux candidats seulement à Lyon."
    return Decision(tenant, f"{number:032x}", "Prolonger l’appel", why, date(2026, 11, day), NOW, "lead-1")


async def test_decisions_come_back_newest_first_and_of_one_tenant(storage: Storage, tenant: str) -> None:
    old, new = a_decision(tenant, 1, 3), a_decision(tenant, 2, 18)
    for each in (old, new, a_decision(f"{tenant}-b", 3)):
        assert await storage.decisions.add(each) == each
    assert list(await storage.decisions.all(tenant)) == [new, old]
    assert await storage.decisions.get(tenant, old.id) == old
    assert await storage.decisions.get(tenant, "0") is None


async def test_a_second_click_gets_the_first_decision(storage: Storage, tenant: str) -> None:
    clicks = [replace(a_decision(tenant), what=f"Choix {number}") for number in range(5)]
    added = await asyncio.gather(*map(storage.decisions.add, clicks))
    assert len(set(added)) == 1
    assert list(await storage.decisions.all(tenant)) == [added[0]]


async def test_a_decision_is_struck_out_once_and_stays(storage: Storage, tenant: str) -> None:
    decision = await storage.decisions.add(a_decision(tenant))
    later = NOW + timedelta(days=2)
    for by in ("lead-1", "steering-1"):
        strike = partial(Decision.struck, by=by, why="Remplacée", now=later)
        struck = await storage.decisions.change(tenant, decision.id, strike)
        assert struck == replace(decision, struck_at=later, struck_by="lead-1", struck_why="Remplacée")
    assert list(await storage.decisions.all(tenant)) == [struck]
    with pytest.raises(Declined) as refused:
        await storage.decisions.change(tenant, "0", strike)
    assert refused.value.why is Why.DECISION_UNKNOWN
