import asyncio
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from passeur.literacy.measures import Measure, MeasureContent
from passeur.literacy.refusals import MeasureGone
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW

WHOLE = MeasureContent(
    title="Ce qu’un assistant ne sait pas",
    audience="Les chefs d’équipe",
    starts_on=date(2026, 9, 14),
    about="Ses limites.\nEt les nôtres.",
    ends_on=date(2026, 9, 18),
    link="https://intranet.exemple.fr/ia",
    sha256="a" * 64,
    participants=45,
)


def a_measure(tenant: str, number: int = 1, day: int = 14) -> Measure:
    return Measure(tenant, f"{number:032x}", replace(WHOLE, starts_on=date(2026, 9, day)), NOW)


async def test_measures_come_back_as_they_were_the_latest_first_and_of_one_tenant(
    storage: Storage, tenant: str
) -> None:
    old, new = a_measure(tenant, 1, 3), a_measure(tenant, 2, 14)
    bare = Measure(tenant, f"{4:032x}", MeasureContent("Conférence", "Tous", date(2026, 1, 5)), NOW)
    for each in (old, new, bare, a_measure(f"{tenant}-b", 3)):
        assert await storage.literacy.add(each) == each
    assert list(await storage.literacy.all(tenant)) == [new, old, bare]
    assert await storage.literacy.get(tenant, old.id) == old
    assert await storage.literacy.get(tenant, "0") is None


async def test_a_second_click_gets_the_first_measure(storage: Storage, tenant: str) -> None:
    first = a_measure(tenant)
    clicks = [replace(first, content=replace(WHOLE, title=f"Titre {number}")) for number in range(5)]
    added = await asyncio.gather(*map(storage.literacy.add, clicks))
    assert len({each.content for each in added}) == 1
    assert list(await storage.literacy.all(tenant)) == [added[0]]


async def test_corrections_are_counted_and_a_withdrawal_keeps_its_first_day(storage: Storage, tenant: str) -> None:
    first = await storage.literacy.add(a_measure(tenant))
    other = replace(first.content, participants=None, ends_on=None, link="", title="Autre titre")
    later = NOW + timedelta(days=2)
    for _ in range(2):
        corrected = await storage.literacy.change(
            tenant, first.id, partial(Measure.corrected, content=other, now=later)
        )
        assert corrected == replace(first, content=other, version=2, corrected_at=later)
    for days in (3, 5):
        gone = partial(Measure.withdrawn, now=NOW + timedelta(days=days))
        withdrawn = await storage.literacy.change(tenant, first.id, gone)
        assert withdrawn.withdrawn_at == NOW + timedelta(days=3)
    assert list(await storage.literacy.all(tenant)) == [withdrawn]
    with pytest.raises(MeasureGone):
        await storage.literacy.change(tenant, "0", gone)
