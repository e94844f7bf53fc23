"""The settings that the bot and the functions share, read once from an environment and checked before anything starts.

Nothing here looks at the process: the mapping is given, so a test gives another one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from passeur.ambassadors.boot_camp_file import our_boot_camp, parse_boot_camp
from passeur.ambassadors.charter import our_charter, parse_charter
from passeur.ambassadors.proportions import Proportions
from passeur.choices_setting import SLUG, choices_of
from passeur.default_trades import DEFAULT_TRADES
from passeur.delivery.pacing import DEFAULT_RATE, HIGHEST_RATE
from passeur.delivery.sending_hours import SendingHours, is_holiday
from passeur.organisation import Choice, Organisation
from passeur.periods import Every, RecapSchedule, Schedule
from passeur.setting_values import SettingsError, line_of, number_of, required, shown, text_of
from passeur.unsafe_settings import check_card_keys, check_functions_url, check_storage, is_anonymous

T = TypeVar("T")
_LOCALES = ("fr", "en")
_DAYS = 7
DEFAULT_BACKUP_KEEP = timedelta(days=30)
# The folder that holds the packages, here as where they are deployed: a file's path may begin there.
_ROOT = Path(__file__).resolve().parents[1]


class AppType(StrEnum):
    """The two registrations that Azure still creates; both are bound to one tenant."""

    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is to the Bot Framework. Anonymous only on this machine, for local use."""

    app_id: str
    app_type: AppType
    app_secret: str | None
    dangerously_allow_anonymous: bool

    @property
    def managed_client_id(self) -> str | None:
        """The client id of the process's own managed identity, when that is how it signs in."""
        return self.app_id if self.app_type is AppType.USER_ASSIGNED_MSI else None


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Either a connection string (local) or an account that the process's own identity may use."""

    connection_string: str | None
    account: str | None


def read_identity(environment: Mapping[str, str]) -> Identity:
    """The bot's identity; SettingsError rather than a bot that would let anybody in."""
    if is_anonymous(environment):
        return Identity("local", AppType.SINGLE_TENANT, None, dangerously_allow_anonymous=True)
    app_id = required(environment, "PASSEUR_APP_ID", "the application (client) id of the bot's registration")
    if not SLUG.fullmatch(app_id):
        raise SettingsError(f"PASSEUR_APP_ID is {shown(app_id)}: give the id, of letters, digits and hyphens.")
    types = ", ".join(AppType)
    app_type = required(environment, "PASSEUR_APP_TYPE", f"one of {types}")
    if app_type not in set(AppType):
        raise SettingsError(f"PASSEUR_APP_TYPE is {shown(app_type)}: give one of {types}.")
    secret = text_of(environment, "PASSEUR_APP_SECRET") or None
    if app_type == AppType.SINGLE_TENANT and secret is None:
        raise SettingsError(
            "PASSEUR_APP_SECRET is missing: give the secret of the SingleTenant bot (a UserAssignedMSI bot needs none)."
        )
    if app_type == AppType.USER_ASSIGNED_MSI and secret is not None:
        raise SettingsError("PASSEUR_APP_SECRET is set, and a UserAssignedMSI bot needs none: remove it.")
    return Identity(app_id, AppType(app_type), secret, dangerously_allow_anonymous=False)


def read_organisation(environment: Mapping[str, str]) -> Organisation:
    tenant_id = required(environment, "PASSEUR_TENANT_ID", "the id of your Microsoft Entra tenant")
    if not SLUG.fullmatch(tenant_id):
        raise SettingsError(f"PASSEUR_TENANT_ID is {shown(tenant_id)}: give the id, of letters, digits and hyphens.")
    locale = text_of(environment, "PASSEUR_LOCALE") or "fr"
    if locale not in _LOCALES:
        raise SettingsError(f"PASSEUR_LOCALE is {shown(locale)}: give one of {', '.join(_LOCALES)}.")
    zone = _zone(text_of(environment, "PASSEUR_TIME_ZONE") or "Europe/Paris")
    trades = choices_of("PASSEUR_TRADES", text_of(environment, "PASSEUR_TRADES") or DEFAULT_TRADES)
    return Organisation(
        tenant_id=tenant_id,
        trades=trades,
        sites=choices_of("PASSEUR_SITES", text_of(environment, "PASSEUR_SITES")),
        recap=RecapSchedule(
            zone=zone,
            weekday=number_of(environment, "PASSEUR_RECAP_DAY", 1, 1, 7),
            hour=number_of(environment, "PASSEUR_RECAP_HOUR", 9, 0, 23),
        ),
        digest=Schedule(zone, _every(environment, "PASSEUR_DIGEST_EVERY", Every.MONTH)),
        # The executive committee hears once a month; the programme lead reviews first.
        brief=Schedule(zone, Every.MONTH, weekday=1),
        sending=_sending_hours(environment, zone),
        rate=number_of(environment, "PASSEUR_SENDING_RATE", DEFAULT_RATE, 1, HIGHEST_RATE),
        locale=locale,
        functions_url=_functions_url(environment),
        controller=line_of(environment, "PASSEUR_CONTROLLER"),
        dpo_contact=line_of(environment, "PASSEUR_DPO_CONTACT"),
        bot_id=text_of(environment, "PASSEUR_APP_ID"),
        charter=_parsed(environment, "PASSEUR_CHARTER_FILE", parse_charter) or our_charter(),
        boot_camp=_parsed(environment, "PASSEUR_BOOT_CAMP_FILE", parse_boot_camp) or our_boot_camp(),
        proportions=_proportions(environment, trades),
    )


