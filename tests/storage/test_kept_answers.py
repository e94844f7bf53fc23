"""The answers of writes that may be sent twice, on both storages."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from passeur.requests.kept_answers import GOOD_FOR, Answered, Asked, Known, Mine
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW

ASKED = Asked("a" * 64, "f" * 64, NOW)
ANSWER = Answered(200, "application/json", '"{}"' * 10_000)


async def test_of_many_who_begin_at_once_one_is_first(storage: Storage, tenant: str) -> None:
    begun = await asyncio.gather(*(storage.kept_answers.begin(tenant, ASKED) for _ in range(8)))
    assert sorted(type(each).__name__ for each in begun) == ["Known"] * 7 + ["Mine"]
    assert {each for each in begun if isinstance(each, Known)} == {Known(ASKED.fingerprint, None)}


async def test_an_answer_comes_back_as_it_was_for_a_day(storage: Storage, tenant: str) -> None:
    mine = await storage.kept_answers.begin(tenant, ASKED)
    assert isinstance(mine, Mine)
    await storage.kept_answers.finish(tenant, mine, ANSWER)
    later = replace(ASKED, fingerprint="e" * 64, at=NOW + GOOD_FOR - timedelta(microseconds=1))
    assert await storage.kept_answers.begin(tenant, later) == Known(ASKED.fingerprint, ANSWER)
    next_day = replace(ASKED, at=NOW + GOOD_FOR)
    assert isinstance(await storage.kept_answers.begin(tenant, next_day), Mine)
    assert await storage.kept_answers.begin(tenant, next_day) == Known(ASKED.fingerprint, None)


async def test_what_is_not_kept_can_be_begun_again(storage: Storage, tenant: str) -> None:
    mine = await storage.kept_answers.begin(tenant, ASKED)
    assert isinstance(mine, Mine)
    await storage.kept_answers.finish(tenant, mine, None)
    assert isinstance(await storage.kept_answers.begin(tenant, ASKED), Mine)


async def test_who_finishes_after_somebody_else_began_changes_nothing(storage: Storage, tenant: str) -> None:
    late = await storage.kept_answers.begin(tenant, ASKED)
    assert isinstance(late, Mine)
    taken_over = replace(ASKED, at=NOW + GOOD_FOR)
    assert isinstance(await storage.kept_answers.begin(tenant, taken_over), Mine)
    for answer in (ANSWER, None):
        await storage.kept_answers.finish(tenant, late, answer)
    assert await storage.kept_answers.begin(tenant, taken_over) == Known(ASKED.fingerprint, None)
