"""The functions' composition root: what jobs share, made when the first of them runs and kept for the next ones.

Whatever a job needs is imported when it is first used, here and in the triggers: indexing the functions on a cold start
loads nothing of the domain, of the cards or of an SDK, and takes half the time without them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passeur.clock import utc_now

if TYPE_CHECKING:
    from cards.signing import Signer
    from functions.api.access import ApiAuth
    from functions.api.authorisation import Tokens
    from functions.api.cursors import Cursors
    from functions.audiences import AudienceOf
    from functions.badge_office import BadgeOffice
    from functions.settings import FunctionsSettings
    from passeur.backend import Backend
    from passeur.delivery.desk import Compose, Desk
    from passeur.delivery.open_chat import ChatOpener, Chats
    from passeur.delivery.outbox import DeliveryKind
    from passeur.delivery.pacer import Sleep
    from passeur.delivery.ports import CardSender
    from passeur.directory.source import DirectorySource
    from passeur.ports import Clock
    from passeur.storage.blobs import Blobs
    from passeur.storage.bundle import Storage
    from passeur.storage.table import Table


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
        storage: Storage | None = None,
        sender: CardSender | None = None,
        opener: ChatOpener | None = None,
        outside: Outside | None = None,
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        audiences: Mapping[DeliveryKind, AudienceOf] | None = None,
        compose: Callable[[Backend, Signer], Compose] | None = None,
        blobs: Blobs | None = None,
    ) -> None:
        self._blobs = blobs
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
        self._tokens: Tokens | None = None

    async def backend(self) -> Backend:
        if self._backend is None:
            async with self._started:
                if self._backend is None:
                    self._backend = await self._open_backend()
        return self._backend

    async def ping(self) -> None:
        """StorageUnavailable, or a SettingsError, where nothing could be done now."""
        await self.backend()
        if self._storage is not None:
            await self._storage.ping()

    async def sender(self) -> CardSender:
        if self._sender is None:
            from bot.proactive import open_card_sender

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
            from functions.graph_users import open_graph

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
            from passeur.delivery.desk import desk_of

            compose = self._composer()(backend, self.signer())
            self._desk = desk_of(backend, sender, compose, sleep=self._sleep, chats=self._chats(backend))
        return self._desk

    def _chats(self, backend: Backend) -> Chats | None:
        if self._opener is None:
            return None
        from passeur.delivery.open_chat import Chats

        is_local = self.settings().identity.dangerously_allow_anonymous
        return Chats(
            backend.people, backend.roles, backend.channels, self._opener, backend.clock, by_entra_id=not is_local
        )

    async def tables(self) -> Mapping[str, Table]:
        """Every table by its name: for what goes through all of them."""
        await self.backend()
        if self._storage is None:
            raise AssertionError  # a backend is made of one
        return self._storage.tables

    async def queue_lengths(self) -> Mapping[str, int]:
        """About how many messages wait in each queue, those that failed every time in queues of their own."""
        await self.backend()
        return {} if self._storage is None else await self._storage.connection.queue_lengths()

    def blobs(self) -> Blobs:
        """Where backups go; whoever asks closes it."""
        if self._blobs is not None:
            return self._blobs
        from passeur.storage.azure_blobs import open_backup_blobs

        settings = self.settings()
        return open_backup_blobs(settings.storage, client_id=settings.identity.managed_client_id)

    def signer(self) -> Signer:
        from cards.signing import Signer

        settings = self.settings()
        return Signer(settings.card_keys, settings.organisation.tenant_id)

    def audiences(self) -> Mapping[DeliveryKind, AudienceOf]:
        """Whom each kind of run addresses."""
        if self._audiences is None:
            from functions.audiences import AUDIENCES

            self._audiences = AUDIENCES
        return self._audiences

    def _composer(self) -> Callable[[Backend, Signer], Compose]:
        if self._compose is None:
            from functions.compose import composer

            self._compose = composer
        return self._compose

    def badge_office(self) -> BadgeOffice | None:
        """What signs badges; None when the organisation gave no key."""
        if self._badge_office is None:
            from functions.badge_office import read_badge_office

            self._badge_office = read_badge_office(self._environment, self.settings().organisation)
        return self._badge_office

    def api_auth(self) -> ApiAuth:
        """What opens the API: the host asks for keys, or leaves everything to our gate."""
        from functions.api.access import read_api_auth

        return read_api_auth(self._environment)

    async def tokens(self) -> Tokens:
        """What reads Entra tokens, with the tenant's keys; in the loop that will use it."""
        if self._tokens is None:
            from functions.api.entra_tokens import open_entra_tokens

            settings = self.settings()
            self._tokens = open_entra_tokens(
                tenant_id=settings.organisation.tenant_id,
                audience=settings.api_app_id,
                authority=self._outside.authority,
            )
        return self._tokens

    def cursors(self) -> Cursors:
        from functions.api.cursors import Cursors

        settings = self.settings()
        return Cursors(settings.card_keys, settings.organisation.tenant_id)

    def settings(self) -> FunctionsSettings:
        if self._settings is None:
            from functions.settings import read_functions_settings

            self._settings = read_functions_settings(self._environment)
        return self._settings

    async def _open_backend(self) -> Backend:
        from passeur.storage.backend import backend_of

        settings = self.settings()
        if self._storage is None:
            from passeur.errors import StorageUnavailable
            from passeur.storage.open import open_storage
            from passeur.storage.outages import FOR_A_JOB
            from passeur.storage.schema import StoreRefused, check_store

            storage = open_storage(settings.storage, client_id=settings.identity.managed_client_id, patience=FOR_A_JOB)
            try:
                await storage.start()
                # Newer data, or half of it, is not worked on: the job fails with a sentence, and is tried again.
                await check_store(settings.organisation.tenant_id, storage.tables)
            except (StorageUnavailable, StoreRefused):
                await storage.close()
                raise
            self._storage = storage
        return backend_of(self._storage, settings.organisation, self._clock)


def wiring_from_process() -> Wiring:
    return Wiring(os.environ)
