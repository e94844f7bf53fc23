"""What holds of the house as a whole, whatever is built in it."""

import re
import shutil
import subprocess
from pathlib import Path

from bot.handlers import DOOR_HANDLERS, VERB_HANDLERS
from bot.turn import Door
from cards.verbs import Verb

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 250
LONGEST_TEST = 380
_GIT = shutil.which("git") or "git"
PACKAGES = ("passeur", "cards", "bot", "functions", "infra")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(  # noqa: S603 - the arguments are the patterns below
        [_GIT, "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_every_verb_that_a_card_can_carry_has_a_handler() -> None:
    assert set(VERB_HANDLERS) == set(Verb)


def test_every_door_is_answered() -> None:
    by_verb = {Door.CARD, Door.CARD_MESSAGE, Door.COMPOSE_SUBMIT}
    assert set(DOOR_HANDLERS) | by_verb == set(Door)


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("*.py")
        if "catalogue" not in path.parts
        and (lines := len(path.read_text().splitlines())) > (LONGEST_TEST if "tests" in path.parts else LONGEST_FILE)
    }
    assert long == {}


def test_names_say_the_thing() -> None:
    vague = re.compile(r"(^|_)(utils?|common|helpers?|core|manager|base|misc)(_|$)")
    named = [path for path in tracked("*.py") if path.parts and path.relative_to(ROOT).parts[0] in PACKAGES]
    assert [str(path) for path in named if vague.search(path.stem)] == []


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    told = re.compile(
        r"(^|[\s\"'=(])/(home|root|srv|work|tmp)/\w|registry\.npmjs\.org|pypi\.org|pythonhosted\.org|deb\.debian\.org"
    )
    text = tracked("*.py", "*.md", "*.json", "*.toml", "*.yml", "*.yaml", "*.txt", "Makefile", ".ci/*", "*.sh")
    here = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in text
        if path != here
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if told.search(line)
    ]
    assert found == []


def test_every_opt_out_says_why() -> None:
    silent = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[^\]]+\])\s*$")
    bare = re.compile(r"#\s*(noqa|type: ignore)(?![:\[])")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("*.py")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if silent.search(line) or bare.search(line)
    ]
    assert found == []
