"""What the Teams package needs to know of the organisation, read from an environment and checked at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from passeur.setting_values import SettingsError, required, text_of

_LONGEST_NAME = 32
_LONGEST_URL = 2048
_VERSION = re.compile(r"(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})")
_LOCALES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """`locale` is the language of whoever uses neither French nor English; `version` must rise with each upload."""

    bot_id: UUID
    developer: str
    website: str
    privacy: str
    terms: str
    locale: str
    version: str


def read_teams_settings(environment: Mapping[str, str], *, version: str) -> TeamsSettings:
    """SettingsError tells everything that is missing or cannot be used, one sentence each."""
    faults: list[str] = []

    def checked(read: Callable[[], str]) -> str:
        try:
            return read()
        except SettingsError as error:
            faults.append(str(error))
            return ""

    bot_id = checked(lambda: _bot_id(environment))
    developer = checked(lambda: _developer(environment))
    website = checked(lambda: _url(environment, "PASSEUR_TEAMS_WEBSITE", "your page of help with Passeur"))
    privacy = checked(lambda: _url(environment, "PASSEUR_TEAMS_PRIVACY", "the page of your information notice"))
    terms = checked(lambda: _url(environment, "PASSEUR_TEAMS_TERMS", "the page of your terms of use"))
    locale = checked(lambda: _locale(environment))
    told = checked(lambda: _version(text_of(environment, "PASSEUR_TEAMS_VERSION") or version))
    if faults:
        raise SettingsError("\n".join(faults))
    return TeamsSettings(UUID(bot_id), developer, website, privacy, terms, locale, told)


def _bot_id(environment: Mapping[str, str]) -> str:
    text = required(environment, "PASSEUR_APP_ID", "the application (client) id of the bot's registration")
    try:
        return str(UUID(text))
    except ValueError as error:
        raise SettingsError(
            f"PASSEUR_APP_ID is {text!r}: Teams wants an id such as 00000000-1111-4222-8333-444444444444."
        ) from error


def _developer(environment: Mapping[str, str]) -> str:
    name = required(environment, "PASSEUR_TEAMS_DEVELOPER", "the name of your organisation, as people will read it")
    if len(name) > _LONGEST_NAME:
        raise SettingsError(
            f"PASSEUR_TEAMS_DEVELOPER has {len(name)} characters: Teams takes {_LONGEST_NAME}, give a shorter name."
        )
    return name


def _url(environment: Mapping[str, str], name: str, what: str) -> str:
    url = required(environment, name, f"the https address of {what}")
    try:
        parts = urlsplit(url)
        known = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        known = False
    if not known or len(url) > _LONGEST_URL or re.search(r"\s", url):
        raise SettingsError(f"{name} is {url!r}: give a whole address that begins with https://.")
    return url


def _locale(environment: Mapping[str, str]) -> str:
    locale = text_of(environment, "PASSEUR_LOCALE") or "fr"
    if locale not in _LOCALES:
        raise SettingsError(f"PASSEUR_LOCALE is {locale!r}: give one of {', '.join(_LOCALES)}.")
    return locale


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise SettingsError(f"PASSEUR_TEAMS_VERSION is {text!r}: give three numbers such as 1.0.0.")
    return text
