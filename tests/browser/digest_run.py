"""The digest for the demonstration's managers, from the import of its people to the last row of its run."""

import asyncio
import re
from functools import reduce

import aiohttp
from playwright.async_api import Locator, expect

from infra.local.demo.company import make_company
from infra.local.demo.organisation import TENANT_ID
from infra.local.demo.people_file import people_file
from infra.local.stack.programs import Stack
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import Tally
from passeur.delivery.shards import RUN_SHARDS
from passeur.settings import StorageSettings
from passeur.storage.open import open_storage
from tests.browser.client import PATIENCE, Client

_SETTLED = re.compile(r"Traités\s*:\s*(\d+)\s+sur\s+(\d+)")
_ENDS_WITHIN = 20.0
_LOOK_AGAIN = 0.2


async def import_people(stack: Stack) -> None:
    """What the line that `make run` prints does: the demonstration's file, with the stack's key."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{stack.functions_url}/api/people/import",
            data=people_file(make_company()),
            headers={"x-functions-key": stack.state.key("functions-default")},
        ) as answer,
    ):
        assert (answer.status, (await answer.json())["people"]) == (200, 1200)


async def start_digest(client: Client) -> Locator:
    """The lead previews the digest and sends it; the card of the run, once it counts."""
    await client.say("digest")
    preview = await client.card_with("Voir un exemple")
    await client.press(preview, "Envoyer")
    run = client.cards.filter(has_text="Synthèse pour les managers").filter(has_text="Mis à jour à").first
    await expect(run).to_contain_text(_SETTLED, timeout=PATIENCE)
    return run


async def settled(run: Locator, above: int = 0) -> tuple[int, int]:
    """How many messages the card says are settled, and of how many, once it says another number than `above`."""
    await expect(run).not_to_contain_text(re.compile(rf"Traités\s*:\s*{above}\s+sur"), timeout=PATIENCE)
    text = await run.inner_text()
    found = _SETTLED.search(text)
    assert found, text
    return int(found[1]), int(found[2])


async def rows_at_the_end(stack: Stack) -> Tally:
    """What became of the run's messages, by the rows that are really in the table once none of them moves any more."""
    storage = open_storage(StorageSettings(stack.product_environment()["PASSEUR_STORAGE_CONNECTION"], None))
    try:
        (run,) = [run for run in await storage.runs.all(TENANT_ID) if run.id.kind is DeliveryKind.MANAGER_DIGEST]
        async with asyncio.timeout(_ENDS_WITHIN):
            while True:
                shards = [storage.runs.tally(TENANT_ID, run.id, shard) for shard in RUN_SHARDS]
                tally = reduce(Tally.plus, await asyncio.gather(*shards), Tally())
                if tally.final == tally.planned:
                    return tally
                await asyncio.sleep(_LOOK_AGAIN)
    finally:
        await storage.close()


async def heard_by_chats(stack: Stack) -> int:
    """How many messages the company's chats took."""
    async with aiohttp.ClientSession() as session, session.get(f"{stack.chats_url}/counts") as answer:
        heard: dict[str, int] = await answer.json()
        return heard.get("sent", 0)
