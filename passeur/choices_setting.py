"""The lists that people choose from, as settings write them: `id=nom français|English name;…`."""

import re

from passeur.organisation import Choice
from passeur.setting_values import SettingsError, shown

SLUG = re.compile(r"[0-9A-Za-z-]{1,64}")


def choices_of(name: str, text: str) -> tuple[Choice, ...]:
    choices = tuple(_choice(name, entry.strip()) for entry in text.split(";") if entry.strip())
    if len({choice.id for choice in choices}) < len(choices):
        raise SettingsError(f"{name} names the same id twice: give each its own.")
    return choices


def _choice(name: str, entry: str) -> Choice:
    choice_id, named, names = entry.partition("=")
    french, _, english = (names if named else choice_id).partition("|")
    if not SLUG.fullmatch(choice_id.strip()) or not french.strip():
        raise SettingsError(f"{name} has {shown(entry)}: write entries as id=nom|name, separated by semicolons.")
    return Choice(choice_id.strip(), (("fr", french.strip()), ("en", english.strip() or french.strip())))
