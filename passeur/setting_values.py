"""One value of the environment, read and checked."""

from collections.abc import Mapping

from passeur.errors import PasseurError


class SettingsError(PasseurError):
    """A setting is missing or cannot be used; the message says which one and what to do."""


def text_of(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "").strip()


def required(environment: Mapping[str, str], name: str, what: str) -> str:
    text = text_of(environment, name)
    if not text:
        raise SettingsError(f"{name} is missing: give {what}.")
    return text


def number_of(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = text_of(environment, name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{name} is {text!r}: give a whole number from {least} to {most}.")
    return int(text)
