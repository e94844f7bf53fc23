"""One examination of an installation, from whatever machine has its settings."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import partial

from bot.app_tokens import AUTHORITY
from bot.connector import outbound_session
from bot.diagnosis.doors import look_at_bot
from bot.diagnosis.looks import Examined, looks_at_data, looks_at_surroundings
from bot.signing_keys import OPENID_METADATA_URL
from infra.doctor import versions
from infra.doctor.read_settings import look_at_settings
from passeur.clock import utc_now
from passeur.diagnosis.diagnose import Look, diagnose
from passeur.diagnosis.findings import Check, Diagnosis, Finding
from passeur.diagnosis.judge_versions import judge_versions
from passeur.ports import Clock
from passeur.setting_values import SettingsError
from passeur.settings import read_graph, read_identity, read_organisation, read_storage
from passeur.storage.open import open_storage

# Nobody waits for a card here: functions that sleep may wake.
_PATIENCE = 7.0


@dataclass(frozen=True, slots=True)
class Outside:
    """Where Microsoft is. Only code says otherwise, for tests: a setting that could would be a way to a secret."""

    authority: str = AUTHORITY
    metadata_url: str = OPENID_METADATA_URL


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined. `bot_url` is the address that Teams posts to; empty where it is not to be asked.

    `as_me` acts as whoever is signed in on this machine, who has rights of their own.
    """

    environment: Mapping[str, str]
    bot_url: str = ""
    as_me: bool = False
    outside: Outside = field(default_factory=Outside)
    clock: Clock = utc_now


async def examine(patient: Patient) -> Diagnosis:
    """Everything that the settings let be looked at; with settings that say nothing usable, the settings alone."""
    settings = look_at_settings(patient.environment)
    looks: dict[Check, Look] = {Check.SETTINGS: partial(_known, settings), Check.VERSIONS: _versions}
    async with AsyncExitStack() as stack:
        # What cannot be used is told above, as a finding about the setting.
        with suppress(SettingsError, ValueError):
            looks |= await _looks(patient, stack)
        return await diagnose(looks, clock=patient.clock)


async def _looks(patient: Patient, stack: AsyncExitStack) -> Mapping[Check, Look]:
    environment = patient.environment
    identity, organisation = read_identity(environment), read_organisation(environment)
    settings = read_storage(environment)
    session = await stack.enter_async_context(outbound_session())
    storage = open_storage(settings, client_id=None if patient.as_me else identity.managed_client_id)
    stack.push_async_callback(storage.close)
    examined = Examined(
        session,
        identity,
        organisation,
        settings,
        patient.clock,
        authority=patient.outside.authority,
        metadata_url=patient.outside.metadata_url,
        patience=_PATIENCE,
        as_me=patient.as_me,
    )
    graph = read_graph(environment, identity)
    looks = {**looks_at_surroundings(examined, graph=graph), **looks_at_data(organisation.tenant_id, storage)}
    if patient.bot_url:
        looks[Check.BOT] = partial(look_at_bot, session, patient.bot_url)
    return looks


async def _known(findings: Sequence[Finding]) -> Sequence[Finding]:
    return findings


async def _versions() -> Sequence[Finding]:
    pinned = versions.pinned()
    return judge_versions(versions.python(), pinned, versions.installed(pinned))
