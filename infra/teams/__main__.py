"""`make teams-package`: writes .stage/passeur-teams.zip from the settings of the environment."""

import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from infra.teams.package import PACKAGE, ROOT, write_package
from infra.teams.settings import read_teams_settings
from passeur.setting_values import SettingsError


def make_package(environment: Mapping[str, str], target: Path = PACKAGE) -> int:
    """Write the package and say where it is; 2 when settings are missing or wrong, and then nothing is written."""
    try:
        settings = read_teams_settings(environment, version=product_version())
    except SettingsError as error:
        sys.stderr.write(f"The Teams package is not made.\n{error}\n")
        return 2
    write_package(settings, target)
    place = target.relative_to(ROOT) if target.is_relative_to(ROOT) else target
    sys.stdout.write(f"Made {place} (version {settings.version}): upload it in the Teams admin centre, Manage apps.\n")
    return 0


def product_version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


if __name__ == "__main__":
    sys.exit(make_package(os.environ))
