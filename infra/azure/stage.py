"""Makes .stage/functions and .stage/bot, the two folders that are deployed, and nothing else is."""

import os
import shutil
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from passeur.setting_values import SettingsError, shown

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / ".stage" / "functions"
BOT_STAGE = ROOT / ".stage" / "bot"
# Settings that name a file of the organisation's own, by its path in the repository: it is deployed at the same path.
OWN_FILES = ("PASSEUR_CHARTER_FILE", "PASSEUR_BOOT_CAMP_FILE")
_BOT_PACKAGES = ("passeur", "cards", "bot")
_PACKAGES = (*_BOT_PACKAGES, "functions")
# Cohorts are proposed in the chat: the solver, 80 MB with what it needs, would come along at each cold start.
_BOT_ALONE = ("highspy",)
_HOISTED = ("function_app.py", "host.json")
_LOCK = ROOT / "infra" / "local" / "requirements.txt"


def stage_functions(target: Path = STAGE, environment: Mapping[str, str] = os.environ) -> Path:
    """Make the folder anew and give it back. Azure wants function_app.py and host.json at its root."""
    _stage(_PACKAGES, target, environment, without=_BOT_ALONE)
    for name in _HOISTED:
        (target / "functions" / name).rename(target / name)
    return target


def stage_bot(target: Path = BOT_STAGE, environment: Mapping[str, str] = os.environ) -> Path:
    """The same for the bot, which starts with `python -m bot` from its root."""
    return _stage(_BOT_PACKAGES, target, environment)


def is_inside(path: str) -> bool:
    """Whether a path, as a setting gives it, is one of this folder's, and so is the same where it is deployed."""
    return not Path(path).is_absolute() and (ROOT / path).resolve().is_relative_to(ROOT)


def _stage(
    packages: Sequence[str], target: Path, environment: Mapping[str, str], *, without: Collection[str] = ()
) -> Path:
    """What only a developer needs stays out."""
    own = [path for path in (environment.get(name, "").strip() for name in OWN_FILES) if path]
    for path in own:
        if not is_inside(path) or not (ROOT / path).is_file():
            raise SettingsError(f"{shown(path)} is no file in this folder: put it here and give its path from here.")
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for package in packages:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__", "*.py[co]"))
    for path in own:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / path)
    pins = "".join(f"{line}\n" for line in runtime_pins(without=without))
    (target / "requirements.txt").write_text(pins, encoding="ascii")
    return target


def runtime_pins(*, without: Collection[str] = ()) -> list[str]:
    """The lines of the lock file, hashes included, that the project's own dependencies need, theirs included.

    `without` are dependencies that are left out, with what they alone need.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = dict(_locked(_LOCK.read_text(encoding="utf-8").splitlines()))
    needed: set[str] = set()
    waiting = [each for each in map(Requirement, project["dependencies"]) if each.name not in without]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) not in seen:
            seen.add((name, frozenset(requirement.extras)))
            needed.add(name)
            waiting += _dependencies(name, requirement.extras)
    return [line for name in sorted(needed) for line in lock[name]]


def _locked(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each package's lines with the hashes of its files below them: more than one version when Python's decides."""
    by_name: dict[str, list[str]] = {}
    locked: list[str] = []
    for line in lines:
        if line.startswith(" "):
            locked.append(line)
        elif line and not line.startswith("#"):
            name = Requirement(line.partition("\\")[0]).name
            locked = by_name.setdefault(canonicalize_name(name), [])
            locked.append(line)
    yield from by_name.items()


def _dependencies(name: str, extras: set[str]) -> Iterator[Requirement]:
    try:
        declared = requires(name) or []
    except PackageNotFoundError:  # for another system or another Python, so not installed here
        return
    for requirement in map(Requirement, declared):
        wanted: list[Mapping[str, str]] = [{"extra": extra} for extra in ("", *extras)]
        if requirement.marker is None or any(requirement.marker.evaluate(dict(each)) for each in wanted):
            yield requirement


def main() -> int:
    try:
        targets = (stage_functions(), stage_bot())
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for target in targets:
        sys.stdout.write(f"Staged {target.relative_to(ROOT)}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
