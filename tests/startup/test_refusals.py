"""Every setting of both processes: what is missing, malformed or unsafe refuses to start, and the refusal helps."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bot.settings import read_bot_settings
from functions.badge_keys import read_badge_keys
from functions.settings import read_functions_settings
from infra.local.places import ROOT
from passeur.setting_values import SettingsError
from passeur.settings import read_backup_keep
from passeur.telemetry.start import opened_watch
from tests.startup.settings_table import FREE, GOOD_KEY, LOCAL, PLANTED, REAL, SECRET, SETTINGS, UNSAFE

Environment = Mapping[str, str]
_ADVICE = re.compile(r"\b(give|remove|make|write|set|use|look|leave|change|switch)\b", re.IGNORECASE)


def start_bot(environment: Environment) -> None:
    read_bot_settings(environment)
    opened_watch(environment, "bot")


def start_functions(environment: Environment) -> None:
    read_functions_settings(environment)
    read_badge_keys(environment)
    read_backup_keep(environment)
    opened_watch(environment, "functions")


PROCESSES: Mapping[str, Callable[[Environment], None]] = {"bot": start_bot, "functions": start_functions}


def refusals() -> Iterator[tuple[str, str, Environment]]:
    for name, setting in SETTINGS.items():
        bad = [*setting.bad, *(["", "   "] if setting.required else [])]
        for process in PROCESSES:
            if setting.bot if process == "bot" else setting.functions:
                yield from ((process, name, {**setting.base, name: value}) for value in bad)
                if setting.required:
                    yield process, name, {each: told for each, told in setting.base.items() if each != name}


def test_every_setting_that_either_process_reads_is_in_the_table() -> None:
    read = {
        name
        for package in ("passeur", "bot", "functions")
        for path in (ROOT / package).rglob("*.py")
        for name in re.findall(r"\"(PASSEUR_[A-Z_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(read) > 30
    assert read == set(SETTINGS) | FREE


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("base", [REAL, SECRET, LOCAL])
def test_what_is_right_starts(process: str, base: Environment) -> None:
    PROCESSES[process](base)


@pytest.mark.parametrize(
    ("process", "name", "environment"),
    [pytest.param(*each, id=f"{n}-{each[0]}-{each[1]}") for n, each in enumerate(refusals())],
)
def test_what_is_missing_or_malformed_refuses_to_start(process: str, name: str, environment: Environment) -> None:
    with pytest.raises(SettingsError) as refused:
        PROCESSES[process](environment)
    _helps(str(refused.value), name, environment)


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("unsafe", UNSAFE)
def test_what_is_unsafe_together_refuses_to_start(process: str, unsafe: str) -> None:
    settings, named = UNSAFE[unsafe].settings, UNSAFE[unsafe].named
    with pytest.raises(SettingsError) as refused:
        PROCESSES[process](settings)
    _helps(str(refused.value), named, settings)


def _helps(sentence: str, name: str, environment: Environment) -> None:
    """It names the setting, says what to do, is one line, and holds nothing that may be a secret."""
    assert name in sentence
    assert _ADVICE.search(sentence), sentence
    assert "\n" not in sentence
    assert sentence.endswith("."), sentence
    for secret in (PLANTED, GOOD_KEY, environment.get("PASSEUR_BADGE_KEY") or PLANTED):
        assert secret not in sentence
    assert not any(len(value) > 20 and value in sentence for value in environment.values() if value != name)


@pytest.mark.parametrize("name", ["PASSEUR_TENANT_ID", "PASSEUR_CARD_KEYS", "PASSEUR_STORAGE_CONNECTION"])
def test_the_bot_s_process_ends_at_once_with_the_sentence_and_nothing_else(name: str, tmp_path: Path) -> None:
    environment = {each: value for each, value in LOCAL.items() if each != name} | {"PATH": "/usr/bin:/bin"}
    ended = subprocess.run(  # our own program
        [sys.executable, "-m", "bot"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    (line,) = ended.stderr.strip().splitlines()
    assert line.startswith("The bot does not start. ")
    assert name in line
    assert ended.stdout == ""
