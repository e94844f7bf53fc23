"""What runs here, beside what is pinned."""

import re
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from infra.local.places import REQUIREMENTS

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*(.*?))?\s*\\?$")


def python() -> tuple[int, int]:
    return sys.version_info.major, sys.version_info.minor


def pinned(requirements: Path = REQUIREMENTS) -> Mapping[str, str]:
    """Versions by a package's name; without those for another Python, which have a condition."""
    lines = requirements.read_text(encoding="utf-8").splitlines() if requirements.exists() else []
    found = filter(None, map(_PINNED.match, lines))
    return {line[1]: line[2] for line in found if not line[3]}


def installed(names: Mapping[str, str]) -> Mapping[str, str]:
    """The versions that are here of these packages; what is not here was not asked for here."""
    there: dict[str, str] = {}
    for name in names:
        try:
            there[name] = version(name)
        except PackageNotFoundError:
            continue
    return there
