"""Real processes that are told to stop while they work: what is under way is finished, and nothing is lost."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from infra.local.azurite import Azurite
from infra.local.child import Child, start_child
from infra.local.health import answers
from infra.local.places import ROOT
from infra.local.ports import LOOPBACK, Ports, free_ports
from infra.local.stack.programs import Stack
from infra.local.state import State
from passeur.sharing.share_form import Field
from tests.fakes.card_reading import button, titles, words
from tests.fakes.connector import FakeConnector
from tests.fakes.teams import GROUP, Teams, personal
from tests.scenarios.house import ENVIRONMENT, KARIM, SOLENE, TENANT
from tests.scenarios.telling import FILLED

pytestmark = pytest.mark.azurite
_STARTS_WITHIN = 60.0
_ENDS_WITHIN = 20.0


@dataclass(slots=True)
class Company:
    """A bot and a functions host of their own, as processes, with a Teams of the test's."""

    stack: Stack
    connector: FakeConnector
    teams: Teams

    def start(self, name: str, module: str, port: int) -> Child:
        environment = {**self.stack.product_environment(), **_ORGANISATION}
        log = self.stack.state.log(name)
        child = start_child(name, [Path(sys.executable), "-m", module], environment=environment, log=log, folder=ROOT)
        self.stack.children.append(child)
        child.wait_until(lambda: answers(port, "/healthz"), patience=_STARTS_WITHIN)
        return child

    def bot(self) -> Child:
        return self.start("bot", "bot", self.stack.ports.bot)

    def functions(self) -> Child:
        return self.start("functions", "infra.local.functions_host", self.stack.ports.functions)

    def cards(self) -> list[Any]:
        return [each.card for each in self.connector.messages_in(GROUP.id) if "attachments" in each.activity]

    async def published(self, form: Any, use_case: str) -> None:
        filled = {**FILLED, Field.USE_CASE: use_case, Field.LINK: ""}
        answer = await self.teams.click(KARIM, button(form, "Publier"), filled, where=GROUP)
        assert "Publier" not in titles(answer.card), words(answer.card)


_ORGANISATION = {
    **{name: ENVIRONMENT[name] for name in ("PASSEUR_TRADES", "PASSEUR_SITES", "PASSEUR_TENANT_ID")},
    "PASSEUR_TECHNICAL_TRADES": "",
}


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    ports: Ports = free_ports()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PASSEUR_")}
    stack = Stack(ports, State(tmp_path), clean)
    stack.state.make()
    with Azurite.start(ports, log=stack.state.log("azurite"), data=None):
        yield stack
        for child in stack.children:
            child.stop()


@pytest_asyncio.fixture
async def company(stack: Stack) -> AsyncIterator[Company]:
    async with FakeConnector() as connector, aiohttp.ClientSession() as session:
        teams = Teams(stack.bot_url, connector.url, TENANT, lambda _url: "", session)
        yield Company(stack, connector, teams)


class Held:
    """Holds one message on its way to Teams until it is let go."""

    def __init__(self, connector: FakeConnector) -> None:
        self.reached, self._go = asyncio.Event(), asyncio.Event()
        connector.before_next_post = self._hold

    async def _hold(self) -> None:
        self.reached.set()
        await self._go.wait()

    def let_go(self) -> None:
        self._go.set()


async def ended(child: Child) -> int:
    async with asyncio.timeout(_ENDS_WITHIN):
        return await asyncio.to_thread(child.process.wait)


async def until(is_so: Callable[[], bool], within: float = _ENDS_WITHIN) -> None:
    """Between two processes there is nothing to wait for but to look."""
    async with asyncio.timeout(within):
        while not is_so():  # noqa: ASYNC110  # see above
            await asyncio.sleep(0.05)


def takes_nobody(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) != 0


async def test_a_turn_under_way_is_answered_when_the_bot_is_told_to_stop(company: Company) -> None:
    bot = company.bot()
    held = Held(company.connector)
    turn = asyncio.create_task(company.teams.say(SOLENE, "aide"))
    await asyncio.wait_for(held.reached.wait(), _ENDS_WITHIN)
    bot.process.send_signal(signal.SIGTERM)
    # It takes nobody new, and has not left the one that it serves.
    await until(lambda: takes_nobody(company.stack.ports.bot))
    assert bot.is_alive()
    assert not turn.done()
    held.let_go()
    answer = await turn
    assert answer.status in (200, 201)
    # To somebody it never met it introduces itself first: both messages have left.
    assert len(company.connector.messages_in(personal(SOLENE).id)) == 2
    assert await ended(bot) == 0


async def test_a_delivery_under_way_is_finished_and_the_next_one_waits_for_the_next_process(company: Company) -> None:
    company.bot()
    functions = company.functions()
    forms = []
    for _ in range(2):
        await company.teams.say(KARIM, "partager", GROUP)
        forms.append(company.cards()[-1])
    held = Held(company.connector)
    await company.published(forms[0], "Le premier, que la fonction envoie quand on l’arrête.")
    await asyncio.wait_for(held.reached.wait(), _ENDS_WITHIN)
    functions.process.send_signal(signal.SIGTERM)
    await company.published(forms[1], "Le second, qui vient quand on l’arrête.")
    assert functions.is_alive()
    held.let_go()
    assert await ended(functions) == 0
    assert told(company)["premier"] == 1
    company.functions()
    await until(lambda: told(company)["second"] == 1)
    assert told(company) == {"premier": 1, "second": 1}
    assert company.connector.violations == []


def told(company: Company) -> Mapping[str, int]:
    shown = [words(card) for card in company.cards()]
    return {word: sum(f"Le {word}" in each for each in shown) for word in ("premier", "second")}
