"""Whatever is sent to the bot with a true token, it answers, and never with a fault of its own."""

import json
from collections.abc import AsyncIterator
from random import Random

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.activities import mutated, swapped
from tests.fuzz.messages import Bot, open_bot_world
from tests.scenarios.matrix_clicking import World


@pytest_asyncio.fixture(scope="module")
async def bot() -> AsyncIterator[Bot]:
    async with open_bot_world(await World.planted()) as bot:
        yield bot


async def test_what_people_really_send_is_taken(bot: Bot) -> None:
    """Or the others would find nothing, for being refused at the door."""
    told = {await bot.send(json.dumps(each).encode()) for each in bot.known}
    assert told <= {200, 201}


@settings(max_examples=100, suppress_health_check=list(HealthCheck), database=None)
@given(chance=st.integers(0, 2**64))
async def test_an_activity_with_anything_wrong_in_it_is_answered(bot: Bot, chance: int) -> None:
    body = mutated(Random(chance), bot.known)  # noqa: S311  # chance for a test, that a number makes again
    await bot.send(body)
    assert bot.faults == []


async def test_a_field_of_another_type_is_answered_wherever_it_is(bot: Bot) -> None:
    chance = Random(20261122)  # noqa: S311  # the same sample every time; `make soak` sends them all
    for activity in chance.sample(bot.known, 6):
        every = list(swapped(activity))
        await bot.send_all(chance.sample(every, 60))
    assert bot.faults == []
    assert bot.statuses[200] > 20
