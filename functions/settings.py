"""The functions' settings: the same names as the bot's, without a place to listen."""

from collections.abc import Mapping
from dataclasses import dataclass

from passeur.organisation import Organisation
from passeur.settings import (
    Identity,
    StorageSettings,
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


def read_functions_settings(environment: Mapping[str, str]) -> FunctionsSettings:
    identity = read_identity(environment)
    return FunctionsSettings(
        identity=identity,
        organisation=read_organisation(environment),
        storage=read_storage(environment),
        card_keys=read_card_keys(environment),
        graph=read_graph(environment, identity),
    )
