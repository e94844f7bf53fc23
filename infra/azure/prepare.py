"""Before anything is made in Azure: every setting is read as the two processes will read it, and told if wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from bot.settings import read_bot_settings
from functions.badge_keys import NAME as BADGE_KEY
from functions.settings import read_functions_settings
from infra.azure.stage import OWN_FILES, is_inside
from passeur.setting_values import SettingsError

BUDGET_START = "PASSEUR_AZURE_BUDGET_START"
# `python -m infra.local.stack settings` gives it to a terminal, together with hours, a rate and sites of its own.
_LOCAL = "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS"
# What only the deployment knows, or what is for a developer's machine: nothing here is checked, and nothing is given.
_NOT_YET = {
    "PASSEUR_TENANT_ID": "tenant",
    "PASSEUR_APP_ID": "identity",
    "PASSEUR_APP_TYPE": "UserAssignedMSI",
    "PASSEUR_APP_SECRET": "",
    "PASSEUR_STORAGE_ACCOUNT": "storage",
    "PASSEUR_STORAGE_CONNECTION": "",
    "PASSEUR_FUNCTIONS_URL": "https://functions.invalid",
    "PASSEUR_CARD_KEYS": "a key that only reads settings ...",
    _LOCAL: "",
    BADGE_KEY: "",
}


def prepare(environment: Mapping[str, str], *, remember: Callable[[str, str], None], today: date) -> int:
    """Check the settings and remember when the budget began; 2 when something has to be put right first."""
    faults = faults_of(environment)
    if faults:
        sys.stderr.write("Nothing was deployed.\n" + "".join(f"{fault}\n" for fault in faults))
        return 2
    if not environment.get(BUDGET_START):
        # Azure takes no other beginning than that of the current month, and no other one afterwards.
        remember(BUDGET_START, today.replace(day=1).isoformat())
    return 0


def faults_of(environment: Mapping[str, str]) -> list[str]:
    """One sentence for each process that would not start, the same one told once; and files that would not be there."""
    deployed = {**environment, **_NOT_YET}
    faults: dict[str, None] = {}
    for read in (read_bot_settings, read_functions_settings):
        try:
            read(deployed)
        except SettingsError as error:
            faults[str(error)] = None
    faults.update(dict.fromkeys(_files_elsewhere(environment)))
    if environment.get(_LOCAL, "").strip():
        # azd takes from its terminal every setting that it was not told itself.
        faults[
            f"{_LOCAL} is set: this terminal has the settings of the local stack, which azd would deploy (its hours, "
            "its rate, its sites). Run it in a new terminal."
        ] = None
    return list(faults)


def _files_elsewhere(environment: Mapping[str, str]) -> list[str]:
    named = {name: environment.get(name, "").strip() for name in OWN_FILES}
    return [
        f"{name} is {path!r}: put the file in this folder and give its path from here, so that it is deployed as well."
        for name, path in named.items()
        if path and not is_inside(path)
    ]


def remember_in_azd(name: str, value: str) -> None:
    """In the environment of azd, which runs this; SettingsError without one."""
    azd = shutil.which("azd")
    try:
        if azd is None:
            raise SettingsError("The settings are right. azd, which is to remember them, is not on this machine.")
        subprocess.run([azd, "env", "set", name, value], cwd=Path(__file__).parent, check=True)  # noqa: S603  # ours
    except (OSError, subprocess.CalledProcessError) as error:
        raise SettingsError(f"azd could not remember {name}: run `azd env new` first.") from error


def main() -> int:
    try:
        return prepare(os.environ, remember=remember_in_azd, today=datetime.now(UTC).date())
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