def read_storage(environment: Mapping[str, str]) -> StorageSettings:
    connection = text_of(environment, "PASSEUR_STORAGE_CONNECTION") or None
    account = text_of(environment, "PASSEUR_STORAGE_ACCOUNT") or None
    if (connection is None) == (account is None):
        raise SettingsError(
            "Give either PASSEUR_STORAGE_ACCOUNT (the storage account's name, in Azure) or "
            "PASSEUR_STORAGE_CONNECTION (a connection string, locally)."
        )
    check_storage(environment, connection, account)
    return StorageSettings(connection, account)


def read_card_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that sign cards, newest last; the older ones still read cards that are open."""
    text = required(environment, "PASSEUR_CARD_KEYS", "one or more random keys, comma separated, newest last")
    keys = tuple(key.strip() for key in text.split(","))
    check_card_keys(environment, keys)
    return keys


def read_backup_keep(environment: Mapping[str, str]) -> timedelta:
    """How long backups are kept: what somebody erased is in none of them after that."""
    return timedelta(days=number_of(environment, "PASSEUR_BACKUP_DAYS", DEFAULT_BACKUP_KEEP.days, 1, 365))


def read_graph(environment: Mapping[str, str], identity: Identity) -> bool:
    """Whether Microsoft Graph tells who works here."""
    text = text_of(environment, "PASSEUR_GRAPH") or "off"
    if text not in ("on", "off"):
        raise SettingsError(f"PASSEUR_GRAPH is {shown(text)}: give on or off.")
    if text == "on" and identity.dangerously_allow_anonymous:
        raise SettingsError("PASSEUR_GRAPH is on, and the local stack has no identity to sign in with: switch it off.")
    return text == "on"


def read_port(environment: Mapping[str, str], name: str, default: int) -> int:
    return number_of(environment, name, default, 1, 65535)


def _parsed(environment: Mapping[str, str], name: str, parse: Callable[[str], T]) -> T | None:
    """What the file that a setting names holds; None when it names none."""
    path = text_of(environment, name)
    try:
        return parse((_ROOT / path).read_text(encoding="utf-8")) if path else None
    except OSError as error:
        told = f"{name} is {shown(path)}, which cannot be read ({error.strerror}): give a file's path."
        raise SettingsError(told) from error
    except ValueError as error:
        raise SettingsError(f"{name} is {shown(path)}, whose text cannot be used ({error}): change it.") from error


def _proportions(environment: Mapping[str, str], trades: Sequence[Choice]) -> Proportions:
    ours = Proportions()
    technical = {each.strip() for each in text_of(environment, "PASSEUR_TECHNICAL_TRADES").split(";")} - {""}
    if unknown := sorted(technical - {trade.id for trade in trades}):
        raise SettingsError(
            f"PASSEUR_TECHNICAL_TRADES has {shown(unknown[0])}, no id of PASSEUR_TRADES: give such ids."
        )
    return Proportions(
        people_each=number_of(environment, "PASSEUR_PEOPLE_PER_AMBASSADOR", ours.people_each, 10, 10_000),
        major_trade=number_of(environment, "PASSEUR_MAJOR_TRADE", ours.major_trade, 1, 100_000),
        most_managers=number_of(environment, "PASSEUR_MOST_MANAGERS", ours.most_managers, 0, 100),
        most_technical=number_of(environment, "PASSEUR_MOST_TECHNICAL", ours.most_technical, 0, 100),
        technical_trades=frozenset(technical),
    )


def _every(environment: Mapping[str, str], name: str, default: Every) -> Every:
    text = text_of(environment, name) or default
    if text not in set(Every):
        raise SettingsError(f"{name} is {shown(text)}: give one of {', '.join(Every)}.")
    return Every(text)


def _sending_hours(environment: Mapping[str, str], zone: ZoneInfo) -> SendingHours:
    hours = _range(environment, "PASSEUR_SENDING_HOURS", "8-19", 24)
    days = _range(environment, "PASSEUR_SENDING_DAYS", "1-5", 7)
    calendar = text_of(environment, "PASSEUR_HOLIDAYS") or "FR"
    sending = SendingHours(
        zone, hours[0], hours[1], frozenset(range(days[0], days[1] + 1)), "" if calendar == "none" else calendar
    )
    try:
        is_holiday(date(2026, 1, 1), sending.calendar)
    except (NotImplementedError, ValueError) as error:
        raise SettingsError(
            f"PASSEUR_HOLIDAYS is {shown(calendar)}: give a country such as FR, a part of one such as FR-57, or none."
        ) from error
    return sending


def _range(environment: Mapping[str, str], name: str, default: str, most: int) -> tuple[int, int]:
    text = text_of(environment, name) or default
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", text)
    first, last = (int(match[1]), int(match[2])) if match else (1, 0)
    if first > last or last > most or (most == _DAYS and first == 0) or (most != _DAYS and first == last):
        raise SettingsError(f"{name} is {shown(text)}: give two numbers up to {most} such as {default}.")
    return first, last


def _functions_url(environment: Mapping[str, str]) -> str:
    url = text_of(environment, "PASSEUR_FUNCTIONS_URL")
    check_functions_url(environment, url)
    return url.rstrip("/")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"PASSEUR_TIME_ZONE is {shown(name)}: give a name such as Europe/Paris.") from error
