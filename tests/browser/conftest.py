import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from infra.local.chromium import find_chromium
from infra.local.ports import free_ports
from infra.local.stack.filling import fill_storage
from infra.local.stack.programs import Stack
from infra.local.state import State
from tests.browser.client import Client

QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole product with its demonstration company, as `make run` starts it."""
    running = Stack(free_ports(), State(tmp_path_factory.mktemp("stack")), keep_data=False)
    running.start(quietly=True, fill=fill_storage)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def english_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product for somebody who reads English, empty."""
    environment = {**os.environ, "PASSEUR_CLIENT_LOCALE": "en-GB"}
    running = Stack(free_ports(), State(tmp_path_factory.mktemp("english")), environment, keep_data=False)
    running.start(quietly=True)
    yield running
    running.stop()


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=find_chromium(), args=QUIETLY)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture
async def client(stack: Stack, browser: Browser) -> AsyncIterator[Client]:
    """Claire Fontaine's Teams, in French; she leads the programme."""
    page = await browser.new_page(viewport={"width": 1400, "height": 1200})
    await page.goto(stack.playground_url)
    yield Client(page)
    await page.close()
