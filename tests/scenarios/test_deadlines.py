"""Storage that answers each call too late to answer them all: a turn has a limit of its own."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest_asyncio

from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button, execute, values
from tests.fakes.teams import CHANNEL, GROUP
from tests.scenarios.house import KARIM, SOLENE, House, open_house
from tests.scenarios.telling import FILLED, form_in, publish

# What Teams grants to a message extension.
LONGEST = 5.0
EVERY = "every method"


@dataclass(frozen=True, slots=True)
class Stalling:
    """A repository of which the methods named in `stalled` never answer, nor give up by themselves."""

    repository: Any
    stalled: set[str]

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.repository, name)

        async def answer(*args: Any, **named: Any) -> Any:
            if {name, EVERY} & self.stalled:
                await asyncio.Event().wait()
            return await call(*args, **named)

        return answer


@dataclass(frozen=True, slots=True)
class Stage:
    house: House
    people: set[str]
    claims: set[str]
    shares: set[str]


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    people, claims, shares = set[str](), set[str](), set[str]()
    storage = open_memory_storage()
    stalling = replace(
        storage,
        people=Stalling(storage.people, people),
        claims=Stalling(storage.claims, claims),
        shares=Stalling(storage.shares, shares),
    )
    async with open_house(stalling) as house:
        yield Stage(house, people, claims, shares)


async def test_a_submit_that_takes_too_long_gives_back_what_was_typed(stage: Stage) -> None:
    house = stage.house
    form = await form_in(house, KARIM, GROUP)
    dialog = (await house.teams.compose(KARIM, GROUP)).card
    opened = await house.teams.click(KARIM, button(await publish(house, KARIM, CHANNEL), "Modifier"), where=CHANNEL)
    changed = {**FILLED, "limits": "Il se trompe aussi sur les devises étrangères."}
    stage.claims.add(EVERY)
    stage.shares.add(EVERY)
    async with asyncio.timeout(LONGEST):
        answers = await asyncio.gather(
            house.teams.click(KARIM, button(form, "Publier"), changed, where=GROUP),
            house.teams.submit_compose(KARIM, button(dialog, "Publier"), changed, GROUP),
            house.teams.click(KARIM, button(opened.card, "Enregistrer"), changed, where=CHANNEL),
        )
    for answer in answers:
        kept = values(answer.card)
        assert {name: kept[name] for name in changed} == changed


async def test_what_was_there_first_cannot_be_read_and_nothing_typed_is_lost(stage: Stage) -> None:
    house = stage.house
    await publish(house, KARIM, CHANNEL)
    dialog = (await house.teams.compose(SOLENE, GROUP)).card
    stage.shares.add("thread")
    async with asyncio.timeout(LONGEST):
        answer = await house.teams.submit_compose(SOLENE, button(dialog, "Publier"), FILLED, GROUP)
    kept = values(answer.card)
    assert {name: kept[name] for name in FILLED} == FILLED


async def test_any_other_turn_that_takes_too_long_ends_in_a_sentence(stage: Stage) -> None:
    house = stage.house
    card = await publish(house, KARIM, CHANNEL)
    stage.people.add(EVERY)
    stage.shares.add(EVERY)
    async with asyncio.timeout(LONGEST):
        tried, varied = await asyncio.gather(
            house.teams.click(SOLENE, execute(card, "reproduction.submit"), {"outcome": "worked"}, where=CHANNEL),
            house.teams.click(SOLENE, button(card, "Proposer une variante"), where=CHANNEL),
        )
    assert tried.words == varied.words
    assert "Réessayez" in tried.words


async def test_an_empty_form_waits_for_nobody(stage: Stage) -> None:
    stage.people.add(EVERY)
    async with asyncio.timeout(LONGEST):
        opened, _ = await asyncio.gather(
            stage.house.teams.compose(KARIM, GROUP), stage.house.teams.say(KARIM, "partager", GROUP)
        )
    assert values(opened.card).keys() == values(stage.house.cards_in(GROUP.id)[0]).keys()
