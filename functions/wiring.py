"""The functions' composition root: what jobs share, made when the first of them runs and kept for the next ones.

Storage's packages, the connection to Teams and whatever draws or addresses a message are imported when they are first
used: indexing the functions on a cold start needs none of them, and takes half the time without them.
"""

import asyncio
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.signing import Signer
from functions.settings import FunctionsSettings, read_functions_settings
from passeur.backend import Backend
from passeur.clock import utc_now
from passeur.delivery.desk import Compose, Desk, desk_of
from passeur.delivery.open_chat import ChatOpener, Chats
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.pacer import Sleep
from passeur.delivery.ports import CardSender
from passeur.directory.source import DirectorySource
from passeur.errors import StorageUnavailable
from passeur.ports import Clock

if TYPE_CHECKING:
    from functions.audiences import AudienceOf
    from functions.badge_office import BadgeOffice
    from passeur.storage.bundle import Storage


@dataclass(frozen=True, slots=True)
class Outside:
    """Where Microsoft is. Only a composition root says otherwise: a setting that could would be a way to a token."""

    graph: str = "https://graph.microsoft.com"
    authority: str = "https://login.microsoftonline.com"


class Wiring:
    """Opens storage and the ways to Teams and Graph once for each process, and remembers them.

    Tests give what else is an argument; the environment is read at the first use, never at import.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        storage: "Storage | None" = None,
        sender: CardSender | None = None,
        opener: ChatOpener | None = None,
        outside: Outside | None = None,
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        audiences: "Mapping[DeliveryKind, AudienceOf] | None" = None,
        compose: Callable[[Backend, Signer], Compose] | None = None,
    ) -> None:
        self._environment = environment
        self._storage = storage
        self._sender = sender
        self._opener = opener
        self._outside = outside or Outside()
        self._directory: DirectorySource | None = None
        self._clock = clock
        self._sleep = sleep
        self._compose = compose
        self._audiences = audiences
        self._desk: Desk | None = None
        self._settings: FunctionsSettings | None = None
        self._started = asyncio.Lock()
        self._backend: Backend | None = None
        self._badge_office: BadgeOffice | None = None

    async def backend(self) -> Backend:
        if self._backend is None:
            async with self._started:
                if self._backend is None:
                    self._backend = await self._open_backend()
        return self._backend

    async def sender(self) -> CardSender:
        if self._sender is None:
            from bot.proactive import open_card_sender  # noqa: PLC0415  # see the module's docstring

            settings = self.settings()
            self._sender = self._opener = open_card_sender(
                tenant_id=settings.organisation.tenant_id,
                app_id=settings.identity.app_id,
                app_secret=settings.identity.app_secret,
                dangerously_allow_anonymous=settings.identity.dangerously_allow_anonymous,
            )
        return self._sender

    async def directory(self) -> DirectorySource | None:
        """Microsoft Graph; None when the organisation did not switch it on."""
        settings = self.settings()
        if self._directory is None and settings.graph:
            from functions.graph_users import open_graph  # noqa: PLC0415  # see the module's docstring

            self._directory = open_graph(
                settings.organisation,
                app_id=settings.identity.app_id,
                app_secret=settings.identity.app_secret,
                url=self._outside.graph,
                authority=self._outside.authority,
            )
        return self._directory

    async def desk(self) -> Desk:
        """What every message of this process is sent with."""
        backend, sender = await self.backend(), await self.sender()
        if self._desk is None:
            compose = self._composer()(backend, self.signer())
            self._desk = desk_of(backend, sender, compose, sleep=self._sleep, chats=self._chats(backend))
        return self._desk

    def _chats(self, backend: Backend) -> Chats | None:
        if self._opener is None:
            return None
        is_local = self.settings().identity.dangerously_allow_anonymous
        return Chats(
            backend.people, backend.roles, backend.channels, self._opener, backend.clock, by_entra_id=not is_local
        )

    def signer(self) -> Signer:
        settings = self.settings()
        return Signer(settings.card_keys, settings.organisation.tenant_id)

    def audiences(self) -> "Mapping[DeliveryKind, AudienceOf]":
        """Whom each kind of run addresses."""
        if self._audiences is None:
            from functions.audiences import AUDIENCES  # noqa: PLC0415  # see the module's docstring

            self._audiences = AUDIENCES
        return self._audiences

    def _composer(self) -> Callable[[Backend, Signer], Compose]:
        if self._compose is None:
            from functions.compose import composer  # noqa: PLC0415  # see the module's docstring

            self._compose = composer
        return self._compose

    def badge_office(self) -> "BadgeOffice | None":
        """What signs badges; None when the organisation gave no key."""
        if self._badge_office is None:
            from functions.badge_office import read_badge_office  # noqa: PLC0415  # nothing else here needs cryptography

            self._badge_office = read_badge_office(self._environment, self.settings().organisation)
        return self._badge_office

    def settings(self) -> FunctionsSettings:
        if self._settings is None:
            self._settings = read_functions_settings(self._environment)
        return self._settings

    async def _open_backend(self) -> Backend:
        settings = self.settings()
        if self._storage is None:
            from passeur.storage.open import open_storage  # noqa: PLC0415  # see the module's docstring
            from passeur.storage.outages import FOR_A_JOB  # noqa: PLC0415  # see the module's docstring

            storage = open_storage(settings.storage, client_id=settings.identity.managed_client_id, patience=FOR_A_JOB)
            try:
                await storage.start()
            except StorageUnavailable:
                await storage.close()
                raise
            self._storage = storage
        from passeur.storage.backend import backend_of  # noqa: PLC0415  # see the module's docstring

        return backend_of(self._storage, settings.organisation, self._clock)


def wiring_from_process() -> Wiring:
    return Wiring(os.environ)
