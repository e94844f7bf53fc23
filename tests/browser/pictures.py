"""`python -m tests.browser.pictures`: takes the README's pictures anew, from the product as it runs."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from infra.local.chromium import find_chromium
from infra.local.ports import free_ports
from infra.local.stack.filling import fill_storage
from infra.local.stack.programs import Stack
from infra.local.state import State
from tests.browser.client import Client, Place
from tests.browser.colleague import shares_in_general
from tests.browser.conftest import QUIETLY
from tests.browser.digest_run import import_people, settled, start_digest

PICTURES = Path(__file__).parents[2] / "docs"
SHARPNESS = 1.5


async def take(stack: Stack, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1400, "height": 1600}, device_scale_factor=SHARPNESS)
    await page.goto(stack.playground_url)
    client = Client(page)
    await client.open(Place.CHANNEL)
    await shares_in_general(stack, "c" * 32)
    card = await client.card_with("Transformer les consignes")
    await client.press(card, "Je l’ai testé")
    await card.get_by_text("Ça marche tel quel").click()
    await client.press(card, "Envoyer")
    await expect(card).to_contain_text("1 collègue")
    await card.screenshot(path=PICTURES / "share-card.png")
    await client.open(Place.CHAT)
    await client.say("récap")
    await client.press(await client.card_with("Publier maintenant"), "Publier maintenant")
    await client.open(Place.CHANNEL)
    recap = await client.card_with("Les cinq meilleurs cas d’usage de l’IA")
    await recap.screenshot(path=PICTURES / "recap-card.png")
    # A card that is higher than the window is cut by its bars.
    await page.set_viewport_size({"width": 1400, "height": 2600})
    await client.open(Place.CHAT)
    await client.say("tableau")
    board = await client.card_with("Ateliers animés")
    await expect(board.locator("svg").first).to_be_visible()
    await board.screenshot(path=PICTURES / "programme-board.png")
    await take_digest(stack, client)
    await page.close()


async def take_digest(stack: Stack, client: Client) -> None:
    """The run about half-way, and the lead's own digest, which came with it."""
    await import_people(stack)
    await client.open(Place.CHAT)
    run = await start_digest(client)
    count, planned = await settled(run)
    while count < planned / 2:
        count, _ = await settled(run, above=count)
    await run.screenshot(path=PICTURES / "run-card.png")
    digest = await client.card_with("Votre équipe et l’IA")
    await digest.screenshot(path=PICTURES / "digest-card.png")


async def take_of_ambassador(stack: Stack, browser: Browser) -> None:
    """What an ambassador is asked every two weeks."""
    page = await browser.new_page(viewport={"width": 1400, "height": 1600}, device_scale_factor=SHARPNESS)
    await page.goto(stack.playground_url)
    client = Client(page)
    await client.open(Place.CHAT)
    await client.say("point")
    check_in = await client.card_with("Votre point d’étape")
    await check_in.screenshot(path=PICTURES / "check-in-card.png")
    await page.close()


async def main(stack: Stack, take_from: Callable[[Stack, Browser], Awaitable[None]]) -> None:
    PICTURES.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=QUIETLY)
        await take_from(stack, browser)
        await browser.close()


def take_as(person: str, take_from: Callable[[Stack, Browser], Awaitable[None]]) -> None:
    """Pictures from a demonstration of its own, with somebody of the cast at the keyboard."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PASSEUR_CLIENT_PERSON": person}
        running = Stack(free_ports(), State(Path(folder)), environment, keep_data=False)
        running.start(quietly=True, fill=fill_storage)
        try:
            asyncio.run(main(running, take_from))
        finally:
            running.stop()


if __name__ == "__main__":
    take_as("Claire", take)
    take_as("Solène", take_of_ambassador)
