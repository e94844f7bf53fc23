"""What people earned, and who may be named, on both storages."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from passeur.ambassadors.badges import Badge, BadgeId, BadgeKind, HelpGiven
from passeur.ambassadors.recognition import Choice, Consent, MonthChoice, Spotlight
from passeur.periods import Month
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW, a_ref

WORKSHOP = BadgeId(BadgeKind.FIRST_WORKSHOP)
SERVED = BadgeId(BadgeKind.TERM_SERVED, "2026-1")
MONTH = Month(2026, 10)


def a_badge(tenant: str, person: str = "p-1", badge_id: BadgeId = WORKSHOP, **changes: Any) -> Badge:
    badge = Badge(
        tenant_id=tenant,
        person_id=person,
        id=badge_id,
        cohort_id="2026-1",
        fact="w-1",
        earned_on=date(2026, 10, 5),
        rule=1,
        credential_id=f"id-of-{person}-{badge_id.kind}",
        place=7,
        awarded_at=NOW,
    )
    return replace(badge, **changes)


async def write(storage: Storage, badge: Badge) -> None:
    await storage.badges.change(badge.tenant_id, badge.person_id, badge.id, lambda _: badge)


def first_wins(known: Badge | None, *, mine: Badge) -> Badge:
    return known or mine


async def choose(storage: Storage, month: MonthChoice) -> None:
    await storage.recognitions.change_month(month.tenant_id, month.month, lambda _: month)


async def everybody(storage: Storage, tenant: str) -> list[Badge]:
    return [each async for page in storage.badges.pages(tenant) for each in page]


async def test_a_person_s_badges_come_back_whole_and_nobody_else_s_with_them(storage: Storage, tenant: str) -> None:
    revoked = a_badge(tenant, badge_id=SERVED, revoked_at=NOW, former=(0, 1_048_575))
    others = [a_badge(tenant, "p-10"), a_badge(tenant, "p"), a_badge(f"{tenant}-b")]
    for each in (a_badge(tenant), revoked, *others):
        await write(storage, each)
    assert {each.id: each for each in await storage.badges.of_person(tenant, "p-1")} == {
        WORKSHOP: a_badge(tenant),
        SERVED: revoked,
    }
    assert len(await everybody(storage, tenant)) == 4
    assert await storage.badges.of_person(tenant, "p-2") == []


async def test_of_those_who_award_at_once_one_is_first_and_all_see_its_badge(storage: Storage, tenant: str) -> None:
    asked = [a_badge(tenant, credential_id=f"try-{number}") for number in range(5)]
    found = await asyncio.gather(
        *(storage.badges.change(tenant, "p-1", WORKSHOP, partial(first_wins, mine=each)) for each in asked)
    )
    assert len({after.credential_id for _, after in found}) == 1
    assert [before for before, _ in found].count(None) == 1


async def test_forgetting_somebody_leaves_the_others_and_what_names_nobody(storage: Storage, tenant: str) -> None:
    for each in (a_badge(tenant), a_badge(tenant, badge_id=SERVED), a_badge(tenant, "p-10")):
        await write(storage, each)
    await storage.badges.revoke(tenant, 12)
    helpers = [HelpGiven(tenant, person, "request-1", date(2026, 10, 5)) for person in ("p-10", "p-2")]
    for given in (HelpGiven(tenant, "p-1", "request-2", date(2026, 10, 6)), *helpers):
        await storage.badges.note_help(given)
    for _ in range(2):
        await storage.badges.forget(tenant, "p-1")
    assert await storage.badges.help_given(tenant) == helpers
    assert await everybody(storage, tenant) == [a_badge(tenant, "p-10")]
    assert await storage.badges.revoked(tenant) == [12]


async def test_help_is_kept_once_for_each_request_on_its_first_day(storage: Storage, tenant: str) -> None:
    first = HelpGiven(tenant, "p-1", "request-1", date(2026, 10, 5))
    for each in (first, replace(first, on=date(2026, 10, 9)), HelpGiven(f"{tenant}-b", "p-1", "r", first.on)):
        await storage.badges.note_help(each)
    assert await storage.badges.help_given(tenant) == [first]
    assert await everybody(storage, tenant) == []


async def test_a_place_of_the_status_list_is_for_one_credential_and_is_no_badge(storage: Storage, tenant: str) -> None:
    taken = await asyncio.gather(*(storage.badges.reserve(tenant, 12) for _ in range(5)))
    assert sorted(taken) == [False, False, False, False, True]
    assert await storage.badges.reserve(f"{tenant}-b", 12)
    for place in (1_048_575, 12, 12, 0):
        await storage.badges.revoke(tenant, place)
    assert await storage.badges.revoked(tenant) == [0, 12, 1_048_575]
    assert await storage.badges.revoked(f"{tenant}-b") == []
    assert await everybody(storage, tenant) == []


def a_choice(person: str = "p-1", consent: Consent = Consent.ASKED) -> Choice:
    return Choice(person, "2026-1", "Elle a ouvert la voie à l’atelier.", "lead", NOW, consent)


async def test_months_come_back_in_their_order(storage: Storage, tenant: str) -> None:
    for number in range(4):
        chosen = MonthChoice(tenant, MONTH.plus(number), a_choice(f"p-{number}", Consent.GIVEN), ("no-1", "no-2"))
        await choose(storage, chosen)
    found = await storage.recognitions.months(tenant, MONTH.plus(1), MONTH.plus(2))
    assert [each.choice and each.choice.person_id for each in found] == ["p-1", "p-2"]
    assert found[0].refused == ("no-1", "no-2")
    assert await storage.recognitions.month(tenant, MONTH) == MonthChoice(
        tenant, MONTH, a_choice("p-0", Consent.GIVEN), ("no-1", "no-2")
    )
    assert await storage.recognitions.month(tenant, MONTH.plus(9)) is None


async def test_a_month_without_a_choice_and_a_spotlight_come_back(storage: Storage, tenant: str) -> None:
    empty = MonthChoice(tenant, MONTH, None, ("p-1",))
    await choose(storage, empty)
    assert await storage.recognitions.month(tenant, MONTH) == empty
    spotlight = Spotlight(tenant, a_ref(), "p-1", "Utile à tous.", "lead", NOW, Consent.GIVEN, NOW)
    await storage.recognitions.change_spotlight(tenant, a_ref(), lambda _: spotlight)
    assert await storage.recognitions.spotlight(tenant, a_ref()) == spotlight
    assert await storage.recognitions.spotlight(tenant, a_ref("form-2")) is None


@pytest.mark.parametrize("consent", list(Consent))
async def test_somebody_who_is_forgotten_is_in_no_choice_and_no_spotlight(
    storage: Storage, tenant: str, consent: Consent
) -> None:
    theirs, other = MonthChoice(tenant, MONTH, a_choice(consent=consent)), a_choice("p-2")
    said_no = MonthChoice(tenant, MONTH.plus(1), other, ("p-1", "p-3"))
    for each in (theirs, said_no):
        await choose(storage, each)
    spotlight = Spotlight(tenant, a_ref(), "p-1", "Utile à tous.", "lead", NOW, consent)
    await storage.recognitions.change_spotlight(tenant, a_ref(), lambda _: spotlight)
    await storage.recognitions.forget(tenant, "p-1")
    assert list(await storage.recognitions.months(tenant, MONTH, MONTH.plus(1))) == [
        MonthChoice(tenant, MONTH),
        MonthChoice(tenant, MONTH.plus(1), other, ("p-3",)),
    ]
    assert await storage.recognitions.spotlight(tenant, a_ref()) is None


async def test_a_lead_who_is_forgotten_is_in_no_choice_either_and_what_they_asked_stands(
    storage: Storage, tenant: str
) -> None:
    await choose(storage, MonthChoice(tenant, MONTH, a_choice(consent=Consent.GIVEN)))
    spotlight = Spotlight(tenant, a_ref(), "p-1", "Utile à tous.", "lead", NOW)
    await storage.recognitions.change_spotlight(tenant, a_ref(), lambda _: spotlight)
    await storage.recognitions.forget(tenant, "lead")
    month = await storage.recognitions.month(tenant, MONTH)
    assert month == MonthChoice(tenant, MONTH, replace(a_choice(consent=Consent.GIVEN), chosen_by=""))
    assert await storage.recognitions.spotlight(tenant, a_ref()) == replace(spotlight, asked_by="")
