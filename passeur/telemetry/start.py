"""Begins to watch, when a setting asks for it. Without one nothing is imported and nothing is measured."""

from collections.abc import Mapping

from passeur.setting_values import SettingsError, number_of, shown, text_of
from passeur.telemetry.names import AZURE_SETTING, CONSOLE_SETTING, TRACES_SETTING
from passeur.telemetry.watch import NOBODY, Watch, watch_with

OFF, CONSOLE = "off", "console"


def start_watching(environment: Mapping[str, str], role: str, client_id: str | None = None) -> Watch:
    """Watch over this process as the settings say; `client_id` is its managed identity, where there is one.

    SettingsError for a value that is none. Whoever calls it flushes it when the process ends.
    """
    watch = opened_watch(environment, role, client_id)
    watch_with(watch)
    return watch


def opened_watch(environment: Mapping[str, str], role: str, client_id: str | None = None) -> Watch:
    told = text_of(environment, CONSOLE_SETTING) or OFF
    if told not in (OFF, CONSOLE):
        raise SettingsError(f"{CONSOLE_SETTING} is {shown(told)}: give {OFF} or {CONSOLE}.")
    percent = number_of(environment, TRACES_SETTING, 100, 0, 100)
    connection = text_of(environment, AZURE_SETTING)
    if told == OFF and not connection:
        return NOBODY
    from passeur.telemetry.otel import open_watch  # noqa: PLC0415  # half a second of imports that few processes need

    try:
        return open_watch(
            role,
            percent=percent,
            console=told == CONSOLE,
            connection=connection,
            client_id=client_id,
            # Both processes have these: what one of them owes and the other sends is tied by the same key.
            link_key=text_of(environment, "PASSEUR_CARD_KEYS").rpartition(",")[2].strip(),
        )
    except ValueError as error:
        raise SettingsError(f"{AZURE_SETTING} cannot be read: give the one of your Application Insights.") from error
