"""Makes .stage/functions and .stage/bot, the two folders that are deployed, and nothing else is."""

import os
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / ".stage" / "functions"
BOT_STAGE = ROOT / ".stage" / "bot"
# Settings that name a file of the organisation's own, by its path in the repository: it is deployed at the same path.
OWN_FILES = ("PASSEUR_CHARTER_FILE", "PASSEUR_BOOT_CAMP_FILE")
_BOT_PACKAGES = ("passeur", "cards", "bot")
_PACKAGES = (*_BOT_PACKAGES, "functions")
_HOISTED = ("function_app.py", "host.json")
_LOCK = ROOT / "infra" / "local" / "requirements.txt"


def stage_functions(target: Path = STAGE, environment: Mapping[str, str] = os.environ) -> Path:
    """Make the folder anew and give it back. Azure wants function_app.py and host.json at its root."""
    _stage(_PACKAGES, target, environment)
    for name in _HOISTED:
        (target / "functions" / name).rename(target / name)
    return target


def stage_bot(target: Path = BOT_STAGE, environment: Mapping[str, str] = os.environ) -> Path:
    """The same for the bot, which starts with `python -m bot` from its root."""
    return _stage(_BOT_PACKAGES, target, environment)


def _stage(packages: Sequence[str], target: Path, environment: Mapping[str, str]) -> Path:
    """What only a developer needs stays out."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for package in packages:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__", "*.py[co]"))
    for path in filter(None, (environment.get(name, "").strip() for name in OWN_FILES)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / path)
    pins = "".join(f"{line}\n" for line in runtime_pins())
    (target / "requirements.txt").write_text(pins, encoding="ascii")
    return target


def runtime_pins() -> list[str]:
    """The lines of the lock file, hashes included, that the project's own dependencies need, theirs included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = dict(_locked(_LOCK.read_text(encoding="utf-8").splitlines()))
    needed: set[str] = set()
    waiting = [Requirement(text) for text in project["dependencies"]]
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
    for target in (stage_functions(), stage_bot()):
        sys.stdout.write(f"Staged {target.relative_to(ROOT)}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
