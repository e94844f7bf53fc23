"""The programs of the local stack: Azurite, the company's chats, the functions, the bot and a Teams client.

Tests use `Stack` too, on free ports and with a folder of their own.
"""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.local.azurite import Azurite, connection_to, storage_answers
from infra.local.child import Child, start_child
from infra.local.demo.organisation import TENANT_ID
from infra.local.demo.organisation import environment as organisation
from infra.local.health import answers
from infra.local.places import ROOT
from infra.local.playground import start_playground
from infra.local.ports import LOOPBACK, Ports, check_free, ports_from
from infra.local.state import State

_STARTS_WITHIN = 60.0
# The demonstration writes to some 110 managers: at 30 a second nobody would see a digest leave, let alone stop it.
# Not below 5: every worker of the functions host then waits for a turn of its own, and messages leave in their order.
_RATE_TO_WATCH = "5"


@dataclass(slots=True)
class Stack:
    """The five programs. Leaving the `with` block stops them: the client first, the storage last."""

    ports: Ports
    state: State
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    keep_data: bool = True
    with_functions: bool = True
    with_playground: bool = True
    children: list[Child] = field(default_factory=list)
    _running: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        # PASSEUR_FUNCTIONS_HOST=func leaves the functions to Azure Functions Core Tools, in another terminal.
        ours = environment.get("PASSEUR_FUNCTIONS_HOST", "").strip() != "func"
        return cls(ports_from(environment), State.from_environment(environment), environment, with_functions=ours)

    @property
    def bot_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.bot}"

    @property
    def functions_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.functions}"

    @property
    def playground_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.playground}"

    @property
    def chats_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.chats}"

    @property
    def master_key(self) -> str:
        """Opens every function and the functions host's admin endpoint."""
        return self.state.key("functions-master")

    def start(self, *, quietly: bool = False, fill: Callable[[Self], None] | None = None) -> None:
        """Start and wait until each program is healthy; Trouble stops what was started.

        `fill` puts data in the storage before anybody can speak to the bot.
        """
        tell = _say_nothing if quietly else _say
        check_free(self.ports)
        self.state.make()
        with ExitStack() as undo:
            undo.callback(self.stop)
            tell(f"  storage     Azurite, ports {self.ports.blob}, {self.ports.queue} and {self.ports.table}")
            self._start_storage()
            if fill is not None:
                fill(self)
            tell(f"  colleagues  {self.chats_url}, the chats of the demonstration company")
            starting = [(self._start_python("chats", "infra.local.company_chats"), self.ports.chats)]
            if self.with_functions:
                tell(f"  functions   {self.functions_url}/api")
                functions = self._start_python("functions", "infra.local.functions_host")
                starting.append((functions, self.ports.functions))
            tell(f"  bot         {self.bot_url}/api/messages")
            starting.append((self._start_python("bot", "bot"), self.ports.bot))
            for child, port in starting:
                child.wait_until(partial(answers, port, "/healthz"), patience=_STARTS_WITHIN)
            if self.with_playground:
                tell(f"  Teams       {self.playground_url}")
                self._start_playground()
            undo.pop_all()

    def product_environment(self) -> dict[str, str]:
        """What the bot, the functions and the demonstration loader are given."""
        connection = connection_to(self.ports)
        return {
            **organisation(),
            "PASSEUR_SENDING_RATE": _RATE_TO_WATCH,
            **self.environment,
            "PYTHONUNBUFFERED": "1",
            "PASSEUR_STORAGE_CONNECTION": connection,
            "AzureWebJobsStorage": connection,
            "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true",
            "PASSEUR_CARD_KEYS": self.state.key("cards"),
            "PASSEUR_BADGE_KEY": self.state.badge_key(),
            "PASSEUR_HOST": LOOPBACK,
            "PASSEUR_PORT": str(self.ports.bot),
            "PASSEUR_FUNCTIONS_PORT": str(self.ports.functions),
            "PASSEUR_FUNCTIONS_URL": self.functions_url,
            "PASSEUR_CHATS_PORT": str(self.ports.chats),
            "PASSEUR_STATE": str(self.state.folder),
        }

    def storage_answers(self) -> bool:
        return storage_answers(self.ports)

    def check_alive(self) -> None:
        """Trouble when one of the programs stopped by itself."""
        for child in self.children:
            child.check_alive()

    def stop(self) -> None:
        self._running.close()
        self.children.clear()

    def __enter__(self) -> Self:
        self.start(quietly=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _start_storage(self) -> None:
        data = self.state.storage if self.keep_data else None
        azurite = Azurite.start(self.ports, log=self.state.log("azurite"), data=data, environment=self.environment)
        self._keep(azurite.child)

    def _start_python(self, name: str, module: str) -> Child:
        return self._keep(
            start_child(
                f"The {name} program",
                [Path(sys.executable), "-m", module],
                environment=self.product_environment(),
                log=self.state.log(name),
                folder=ROOT,
            )
        )

    def _start_playground(self) -> None:
        tenant_id = self.environment.get("PASSEUR_TENANT_ID", "").strip() or TENANT_ID
        log = self.state.log("playground")
        child = start_playground(
            self.ports, tenant_id=tenant_id, state=self.state.folder, log=log, environment=self.environment
        )
        self._keep(child).wait_until(partial(answers, self.ports.playground, "/"), patience=_STARTS_WITHIN)

    def _keep(self, child: Child) -> Child:
        self._running.callback(child.stop)
        self.children.append(child)
        return child


def _say(line: str) -> None:
    print(line, flush=True)


def _say_nothing(_line: str) -> None:
    return
