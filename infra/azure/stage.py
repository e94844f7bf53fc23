"""Makes .stage/functions, the folder that is deployed: Azure wants function_app.py and host.json at its root."""

import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / ".stage" / "functions"
_PACKAGES = ("passeur", "cards", "bot", "functions")
_HOISTED = ("function_app.py", "host.json")
_LOCK = ROOT / "infra" / "local" / "requirements.txt"


def stage_functions(target: Path = STAGE) -> Path:
    """Make the folder anew and give it back. What only a developer needs stays out."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for package in _PACKAGES:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__", "*.py[co]"))
    for name in _HOISTED:
        (target / "functions" / name).rename(target / name)
    pins = "".join(f"{line}\n" for line in runtime_pins())
    (target / "requirements.txt").write_text(pins, encoding="ascii")
    return target


def runtime_pins() -> list[str]:
    """The lines of the lock file that the project's own dependencies need, theirs included."""
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
    """Each package's lines: more than one when the version depends on Python's."""
    by_name: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            by_name.setdefault(canonicalize_name(Requirement(line).name), []).append(line)
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
    target = stage_functions()
    sys.stdout.write(f"Staged {target.relative_to(ROOT)}: deploy this folder.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
