"""Whoever watches over the functions asks whether they live, and whether they are ready."""

import asyncio
from dataclasses import dataclass, replace

import pytest

from functions.health_answers import Readiness
from functions.wiring import Wiring
from passeur.errors import StorageUnavailable
from passeur.settings import StorageSettings
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import open_storage
from tests.functions.asking import Asking, kind, told
from tests.scenarios.house import ENVIRONMENT
from tests.storage.counting import CountingTransport


class Away:
    """Storage that does not answer."""

    async def start(self) -> None:
        raise StorageUnavailable("away")

    async def close(self) -> None:
        return

    async def ping(self) -> None:
        raise StorageUnavailable("away")

    async def queue_lengths(self) -> dict[str, int]:
        raise StorageUnavailable("away")


async def test_functions_that_can_work_say_so() -> None:
    ask = Asking()
    live, ready = await ask("get_health"), await ask("get_ready")
    assert (live.status_code, told(live)) == (200, {"status": "ok"})
    assert (ready.status_code, told(ready)) == (200, {"status": "ready"})


async def test_functions_whose_storage_is_away_live_and_are_not_ready() -> None:
    ask = Asking(replace(open_memory_storage(), connection=Away()))
    assert (await ask("get_health")).status_code == 200
    answer = await ask("get_ready")
    assert kind(answer) == (503, "not-ready")
    assert answer.headers["Retry-After"] == "10"
    # Anybody may ask: why not is for the log.
    assert b"away" not in answer.get_body()


async def test_functions_whose_settings_cannot_be_read_live_and_are_not_ready() -> None:
    ask = Asking(settings_too={"PASSEUR_CARD_KEYS": "planted-and-short"})
    assert (await ask("get_health")).status_code == 200
    answer = await ask("get_ready")
    assert kind(answer) == (503, "not-ready")
    assert b"planted" not in answer.get_body()
    assert b"PASSEUR_" not in answer.get_body()


@pytest.mark.azurite
async def test_however_many_ask_at_once_storage_is_asked_once(azurite: str) -> None:
    transport = CountingTransport()
    storage = open_storage(StorageSettings(azurite, None), transport=transport)
    await storage.start()
    ask = Asking(storage)
    with transport.counted() as sent:
        answers = await asyncio.gather(*(ask("get_ready") for _ in range(50)))
        answers += [await ask("get_ready") for _ in range(50)]
    assert {each.status_code for each in answers} == {200}
    assert len(sent) == 1
    await storage.close()


@dataclass
class Switched(Away):
    """Storage that answers, or does not."""

    answers: bool = True
    asked: int = 0

    async def start(self) -> None:
        return

    async def ping(self) -> None:
        self.asked += 1
        if not self.answers:
            raise StorageUnavailable("away")


async def test_what_breaks_and_what_comes_back_is_told_five_seconds_later() -> None:
    seconds, storage = [0.0], Switched()
    wiring = Wiring(ENVIRONMENT, storage=replace(open_memory_storage(), connection=storage))
    readiness = Readiness(wiring, clock=lambda: seconds[0])
    found = []
    for now, storage.answers in ((0.0, True), (4.9, False), (5.0, False), (9.9, True), (10.0, True)):
        seconds[0] = now
        found.append((await readiness.answer()).status_code)
    assert found == [200, 200, 503, 503, 200]
    assert storage.asked == 3
