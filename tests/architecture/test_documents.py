"""What the README and the changelog say is what the code does."""

import re
from pathlib import Path

from functions.function_app import function_app
from functions.wiring import Wiring

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_every_setting_that_is_read_is_in_the_readme() -> None:
    read = {
        name
        for package in ("passeur", "bot", "functions", "infra")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
        for name in re.findall(r"\"(PASSEUR_[A-Z_]+)\"", path.read_text())
    }
    assert len(read) > 15
    assert {name for name in read if f"`{name}`" not in README} == set()


def test_every_setting_in_the_readme_is_read() -> None:
    code = "".join(
        path.read_text()
        for package in ("passeur", "bot", "functions", "infra")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
    )
    assert [name for name in sorted(set(re.findall(r"PASSEUR_[A-Z_]+", README))) if name not in code] == []


def test_the_readme_s_table_names_every_function_and_no_other() -> None:
    functions = {each.get_function_name() for each in function_app(Wiring({})).get_functions()}
    section = README.split("## Functions", 1)[1].split("\n## ", 1)[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == functions


def test_every_file_that_the_documents_link_to_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text()
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
        assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_command_that_the_readme_names_is_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"(?:`|^)make ([a-z]+(?:-[a-z]+)*)", README, re.MULTILINE))
    assert [name for name in sorted(named) if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
