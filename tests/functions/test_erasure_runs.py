"""How far one run of the timer goes: as many looks as its time takes, and the rest in the next run."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions import erasures
from functions.erasures import MOST_AT_ONCE, NO_DRAWING_AFTER, NO_NEW_LOOK_AFTER, erase_who_asked
from functions.wiring import Wiring
from passeur.delivery.addresses import Address
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.ports import SendFailed
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.sharing.posts import post_of_share
from passeur.sharing.shares import Share, ShareRef
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock
from tests.passeur.ambassadors.check_ins import THURSDAY
from tests.passeur.privacy.everywhere import CONTENT, ELSEWHERE, WEEK
from tests.scenarios.house import ENVIRONMENT, TENANT

LONG = NO_NEW_LOOK_AFTER.total_seconds() + 1


class _Nobody:
    """Whoever left is told nothing, and shows nowhere: nothing is sent."""

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        raise AssertionError(card)

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        raise AssertionError(card)


@dataclass
class _Slow(_Nobody):
    """Teams, which takes its time for each message; and which messages were drawn anew."""

    clock: FakeClock
    seconds: float
    updated: list[str] = field(default_factory=list)

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        raise SendFailed(Reason.CONVERSATION_GONE)

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        self.clock.advance(seconds=self.seconds)
        self.updated.append(activity_id)


async def _show(storage: Storage, person_id: str, number: int) -> None:
    """One message in a channel shows them."""
    ref = ShareRef(WEEK, f"{number:032x}")
    share = Share(ref, TENANT, person_id, "Élise Roy", CONTENT, THURSDAY)
    post = post_of_share(share, ELSEWHERE, "fr", THURSDAY)
    await storage.shares.add(share, replace(post, state=DeliveryState.SENT, activity_id=f"card-{number}"))


def _wiring(storage: Storage, clock: FakeClock) -> Wiring:
    return Wiring(ENVIRONMENT, storage=storage, clock=clock, sender=_Nobody())


async def _leavers(storage: Storage, people: int, *, untold: bool = True, first: int = 0) -> list[str]:
    ids = [str(UUID(int=number)) for number in range(first, first + people)]
    for number, person_id in enumerate(ids):
        at = THURSDAY + timedelta(seconds=number)
        stand_in = f"erased-{int(person_id[-8:], 16):032x}"
        stays = TheirShares.STAY
        await storage.erasures.begin(Erasure(TENANT, person_id, stand_in, stays, at, "fr", untold=untold))
    return ids


def _seconds(*told: float) -> Callable[[], float]:
    left = list(told)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


def _since(clock: FakeClock) -> Callable[[], float]:
    """By the clock, from now on."""
    begun = clock.now

    def elapsed() -> float:
        return (clock.now - begun).total_seconds()

    return elapsed


async def _gone_through(storage: Storage) -> Sequence[str]:
    return [each.person_id for each in await storage.erasures.under_way(TENANT) if each.gone_through_at]


async def test_a_run_begins_no_look_that_its_time_would_not_take_and_the_next_run_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    storage, clock = open_memory_storage(), FakeClock(THURSDAY)
    wiring = _wiring(storage, clock)
    people = await _leavers(storage, 5)
    with caplog.at_level(logging.INFO, logger="functions.erasures"):
        await erase_who_asked(wiring, most=2, elapsed=_seconds(0, 100, LONG))
    assert await _gone_through(storage) == people[:4]
    assert "1 of them for the next run" in caplog.text
    assert not [each for each in people if each in caplog.text]
    clock.now += SETTLES_IN
    await erase_who_asked(wiring, most=2, elapsed=_seconds(0))
    assert await _gone_through(storage) == people[4:]
    clock.now += SETTLES_IN
    await erase_who_asked(wiring, most=2, elapsed=_seconds(0))
    assert await storage.erasures.under_way(TENANT) == []


async def test_whoever_asked_is_looked_at_before_everybody_who_left() -> None:
    storage = open_memory_storage()
    await _leavers(storage, 3)
    (asked,) = await _leavers(storage, 1, untold=False, first=9)
    await erase_who_asked(_wiring(storage, FakeClock(THURSDAY)), most=1, elapsed=_seconds(0, LONG))
    assert await _gone_through(storage) == [asked]


async def test_a_run_draws_as_long_as_its_time_takes_and_the_next_one_goes_on_with_the_others() -> None:
    storage, clock = open_memory_storage(), FakeClock(THURSDAY)
    slow = _Slow(clock, NO_DRAWING_AFTER.total_seconds() / 2)
    wiring = Wiring(ENVIRONMENT, storage=storage, clock=clock, sleep=clock.sleep, sender=slow)
    left = await _leavers(storage, 3)
    (asked,) = await _leavers(storage, 1, untold=False, first=9)
    for number, person_id in enumerate((*left, asked)):
        await _show(storage, person_id, number)

    await erase_who_asked(wiring, elapsed=_since(clock))
    # Whoever asked comes first.
    assert sorted(await _gone_through(storage)) == sorted([asked, left[0]])
    assert slow.updated == ["card-3", "card-0"]
    clock.now += SETTLES_IN
    await erase_who_asked(wiring, elapsed=_since(clock))
    assert slow.updated == ["card-3", "card-0", "card-1", "card-2"]
    clock.now += SETTLES_IN
    await erase_who_asked(wiring, elapsed=_seconds(0))
    assert await storage.erasures.under_way(TENANT) == []


async def test_when_a_look_took_all_the_time_for_drawing_somebody_is_drawn_still() -> None:
    storage, clock = open_memory_storage(), FakeClock(THURSDAY)
    slow = _Slow(clock, 0)
    wiring = Wiring(ENVIRONMENT, storage=storage, clock=clock, sleep=clock.sleep, sender=slow)
    people = await _leavers(storage, 2)
    for number, person_id in enumerate(people):
        await _show(storage, person_id, number)
    await erase_who_asked(wiring, elapsed=_seconds(0, NO_DRAWING_AFTER.total_seconds() + 1))
    assert slow.updated == ["card-0"]
    assert await _gone_through(storage) == people[:1]


async def test_a_look_that_does_not_end_is_ended_before_the_host_ends_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(erasures, "ENDS_AFTER", timedelta(0))
    storage, clock = open_memory_storage(), FakeClock(THURSDAY)
    wiring = _wiring(storage, clock)
    people = await _leavers(storage, 2)
    await erase_who_asked(wiring)
    assert await _gone_through(storage) == []
    assert "begins anew" in caplog.text
    monkeypatch.undo()
    await erase_who_asked(wiring)
    assert await _gone_through(storage) == people
    assert len(people) <= MOST_AT_ONCE
