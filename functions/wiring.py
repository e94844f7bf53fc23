"""The functions' composition root: what jobs share, made when the first of them runs and kept for the next ones.

Storage's packages and the connection to Teams are imported when they are first used: indexing the functions on a cold
start needs neither, and takes half the time without them.
"""

import asyncio
import os
from collections.abc import Mapping

from cards.signing import Signer
from functions.compose import composer
from functions.settings import FunctionsSettings, read_functions_settings
from passeur.backend import Backend
from passeur.clock import utc_now
from passeur.delivery.deliver import Compose
from passeur.delivery.ports import CardSender
from passeur.errors import StorageUnavailable
from passeur.ports import Clock
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage


class Wiring:
    """Opens storage and the way to Teams once for each process, and remembers them.

    Tests give their own `storage`, `sender` and `clock`; the environment is read at the first use, never at import.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        storage: Storage | None = None,
        sender: CardSender | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._environment = environment
        self._storage = storage
        self._sender = sender
        self._clock = clock
        self._settings: FunctionsSettings | None = None
        self._started = asyncio.Lock()
        self._backend: Backend | None = None

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
            self._sender = open_card_sender(
                tenant_id=settings.organisation.tenant_id,
                app_id=settings.identity.app_id,
                app_secret=settings.identity.app_secret,
                dangerously_allow_anonymous=settings.identity.dangerously_allow_anonymous,
            )
        return self._sender

    async def compose(self) -> Compose:
        return composer(await self.backend(), self.signer())

    def signer(self) -> Signer:
        settings = self.settings()
        return Signer(settings.card_keys, settings.organisation.tenant_id)

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
        return backend_of(self._storage, settings.organisation, self._clock)


def wiring_from_process() -> Wiring:
    return Wiring(os.environ)
