"""Everything that can be looked at from where the bot runs, by what its settings name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import aiohttp

from bot.app_tokens import AUTHORITY, SCOPE
from bot.diagnosis.ask_token import ask_token
from bot.diagnosis.doors import look_at_channel, look_at_clocks, look_at_functions
from bot.diagnosis.knock import KNOCK_WITHIN
from bot.signing_keys import OPENID_METADATA_URL
from passeur.diagnosis.ask_leads import ask_leads
from passeur.diagnosis.diagnose import Look
from passeur.diagnosis.findings import Check, Finding, untried
from passeur.diagnosis.judge_identity import judge_graph, judge_identity
from passeur.diagnosis.judge_versions import judge_schema
from passeur.organisation import Organisation
from passeur.ports import Clock
from passeur.settings import Identity, StorageSettings
from passeur.storage.bundle import Storage
from passeur.storage.probe_storage import StorageProbe
from passeur.storage.schema import SCHEMA, read_mark

GRAPH_SCOPE = "https://graph.microsoft.com/.default"


@dataclass(frozen=True, slots=True)
class Examined:
    """One installation: who it says it is, what it opened, and where Microsoft is for it.

    `patience` is in seconds, for functions that sleep. `as_me` is whoever is signed in on this machine, in the place of
    the managed identity, which only answers where the process runs.
    """

    session: aiohttp.ClientSession
    identity: Identity
    organisation: Organisation
    storage: StorageSettings
    clock: Clock
    authority: str = AUTHORITY
    metadata_url: str = OPENID_METADATA_URL
    patience: float = KNOCK_WITHIN
    as_me: bool = False


def looks_from_inside(examined: Examined, storage: Storage) -> Mapping[Check, Look]:
    """What a running bot can say of itself."""
    return {**looks_at_surroundings(examined), **looks_at_data(examined.organisation.tenant_id, storage)}


def looks_at_surroundings(examined: Examined, *, graph: bool = False) -> Mapping[Check, Look]:
    """What Passeur depends on. On a developer's machine nobody signs in, and no Microsoft is asked."""
    session, identity, organisation = examined.session, examined.identity, examined.organisation
    is_local = identity.dangerously_allow_anonymous
    signs_in = not is_local and not (examined.as_me and identity.managed_client_id)
    probe = StorageProbe(examined.storage, None if examined.as_me else identity.managed_client_id)
    looks: dict[Check, Look] = {
        Check.CLOCK: partial(_clocks, examined, probe),
        Check.IDENTITY: (
            partial(_token, examined, SCOPE, judge_identity) if signs_in else partial(_untried, Check.IDENTITY)
        ),
        Check.CHANNEL: (
            partial(_untried, Check.CHANNEL) if is_local else partial(look_at_channel, session, examined.metadata_url)
        ),
        Check.TABLES: probe.tables,
        Check.QUEUES: probe.queues,
        Check.BLOBS: probe.blobs,
    }
    if organisation.functions_url:
        looks[Check.FUNCTIONS] = partial(look_at_functions, session, organisation.functions_url, examined.patience)
    if graph:
        looks[Check.DIRECTORY] = (
            partial(_token, examined, GRAPH_SCOPE, judge_graph) if signs_in else partial(_untried, Check.DIRECTORY)
        )
    return looks


def looks_at_data(tenant_id: str, storage: Storage) -> Mapping[Check, Look]:
    """What is stored: whether this version reads it, and whether somebody leads the programme."""
    return {Check.DATA: partial(_data, tenant_id, storage), Check.LEADS: partial(ask_leads, tenant_id, storage.roles)}


async def _clocks(examined: Examined, probe: StorageProbe) -> Sequence[Finding]:
    microsoft = [] if examined.identity.dangerously_allow_anonymous else [examined.authority, examined.metadata_url]
    return await look_at_clocks(examined.session, [*probe.urls(), *microsoft], examined.clock)


async def _token(examined: Examined, scope: str, judge: Callable[..., Sequence[Finding]]) -> Sequence[Finding]:
    identity, tenant_id = examined.identity, examined.organisation.tenant_id
    answer = await ask_token(examined.session, identity, tenant_id, authority=examined.authority, scope=scope)
    return judge(answer, tenant_id=tenant_id, app_id=identity.app_id, host=urlsplit(examined.authority).netloc)


async def _data(tenant_id: str, storage: Storage) -> Sequence[Finding]:
    mark = await read_mark(tenant_id, storage.tables)
    return judge_schema(mark.version if mark else None, SCHEMA, restoring=mark.restoring if mark else "")


async def _untried(check: Check) -> Sequence[Finding]:
    return [untried(check)]
