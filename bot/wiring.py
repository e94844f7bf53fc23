"""The bot's composition root: the one place where its parts meet."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import aiohttp
from aiohttp import web

from bot.activity_json import json_default
from bot.adapter import TeamsAdapter
from bot.admission import Admission
from bot.allowances import Allowances
from bot.app_tokens import AUTHORITY, AppTokens, token_source
from bot.channel_tokens import ChannelTokens
from bot.connector import Connector, outbound_session
from bot.diagnosis.looks import Examined, looks_from_inside
from bot.dispatch import check_every_handler_has_a_right
from bot.proactive import ProactiveCards
from bot.rosters import Rosters
from bot.service_urls import LOOPBACK_ONLY, ServiceUrls
from bot.settings import BotSettings
from bot.signing_keys import OPENID_METADATA_URL, SigningKeys
from bot.teams_bot import TeamsBot
from bot.web import Ready, make_web_app
from cards.signing import Signer
from passeur.clock import utc_now
from passeur.errors import StorageUnavailable
from passeur.ports import Clock
from passeur.settings import Identity
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.schema import StoreRefused, check_store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the bot speaks to besides storage."""

    metadata_url: str = OPENID_METADATA_URL
    authority: str = AUTHORITY
    service_urls: ServiceUrls = field(default_factory=ServiceUrls)


@asynccontextmanager
async def open_bot(
    settings: BotSettings,
    storage: Storage,
    *,
    outside: Outside | None = None,
    clock: Clock = utc_now,
    allowances: Allowances | None = None,
) -> AsyncIterator[web.Application]:
    """A bot that is ready to serve, and closes what it opened; `storage` belongs to the caller."""
    check_every_handler_has_a_right()
    outside = outside or Outside()
    identity = settings.identity
    async with outbound_session() as session:
        keys = None if identity.dangerously_allow_anonymous else SigningKeys(session, metadata_url=outside.metadata_url)
        service_urls = outside.service_urls if keys else LOOPBACK_ONLY
        connector = Connector(
            session,
            tokens=_app_tokens(identity, settings.organisation.tenant_id, session, outside) if keys else None,
            service_urls=service_urls,
            encode=json_default,
        )
        admission = Admission(
            tokens=ChannelTokens(app_id=identity.app_id, keys=keys) if keys else None,
            tenants=frozenset({settings.organisation.tenant_id}),
            service_urls=service_urls,
        )
        signer = Signer(settings.card_keys, settings.organisation.tenant_id)
        examined = Examined(
            session,
            identity,
            settings.organisation,
            settings.storage,
            clock,
            authority=outside.authority,
            metadata_url=outside.metadata_url,
        )
        looks = looks_from_inside(examined, storage)
        backend = replace(backend_of(storage, settings.organisation, clock), looks=looks)
        rosters = Rosters(connector, backend)
        bot = TeamsBot(
            backend, signer, ProactiveCards(connector, app_id=identity.app_id), rosters, allowances or Allowances()
        )
        if keys is not None and not await keys.warm():
            log.warning("the channel's signing keys could not be fetched yet; requests wait for them")
        if keys is None:
            log.warning("authentication is off: whoever reaches this port is believed to be who they say they are")
        try:
            yield make_web_app(
                adapter=TeamsAdapter(connector),
                bot=bot,
                admission=admission,
                ready=_ready(storage, settings.organisation.tenant_id),
            )
        finally:
            await rosters.close()
            if keys is not None:
                await keys.close()


def _app_tokens(identity: Identity, tenant_id: str, session: aiohttp.ClientSession, outside: Outside) -> AppTokens:
    source = token_source(
        session,
        tenant_id=tenant_id,
        app_id=identity.app_id,
        secret=identity.app_secret,
        authority=outside.authority,
    )
    return AppTokens(source)


def _ready(storage: Storage, tenant_id: str) -> Ready:
    async def ready() -> bool:
        try:
            # As much of a call as a ping, and says besides whether this version may serve what is there.
            await check_store(tenant_id, storage.tables)
        except (StorageUnavailable, StoreRefused):
            return False
        return True

    return ready
