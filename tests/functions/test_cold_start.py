"""Indexing the functions on a cold start loads only what says which functions there are."""

import json
import subprocess
import sys

import pytest

from infra.local.places import ROOT

_OURS = ("passeur", "cards", "bot", "functions")
_INDEX = f"""
import json, sys
import functions.function_app
ours = [each for each in sys.modules if each.split(".")[0] in {_OURS}]
print(json.dumps([ours, sorted({{each.split(".")[0] for each in sys.modules}})]))
"""
# What declares the functions. Their jobs come with the first trigger, request or message.
_DECLARES = ("_http", "_timer", "_queue")
# What every function is wrapped in: ids, logs, measures, access, and nothing of what Passeur is about.
_AROUND = (
    "functions.function_app",
    "functions.guarded",
    "functions.watched",
    "functions.wiring",
    "passeur.clock",
    "passeur.delivery.queues",
    "passeur.errors",
    "passeur.setting_values",
)
_AROUND_PACKAGES = ("passeur.logs", "passeur.telemetry", "functions.api")
_PACKAGES = ("passeur", "passeur.delivery", "functions")


@pytest.fixture(scope="module")
def loaded() -> tuple[list[str], set[str]]:
    """Our modules, and the names of every package, that a fresh interpreter has once the functions are indexed."""
    told = subprocess.run(  # noqa: S603 - this interpreter, on lines of ours
        [sys.executable, "-c", _INDEX], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    ours, roots = json.loads(told.stdout)
    return ours, set(roots)


def _is_around(module: str) -> bool:
    return module in _AROUND or module in _PACKAGES or module.startswith(_AROUND_PACKAGES)


def test_indexing_the_functions_loads_no_job_no_card_and_nothing_of_the_domain(
    loaded: tuple[list[str], set[str]],
) -> None:
    jobs = [each for each in loaded[0] if not each.endswith(_DECLARES) and not _is_around(each)]
    assert jobs == []


def test_indexing_the_functions_loads_few_modules_beyond_one_for_each_group_of_functions(
    loaded: tuple[list[str], set[str]],
) -> None:
    declares = [each for each in loaded[0] if each.endswith(_DECLARES)]
    assert len(declares) > 20
    assert len(loaded[0]) - len(declares) <= 32


@pytest.mark.parametrize(
    "package", ["aiohttp", "babel", "botbuilder", "cryptography", "holidays", "itsdangerous", "jwt", "opentelemetry"]
)
def test_what_the_first_job_needs_is_not_loaded_to_index_the_functions(
    package: str, loaded: tuple[list[str], set[str]]
) -> None:
    assert package not in loaded[1]
