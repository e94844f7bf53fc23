"""One value of the environment, read and checked."""

import re
from collections.abc import Mapping

from passeur.errors import PasseurError

# Present in every process that Azure hosts: there, nobody may switch authentication off.
AZURE = ("WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "IDENTITY_ENDPOINT", "MSI_ENDPOINT", "CONTAINER_APP_NAME")
_FUNCTIONS_PLACE, _IN_AZURE = "AZURE_FUNCTIONS_ENVIRONMENT", "Production"
_UNREAD_SECRET = "@Microsoft.KeyVault("  # noqa: S105  # how a reference begins

_LONGEST_LINE = 300
# What is longer, or has other signs, may be a key that somebody put in the wrong place.
_SHOWN = re.compile(r"[\w ./:|=-]{0,20}")


class SettingsError(PasseurError):
    """A setting is missing or cannot be used; the message says which one and what to do."""


def text_of(environment: Mapping[str, str], name: str) -> str:
    """The value without its margins; empty when there is none.

    Where Azure cannot read a secret it gives the reference in its place, which anybody could guess as a key.
    """
    text = environment.get(name, "").strip()
    if text.startswith(_UNREAD_SECRET):
        raise SettingsError(
            f"{name} is a reference to Key Vault that Azure could not follow: look whether the secret exists, and "
            "whether the identity may read it."
        )
    return text


def required(environment: Mapping[str, str], name: str, what: str) -> str:
    text = text_of(environment, name)
    if not text:
        raise SettingsError(f"{name} is missing: give {what}.")
    return text


def number_of(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = text_of(environment, name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{name} is {shown(text)}: give a whole number from {least} to {most}.")
    return int(text)


def is_hosted(environment: Mapping[str, str]) -> bool:
    """Whether this process runs in Azure, as Azure itself says."""
    return bool(hosted_by(environment))


def hosted_by(environment: Mapping[str, str]) -> str:
    """The variable by which Azure says that it runs this process; empty elsewhere."""
    if environment.get(_FUNCTIONS_PLACE) == _IN_AZURE:
        return _FUNCTIONS_PLACE
    return next((name for name in AZURE if environment.get(name)), "")


def shown(text: str) -> str:
    """A value as a refusal may repeat it."""
    return repr(text) if _SHOWN.fullmatch(text) else f"a text of {len(text)} characters"


def line_of(environment: Mapping[str, str], name: str) -> str:
    """What documents say in one line; empty when it is not set."""
    text = text_of(environment, name)
    if len(text) > _LONGEST_LINE or not text.isprintable():
        raise SettingsError(f"{name} is longer, or not a line: give one line of {_LONGEST_LINE} characters at most.")
    return text
