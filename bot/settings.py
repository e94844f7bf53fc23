"""The bot's settings: what it shares with the functions, and where it listens."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from passeur.organisation import Organisation
from passeur.setting_values import SettingsError, shown
from passeur.settings import (
    Identity,
    StorageSettings,
    read_card_keys,
    read_identity,
    read_organisation,
    read_port,
    read_storage,
)


@dataclass(frozen=True, slots=True)
class BotSettings:
    host: str
    port: int
    identity: Identity
    organisation: Organisation
    storage: StorageSettings
    card_keys: tuple[str, ...]


def read_bot_settings(environment: Mapping[str, str]) -> BotSettings:
    """Everything the bot needs; SettingsError says in one sentence what is missing or unsafe."""
    identity = read_identity(environment)
    host = environment.get("PASSEUR_HOST", "").strip() or "127.0.0.1"
    if identity.dangerously_allow_anonymous and not _is_loopback(host):
        raise SettingsError(
            "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS lets in whoever can reach the bot, and PASSEUR_HOST is "
            f"{shown(host)}: use 127.0.0.1."
        )
    return BotSettings(
        host=host,
        port=read_port(environment, "PASSEUR_PORT", 3978),
        identity=identity,
        organisation=read_organisation(environment),
        storage=read_storage(environment),
        card_keys=read_card_keys(environment),
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
