"""Somebody is erased while a run that addresses them is planned and sent: the run ends, and nothing names them."""

from datetime import timedelta

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import DeliveryState
from passeur.delivery.ports import StepKind
from passeur.delivery.runs import RunState
from passeur.privacy.ask_erasure import ask_erasure
from passeur.privacy.erasures import TheirShares
from passeur.storage.table import Span
from tests.scenarios.house import House, Tick
from tests.scenarios.small_run import EVERYBODY, chat_of, finish, make, received, start

WHO = EVERYBODY[3]


async def _ask(house: House) -> None:
    address = Address(chat_of(WHO), house.connector.url, ConversationKind.PERSONAL)
    await ask_erasure(WHO, TheirShares.STAY, house.backend, address=address, locale="fr", now=house.clock())


async def _look(house: House) -> None:
    await house.run("erase_people", Tick())
    house.clock.now += timedelta(minutes=5)


async def _named_in(house: House) -> list[str]:
    found = []
    for name, table in house.storage.tables.items():
        async for page in table.pages(Span(house.tenant, f"{house.tenant}|~~")):
            found += [name for row in page if any(WHO in str(value) for value in row.values())]
    return found


@pytest.mark.parametrize("when", ["before the plan", "after the plan", "after the sending"])
async def test_a_run_ends_with_everybody_counted_and_nothing_that_names_who_was_erased(
    small_run: House, when: str
) -> None:
    await start(small_run)
    await _ask(small_run)
    if when == "before the plan":
        await _look(small_run)
    await make(small_run, StepKind.PLAN)
    if when == "after the plan":
        await _look(small_run)
    run = await finish(small_run)
    # Planned from a list that was read before: the second look finds what was written since the first.
    for _ in range(4):
        await _look(small_run)
    assert await small_run.storage.erasures.under_way(small_run.tenant) == []
    assert await _named_in(small_run) == []
    assert run.state is RunState.DONE
    assert run.tally.planned == len(EVERYBODY)
    others = [who for who in EVERYBODY if who != WHO]
    assert {received(small_run, who) for who in others} == {1}
    is_sent = when == "after the sending"
    assert run.tally.states.get(DeliveryState.SENT, 0) == len(others) + is_sent
    # The last word to them is that it is done.
    assert "Vos données sont effacées" in str(small_run.cards_in(chat_of(WHO))[-1])
    assert received(small_run, WHO) == 1 + is_sent
