"""Whether what runs is what was tried: the Python, the packages, and the shape of what is stored."""

from collections.abc import Mapping

from passeur.diagnosis.findings import Check, Finding, Lack, fine, noted, wrong

OLDEST, NEWEST = (3, 11), (3, 13)
_MOST_NAMED = 5


def judge_versions(python: tuple[int, int], pinned: Mapping[str, str], installed: Mapping[str, str]) -> list[Finding]:
    """`pinned` and `installed` are versions by a package's name; what is pinned and not installed was left out."""
    if not OLDEST <= python <= NEWEST:
        return [wrong(Check.VERSIONS, Lack.PYTHON_VERSION, version=_dotted(python), oldest=_dotted(OLDEST))]
    other = [
        f"{name} {installed[name]} ({pinned[name]})"
        for name in sorted(pinned)
        if name in installed and installed[name] != pinned[name]
    ]
    if other:
        more = f" +{len(other) - _MOST_NAMED}" if len(other) > _MOST_NAMED else ""
        return [noted(Check.VERSIONS, Lack.PACKAGES_DIFFER, packages=", ".join(other[:_MOST_NAMED]) + more)]
    return [fine(Check.VERSIONS, version=_dotted(python))]


def judge_schema(stored: int | None, ours: int, *, restoring: str = "") -> list[Finding]:
    """`stored` is the version of what is stored, None while nothing is; `restoring` a backup that is half restored."""
    if restoring:
        return [wrong(Check.DATA, Lack.DATA_HALF_RESTORED, backup=restoring)]
    facts = {"stored": str(stored), "ours": str(ours)}
    if stored is None or stored == ours:
        return [fine(Check.DATA, version=str(ours))]
    if stored > ours:
        return [wrong(Check.DATA, Lack.DATA_NEWER, **facts)]
    return [noted(Check.DATA, Lack.DATA_OLDER, **facts)]


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
