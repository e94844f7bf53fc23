"""What each of the two processes asks of its environment, seen while it reads it."""

from collections.abc import Callable, Iterator, Mapping

from bot.settings import read_bot_settings
from functions.badge_office import read_badge_office
from functions.settings import read_functions_settings
from infra.azure.keys import new_badge_key
from passeur.settings import read_backup_keep, read_organisation
from passeur.telemetry.names import BOT_ROLE, FUNCTIONS_ROLE
from passeur.telemetry.start import opened_watch

COMPLETE = {
    "PASSEUR_TENANT_ID": "tenant",
    "PASSEUR_APP_ID": "identity",
    "PASSEUR_APP_TYPE": "UserAssignedMSI",
    "PASSEUR_STORAGE_ACCOUNT": "storage",
    "PASSEUR_CARD_KEYS": "0123456789abcdefghijklmnopqrstuvwxyz-key",
    "PASSEUR_API_AUTH": "entra",
    "PASSEUR_API_APP_ID": "api",
    "PASSEUR_FUNCTIONS_URL": "https://functions.example",
    "PASSEUR_BADGE_KEY": new_badge_key(),
}


class Asked(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def bot_settings() -> set[str]:
    return asked_by(read_bot_settings, lambda each: opened_watch(each, BOT_ROLE))


def functions_settings() -> set[str]:
    return asked_by(
        read_functions_settings,
        read_backup_keep,
        lambda each: opened_watch(each, FUNCTIONS_ROLE),
        lambda each: read_badge_office(each, read_organisation(COMPLETE)),
    )


def asked_by(*readers: Callable[[Mapping[str, str]], object]) -> set[str]:
    names: set[str] = set()
    for read in readers:
        asked = Asked(COMPLETE)
        read(asked)
        names |= asked.names
    return {name for name in names if name.startswith(("PASSEUR_", "APPLICATIONINSIGHTS_"))}
