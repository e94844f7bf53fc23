"""Storage down, slow or cutting its answer while somebody shares: a plain sentence, nothing lost or half-written."""

import re
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from passeur.settings import StorageSettings
from passeur.sharing.share_form import Field
from passeur.storage.open import open_storage
from passeur.storage.outages import Patience
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.cutting_proxy import DONE_UNHEARD, NOT_DONE, CuttingProxy, Fault, cutting_proxy, every_write
from tests.fakes.teams import CHANNEL, GROUP, personal
from tests.scenarios.house import KARIM, SOLENE, House, open_house
from tests.scenarios.telling import FILLED, card_id, form_in, publish
from tests.storage.emulated import emulated

pytestmark = pytest.mark.azurite

SHORT = Patience(connect=0.3, read=0.4, total=0.9, retries=0)


@pytest_asyncio.fixture
async def tables(azurite: str) -> AsyncIterator[CuttingProxy]:
    match = re.search(r"TableEndpoint=http://127\.0\.0\.1:(\d+)/", azurite)
    assert match
    async with cutting_proxy("127.0.0.1", int(match[1])) as proxy:
        yield proxy


@pytest_asyncio.fixture
async def house(azurite: str, tables: CuttingProxy) -> AsyncIterator[House]:
    through = re.sub(r"(TableEndpoint=http://127\.0\.0\.1:)\d+", rf"\g<1>{tables.listens_on}", azurite)
    async with AsyncExitStack() as stack:
        # The tables are made without the proxy: a house of little patience is for the trouble, not for its own set-up.
        await stack.enter_async_context(emulated(azurite))
        storage = open_storage(StorageSettings(through, None), patience=SHORT)
        stack.push_async_callback(storage.close)
        yield await stack.enter_async_context(open_house(storage, tenant=f"tenant-{uuid.uuid4()}"))


@pytest.mark.parametrize("fault", [*NOT_DONE, *DONE_UNHEARD])
@pytest.mark.parametrize("writes_that_pass", [0, 1])
async def test_a_share_survives_storage_trouble_and_stays_one_share(
    house: House, tables: CuttingProxy, fault: Fault, writes_that_pass: int
) -> None:
    submit = button(await form_in(house, KARIM, GROUP), "Publier")
    tables.fail(fault, every_write, skip=writes_that_pass)
    answer = await house.teams.click(KARIM, submit, FILLED, where=GROUP)
    kept = values(answer.card)
    assert {name: kept[name] for name in FILLED} == FILLED
    tables.heal()
    done = await house.teams.click(KARIM, button(answer.card, "Publier"), FILLED, where=GROUP)
    assert "Publier" not in titles(done.card)
    await house.deliver()
    assert [FILLED[Field.USE_CASE] in words(card) for card in house.cards_in(GROUP.id)] == [False, True]


async def test_a_share_reworded_after_an_outage_is_known_by_its_new_words(house: House, tables: CuttingProxy) -> None:
    submit = button(await form_in(house, KARIM, GROUP), "Publier")
    tables.fail(Fault.DROP, every_write, skip=1)
    answer = await house.teams.click(KARIM, submit, FILLED, where=GROUP)
    tables.heal()
    reworded = {**FILLED, Field.USE_CASE: "Tout autre chose, pour les achats.", Field.LINK: ""}
    done = await house.teams.click(KARIM, button(answer.card, "Publier"), reworded, where=GROUP)
    assert "Publier" not in titles(done.card)
    for typed, is_known in ((FILLED, False), (reworded, True)):
        form = await form_in(house, SOLENE, GROUP)
        shared = await house.teams.click(SOLENE, button(form, "Publier"), typed, where=GROUP)
        assert ("Publier la variante" in titles(shared.card)) is is_known


@pytest.mark.parametrize("fault", [*NOT_DONE, *DONE_UNHEARD])
async def test_a_try_survives_storage_trouble_and_counts_once(house: House, tables: CuttingProxy, fault: Fault) -> None:
    card = await publish(house)
    action, shown = execute(card, "reproduction.submit"), card_id(house, card)
    tables.fail(fault, every_write)
    answer = await house.teams.click(SOLENE, action, {"outcome": "worked"}, where=CHANNEL, card_id=shown)
    assert answer.words
    tables.heal()
    await house.teams.click(SOLENE, action, {"outcome": "worked"}, where=CHANNEL, card_id=shown)
    assert "1 collègue" in words(house.cards_in(CHANNEL.id)[-1])


@pytest.mark.parametrize("text", ["récap", "aide", "bonjour"])
async def test_words_written_while_storage_is_down_get_a_sentence(
    house: House, tables: CuttingProxy, text: str
) -> None:
    await tables.stop()
    answer = await house.teams.say(KARIM, text)
    assert answer.status < 300
    said = [message.activity.get("text") for message in house.connector.messages.values()]
    assert len(said) == 1
    assert said[0]


async def test_an_empty_form_opens_while_storage_is_down(house: House, tables: CuttingProxy) -> None:
    opened = await house.teams.compose(KARIM, GROUP)
    await tables.stop()
    await house.teams.say(KARIM, "partager")
    await house.teams.say(KARIM, "partager", GROUP)
    shown = [*house.cards_in(personal(KARIM).id), *house.cards_in(GROUP.id)]
    shown.append((await house.teams.compose(KARIM, GROUP)).card)
    assert [titles(card) for card in shown] == [titles(opened.card)] * 3


async def test_a_lost_queue_message_is_found_by_the_sweeper(house: House) -> None:
    submit = button(await form_in(house, KARIM, CHANNEL), "Publier")
    await house.teams.click(KARIM, submit, FILLED, where=CHANNEL)
    house.owed.clear()
    house.clock.advance(minutes=6)
    await house.sweep()
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 2
