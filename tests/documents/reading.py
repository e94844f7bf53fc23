"""Our documents as data: their blocks of commands, their headings and links, their prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
# Written for the people of French organisations, in their language.
FRENCH = tuple(ROOT / "docs" / name for name in ("administrateur.md", "dpo.md"))
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"<!-- (azure|held by (tests/\S+)) -->\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """Commands of one document. They are run by the test of guides, unless they need Azure or a test is named."""

    document: str
    line: int
    script: str
    needs_azure: bool = False
    held_by: str = ""

    @property
    def place(self) -> str:
        return f"{self.document}:{self.line}"


def blocks_of(document: Path) -> Iterator[Block]:
    """The fenced blocks of shell commands; a comment just before one says who else runs it, or that nobody can here."""
    text = document.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        if found[2] != "sh":
            continue
        script = "\n".join(each.removeprefix(found[1]) for each in found[3].splitlines()) + "\n"
        mark = _MARK.search(text, 0, found.start())
        is_marked = mark is not None and mark.end() == found.start()
        line = text.count("\n", 0, found.start()) + 1
        held_by = (mark[2] or "") if mark and is_marked else ""
        needs_azure = bool(mark and is_marked and mark[1] == "azure")
        yield Block(document.relative_to(ROOT).as_posix(), line, script, needs_azure, held_by)


def languages_of(document: Path) -> list[str]:
    """What each fenced block says that it is."""
    return [found[2] for found in _FENCE.finditer(document.read_text(encoding="utf-8"))]


def prose_of(document: Path) -> str:
    """A document without its code, its comments and the addresses of its links."""
    text = _FENCE.sub("", document.read_text(encoding="utf-8"))
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "`x`", text)
    return re.sub(r"\]\([^)]*\)", "]()", text)


def anchors_of(document: Path) -> set[str]:
    """The names under which GitHub links to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", document.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def links_of(document: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", document.read_text(encoding="utf-8")))
