"""Whoever watches over the functions asks whether they live, and whether they are ready."""

from dataclasses import replace

from passeur.errors import StorageUnavailable
from passeur.storage.memory import open_memory_storage
from tests.functions.asking import Asking, kind, told


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
