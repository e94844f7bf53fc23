"""Settings that are each well written and unsafe as they stand, or together: they refuse to start, and say what to do.

No sentence holds a value that may be a key.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from passeur.loopback import is_loopback
from passeur.setting_values import SettingsError, hosted_by, text_of

ANONYMOUS = "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS"
_ACCOUNT = re.compile(r"[a-z0-9]{3,24}")
_EMULATOR = "usedevelopmentstorage"
_SHORTEST_KEY = 32
# A random key of that length has many more; what somebody typed in haste has not.
_FEWEST_DIFFERENT = 10


def is_anonymous(environment: Mapping[str, str]) -> bool:
    """Whether the process believes anybody; SettingsError where that is not the machine of a developer."""
    text = text_of(environment, ANONYMOUS).lower()
    if text not in ("", "false", "true"):
        raise SettingsError(f"{ANONYMOUS} is neither true nor false: remove it, unless this is a developer's machine.")
    if text != "true":
        return False
    if named := hosted_by(environment):
        raise SettingsError(
            f"{ANONYMOUS} is for a developer's machine, and {named} says that this is Azure: remove it and set "
            "PASSEUR_APP_ID and PASSEUR_APP_TYPE."
        )
    if text_of(environment, "PASSEUR_APP_SECRET"):
        raise SettingsError(
            f"{ANONYMOUS} believes anybody, and PASSEUR_APP_SECRET is that of a real bot: remove one of the two."
        )
    return True


def check_storage(environment: Mapping[str, str], connection: str | None, account: str | None) -> None:
    """A connection string is for the emulator, or for whoever is outside Azure and knows why; an account is a name."""
    anonymous = text_of(environment, ANONYMOUS).lower() == "true"
    if account is not None:
        if not _ACCOUNT.fullmatch(account):
            raise SettingsError(
                "PASSEUR_STORAGE_ACCOUNT is not the name of a storage account: give 3 to 24 small letters and digits, "
                "and no address or key."
            )
        if anonymous:
            raise SettingsError(f"{ANONYMOUS} believes anybody, and PASSEUR_STORAGE_ACCOUNT is real: remove one.")
    if connection is not None:
        _check_connection(connection, hosted=hosted_by(environment), anonymous=anonymous)


def _check_connection(connection: str, *, hosted: str, anonymous: bool) -> None:
    parts = {key.strip().lower(): value for key, _, value in (each.partition("=") for each in connection.split(";"))}
    if _EMULATOR not in parts and not ("accountname" in parts or "sharedaccesssignature" in parts):
        raise SettingsError(
            "PASSEUR_STORAGE_CONNECTION is not a connection string: give AccountName=…;AccountKey=…;… or set "
            "PASSEUR_STORAGE_ACCOUNT in its place."
        )
    if hosted:
        raise SettingsError(
            f"PASSEUR_STORAGE_CONNECTION holds a key of the account, and {hosted} says that this is Azure: remove it, "
            "set PASSEUR_STORAGE_ACCOUNT and give the identity its roles."
        )
    if _is_on_this_machine(parts):
        return
    if anonymous:
        raise SettingsError(
            f"{ANONYMOUS} believes anybody, and PASSEUR_STORAGE_CONNECTION names storage that is not on this machine: "
            "remove one of the two."
        )
    if (
        any(address.startswith("http:") for address in _addresses(parts))
        or parts.get("defaultendpointsprotocol") == "http"
    ):
        raise SettingsError("PASSEUR_STORAGE_CONNECTION would send everything in clear: write https in it.")


def _is_on_this_machine(parts: Mapping[str, str]) -> bool:
    addresses = _addresses(parts)
    return _EMULATOR in parts or (bool(addresses) and all(is_loopback(_host(each)) for each in addresses))


def _addresses(parts: Mapping[str, str]) -> Sequence[str]:
    return [value.strip() for name, value in parts.items() if name.endswith("endpoint")]


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def check_card_keys(environment: Mapping[str, str], keys: Sequence[str]) -> None:
    if any(len(key) < _SHORTEST_KEY for key in keys):
        raise SettingsError(f"PASSEUR_CARD_KEYS has a key of fewer than {_SHORTEST_KEY} characters: make longer ones.")
    if any(len(set(key)) < _FEWEST_DIFFERENT for key in keys):
        raise SettingsError(
            f"PASSEUR_CARD_KEYS has a key of fewer than {_FEWEST_DIFFERENT} different characters, easy to guess: make "
            "random ones."
        )
    if len(set(keys)) < len(keys):
        raise SettingsError("PASSEUR_CARD_KEYS names the same key twice, which replaces nothing: make a new one.")
    others = {text_of(environment, "PASSEUR_APP_SECRET"), text_of(environment, "PASSEUR_STORAGE_CONNECTION")}
    if any(key and any(key in other for other in others) for key in keys):
        raise SettingsError("PASSEUR_CARD_KEYS has a key that is in another setting too: make one for cards alone.")


def check_functions_url(environment: Mapping[str, str], url: str) -> None:
    """Where people's browsers are sent: https, or http on the machine of a developer."""
    try:
        parts = urlsplit(url)
        known = not url or (bool(parts.hostname) and not parts.query and not parts.fragment and parts.username is None)
        # A port that is none is found when it is asked for.
        is_local = is_loopback(parts.hostname) and parts.port != 0
        known = known and parts.port != 0
    except ValueError:
        known = is_local = False
    if url and is_local and (named := hosted_by(environment)):
        raise SettingsError(
            f"PASSEUR_FUNCTIONS_URL is an address of this machine, and {named} says that this is Azure: give the https "
            "address of the functions."
        )
    if not known or (url and parts.scheme != "https" and not (parts.scheme == "http" and is_local)):
        raise SettingsError(
            "PASSEUR_FUNCTIONS_URL cannot be used: give the https address of the functions without a key, such as "
            "https://passeur.azurewebsites.net, or leave it empty."
        )
