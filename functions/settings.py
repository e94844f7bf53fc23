"""The functions' settings: the same names as the bot's, without a place to listen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from functions.api.access import ApiAuth, read_api_auth
from passeur.organisation import Organisation
from passeur.setting_values import required, text_of
from passeur.settings import (
    DEFAULT_BACKUP_KEEP,
    AppType,
    Identity,
    StorageSettings,
    read_backup_keep,
    read_card_keys,
    read_graph,
    read_identity,
    read_organisation,
    read_storage,
)


@dataclass(frozen=True, slots=True)
class FunctionsSettings:
    identity: Identity
    organisation: Organisation
    storage: StorageSettings
    card_keys: tuple[str, ...]
    graph: bool = False
    backup_keep: timedelta = DEFAULT_BACKUP_KEEP
    api_auth: ApiAuth = ApiAuth.KEYS
    api_app_id: str = ""


def read_functions_settings(environment: Mapping[str, str]) -> FunctionsSettings:
    identity, api_auth = read_identity(environment), read_api_auth(environment)
    return FunctionsSettings(
        identity=identity,
        organisation=read_organisation(environment),
        storage=read_storage(environment),
        card_keys=read_card_keys(environment),
        graph=read_graph(environment, identity),
        backup_keep=read_backup_keep(environment),
        api_auth=api_auth,
        api_app_id=_api_app_id(environment, identity) if api_auth is ApiAuth.ENTRA else "",
    )


def _api_app_id(environment: Mapping[str, str], identity: Identity) -> str:
    """The registration for which tokens of the API are made: the bot's, unless that is a managed identity."""
    if identity.app_type is AppType.SINGLE_TENANT and not identity.dangerously_allow_anonymous:
        return text_of(environment, "PASSEUR_API_APP_ID") or identity.app_id
    return required(environment, "PASSEUR_API_APP_ID", "the client id of the registration that holds the app roles")
