"""What documents name is there: files, headings, settings, commands; and French is set as French is."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from cards.typography import NARROW_NO_BREAK, NO_BREAK, typeset
from tests.documents.reading import (
    DOCUMENTS,
    FRENCH,
    ROOT,
    Block,
    anchors_of,
    blocks_of,
    languages_of,
    links_of,
    prose_of,
)

BLOCKS = [block for document in DOCUMENTS for block in blocks_of(document)]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PACKAGES = ("passeur", "cards", "bot", "functions", "infra")


def names(documents: tuple[Path, ...]) -> list[str]:
    return [each.name for each in documents]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(document: Path) -> None:
    lost = []
    for link in links_of(document):
        if re.match(r"(https?|mailto):", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_setting_that_is_named_is_read_by_the_code(document: Path) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".bicep", ".yaml", ".json") and "node_modules" not in path.parts
    )
    named = set(re.findall(r"PASSEUR_[A-Z][A-Z_]*[A-Z]", document.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if name not in code] == []


@pytest.mark.parametrize("document", FRENCH, ids=names(FRENCH))
def test_every_block_of_a_guide_says_what_it_is(document: Path) -> None:
    assert "" not in languages_of(document)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_every_block_of_commands_can_be_read_by_a_shell(block: Block) -> None:
    read = subprocess.run(
        ["/bin/sh", "-n"], input=block.script, capture_output=True, text=True, check=False
    )  # reads, runs nothing
    assert read.returncode == 0, read.stderr


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_every_target_module_and_file_of_a_command_is_there(block: Block) -> None:
    targets = re.findall(r"^\s*(?:\w+=\S+ )*make(?: -\S+)* ([a-z][a-z-]*)", block.script, re.MULTILINE)
    assert [each for each in targets if not re.search(rf"^{each}:", MAKEFILE, re.MULTILINE)] == []
    modules = re.findall(r"-m ((?:infra|tests|bot|functions|passeur)[\w.]*)", block.script)
    lost = [each for each in modules if not _module(each)]
    assert lost == []
    folders = re.findall(r"^cd ((?:infra|docs)\S*)", block.script, re.MULTILINE)
    assert [each for each in folders if not (ROOT / each).is_dir()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_program_of_ours_that_is_named_is_there(document: Path) -> None:
    named = re.findall(
        r"python -m ((?:infra|tests|bot|functions|passeur)[\w.]*\w)", document.read_text(encoding="utf-8")
    )
    assert [each for each in named if not _module(each)] == []


@pytest.mark.parametrize("block", [each for each in BLOCKS if each.held_by], ids=lambda block: block.place)
def test_a_block_that_another_test_holds_names_one_that_tests(block: Block) -> None:
    held_by = ROOT / block.held_by
    assert held_by.is_file()
    tree = ast.parse(held_by.read_text(encoding="utf-8"))
    found = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert any(each.name.startswith("test_") for each in found)


@pytest.mark.parametrize("document", FRENCH, ids=names(FRENCH))
def test_french_has_its_apostrophes_and_its_spaces(document: Path) -> None:
    prose = prose_of(document)
    assert re.findall(r"\w'\w", prose) == []
    lines = [line for line in prose.splitlines() if not re.fullmatch(r"[|: -]+", line)]
    unset = [line for line in lines if _plain(typeset(line, "fr")) != _plain(line)]
    assert unset == []


def _plain(line: str) -> str:
    """Digits beside words are looked at by eye: a version or a standard may be written with a space of any kind."""
    return re.sub(rf"(?<=\d)[{NO_BREAK}{NARROW_NO_BREAK} ](?=\w|%)", " ", line)


def _module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
