"""What is missing or unsafe in an environment, all of it at once: a process says the first thing alone and stops."""

from collections.abc import Callable, Mapping, Sequence

from bot.settings import read_bot_settings
from functions.badge_keys import read_badge_keys
from functions.settings import read_functions_settings
from passeur.diagnosis.findings import Check, Finding, Lack, fine, wrong
from passeur.setting_values import SettingsError
from passeur.settings import read_backup_keep, read_card_keys, read_identity, read_organisation, read_storage

Read = Callable[[Mapping[str, str]], object]

# The parts that do not depend on each other, then each process whole.
_READERS: Sequence[Read] = (
    read_identity,
    read_organisation,
    read_storage,
    read_card_keys,
    read_backup_keep,
    read_badge_keys,
    read_bot_settings,
    read_functions_settings,
)


def look_at_settings(environment: Mapping[str, str]) -> Sequence[Finding]:
    """One finding for each sentence that a process would refuse to start with."""
    sentences: list[str] = []
    for read in _READERS:
        try:
            read(environment)
        except SettingsError as refused:
            sentences.append(str(refused))
    found = [wrong(Check.SETTINGS, Lack.SETTING, sentence=each) for each in dict.fromkeys(sentences)]
    return found or [fine(Check.SETTINGS)]
