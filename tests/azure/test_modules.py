"""The modules fit together: what each is given is what it declares, and what is read of it is what it gives."""

import json
import re
from pathlib import Path

import pytest

from tests.azure.bicep import AZURE, FILES, MAIN, MODULES, configuration, read_bicep


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_whole(path: Path) -> None:
    bicep = read_bicep(path)
    declared = re.findall(r"^\s*(param|var|resource|module|output) (\w+)", bicep.code, re.MULTILINE)
    read = {
        "param": "parameters",
        "var": "variables",
        "resource": "resources",
        "module": "modules",
        "output": "outputs",
    }
    assert declared
    assert [name for kind, name in declared if name not in bicep.names(read[kind])] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_name_is_used_that_is_not_declared(path: Path) -> None:
    assert read_bicep(path).unknown_words == set()


def test_a_name_that_is_not_declared_would_be_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.bicep"
    wrong.write_text(
        "param name string\nvar whole = '${nane}-x'\nvar other = { key: naem }\noutput all string = whole\n"
    )
    assert read_bicep(wrong).unknown_words == {"nane", "naem"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_declared_that_is_not_used(path: Path) -> None:
    bicep = read_bicep(path)
    # A declaration names it once; a resource that nothing else speaks of is made all the same.
    names = [*bicep.names("parameters"), *bicep.names("variables")]
    assert [name for name in names if bicep.uses(name) < 2] == []


def test_every_module_is_deployed_and_every_one_that_is_deployed_is_there() -> None:
    deployed = {AZURE / each["detail"]["path"] for each in read_bicep(MAIN).names("modules").values()}
    assert deployed == set(MODULES)


def test_each_module_is_given_exactly_what_it_declares() -> None:
    main = read_bicep(MAIN)
    faults = {}
    for name, call in main.names("modules").items():
        module = read_bicep(AZURE / call["detail"]["path"])
        given = set(configuration(call).get("params", {}))
        missing, unknown = module.required - given, given - set(module.names("parameters"))
        if missing or unknown:
            faults[name] = (missing, unknown)
    assert faults == {}


def test_what_is_read_of_a_module_is_what_it_gives() -> None:
    main = read_bicep(MAIN)
    modules = {n: read_bicep(AZURE / c["detail"]["path"]) for n, c in main.names("modules").items()}
    read = re.findall(r"(\w+)\.outputs\.(\w+)", main.code)
    assert len(read) > 20
    assert [(name, output) for name, output in read if output not in modules[name].names("outputs")] == []
    # A module that may not be deployed has nothing that could be read.
    assert "budget" not in {name for name, _ in read}


def test_each_output_of_a_module_is_read() -> None:
    main = read_bicep(MAIN)
    read = set(re.findall(r"(\w+)\.outputs\.(\w+)", main.code))
    given = {
        (name, output)
        for name, call in main.names("modules").items()
        for output in read_bicep(AZURE / call["detail"]["path"]).names("outputs")
    }
    assert given == read


def test_the_parameters_are_those_of_main_and_none_that_it_needs_is_missing() -> None:
    main = read_bicep(MAIN)
    given = json.loads((AZURE / "main.parameters.json").read_text(encoding="utf-8"))["parameters"]
    assert set(given) <= set(main.names("parameters"))
    assert main.required <= set(given)


def test_a_default_of_the_parameters_is_the_default_of_the_template() -> None:
    main = read_bicep(MAIN)
    given = json.loads((AZURE / "main.parameters.json").read_text(encoding="utf-8"))["parameters"]
    told = {n: re.fullmatch(r"\$\{\w+=(.*)\}", p["value"]) for n, p in given.items() if isinstance(p["value"], str)}
    defaults = {name: match[1] for name, match in told.items() if match}
    template = {name: main.names("parameters")[name]["default"] for name in defaults}
    assert len(defaults) > 8
    assert defaults == {
        name: str(value).lower() if value in (True, False) else str(value) for name, value in template.items()
    }


def test_every_resource_carries_the_tags() -> None:
    """Those that can: rights, logging and parts of another resource carry none."""
    without = (
        "roleAssignments",
        "diagnosticSettings",
        "basicPublishing",
        "Services",
        "containers",
        "channels",
        "budgets",
        "workspaces/tables",
    )
    untagged = [
        (path.stem, name)
        for path in FILES
        for name, each in read_bicep(path).names("resources").items()
        if not each["existing"] and not any(part in each["type"] for part in without)
        if "tags" not in configuration(each)
    ]
    assert untagged == []


def test_the_page_names_every_setting_of_the_deployment_and_its_default() -> None:
    parameters = (AZURE / "main.parameters.json").read_text(encoding="utf-8")
    settings = dict(re.findall(r"\$\{(PASSEUR_AZURE_\w+)=?([^}]*)\}", parameters))
    page = (AZURE.parents[1] / "docs" / "azure.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`PASSEUR_AZURE_[^|]+) \| ([^|]+) \|", page, re.MULTILINE)
    told = {name: defaults for names, defaults in rows for name in re.findall(r"`(\w+)`", names)}
    assert set(told) == set(settings)
    assert [name for name, defaults in told.items() if settings[name] not in defaults] == []
