"""How far one run of the timer goes: as many looks as its time takes, and the rest in the next run."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions import erasures
from functions.erasures import MOST_AT_ONCE, NO_NEW_LOOK_AFTER, erase_who_asked
from functions.wiring import Wiring
from passeur.delivery.addresses import Address
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock
from tests.passeur.ambassadors.check_ins import THURSDAY
from tests.scenarios.house import ENVIRONMENT, TENANT

LONG = NO_NEW_LOOK_AFTER.total_seconds() + 1


class _Nobody:
    """Whoever left is told nothing, and shows nowhere: nothing is sent."""

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        raise AssertionError(card)

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        raise AssertionError(card)


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
