import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from infra.local.chromium import find_chromium
from infra.local.places import LOCAL, PACKAGE, PACKAGE_LOCK, REQUIREMENTS, ROOT
from infra.local.setup.install import install
from infra.local.setup.packages import pip_install
from infra.local.setup.stamps import fingerprint, is_done, mark_done
from infra.local.trouble import Trouble


def _program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def _ask(path: Path, *command: str | Path, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(path), "HOME": str(path), **variables}
    return subprocess.run(  # noqa: S603 - programs that the test wrote
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (None, "node is missing: install Node.js 20 or newer"),
        ("echo v18.20.1", "Node.js 20 or newer is needed, and this machine has v18.20.1"),
        ("exit 3", "repair Node.js"),
    ],
)
def test_a_missing_or_old_node_is_one_sentence(tmp_path: Path, node: str | None, sentence: str) -> None:
    if node is not None:
        _program(tmp_path, "node", node)
        _program(tmp_path, "npm", "exit 0")
    done = _ask(tmp_path, sys.executable, "-m", "infra.local.setup")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_python_that_does_not_fit_is_refused_by_name(tmp_path: Path) -> None:
    _program(tmp_path, "old-python", "exit 1")
    done = _ask(tmp_path, "/bin/sh", "infra/local/find-python.sh", PYTHON=str(tmp_path / "old-python"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "old-python does not run, or is not Python 3.11, 3.12 or 3.13" in done.stderr


def test_a_stand_in_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    _program(tmp_path, "python3.12", "exit 127")
    (tmp_path / "python3").symlink_to(sys.executable)
    done = _ask(tmp_path, "/bin/sh", "infra/local/find-python.sh")
    assert (done.returncode, done.stdout.strip()) == (0, "python3")


def test_no_python_at_all_is_a_sentence(tmp_path: Path) -> None:
    done = _ask(tmp_path, "/bin/sh", "infra/local/find-python.sh")
    assert done.returncode == 1
    assert "install one, or give its path as PYTHON=" in done.stderr


def test_a_failed_install_tells_its_last_lines_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as told:
        install("a thing", ["sh", "-c", "echo no route; exit 3"], folder=tmp_path, advice="Check the network.")
    assert "Installing a thing failed. Check the network. It said:\n    no route" in str(told.value)


def test_an_install_that_hangs_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="more than 0 seconds"):
        install("a thing", ["sleep", "60"], folder=tmp_path, advice="", patience=0.2)


def test_set_up_is_done_again_only_when_a_lock_or_the_python_changed(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("a==1")
    done = fingerprint([lock], "3.11.7")
    assert not is_done(stamp, done)
    mark_done(stamp, done)
    assert is_done(stamp, done)
    assert not is_done(stamp, fingerprint([lock], "3.13.0"))
    lock.write_text("a==2")
    assert not is_done(stamp, fingerprint([lock], "3.11.7"))


@pytest.mark.parametrize("shared", [".venv", "infra/local/node_modules"])
def test_what_a_link_leads_to_is_never_cleared_for_another_lock(tmp_path: Path, shared: str) -> None:
    copy, elsewhere, programs = tmp_path / "copy", tmp_path / "elsewhere", tmp_path / "programs"
    for each in (copy / "infra", elsewhere, programs):
        each.mkdir(parents=True)
    (elsewhere / "installed").write_text("from another lock")
    shutil.copy(ROOT / "infra" / "__init__.py", copy / "infra")
    shutil.copytree(LOCAL, copy / "infra" / "local", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    _program(programs, "node", "echo v22.1.0")
    _program(programs, "npm", f"rm -rf {elsewhere}/*")
    (copy / ".venv").mkdir()
    mark_done(copy / ".venv" / "installed", fingerprint([REQUIREMENTS], platform.python_version(), platform.machine()))
    if shared == ".venv":
        shutil.rmtree(copy / ".venv")
    (copy / shared).symlink_to(elsewhere)

    done = _ask(programs, sys.executable, "-m", "infra.local.setup", folder=copy)

    assert done.returncode == 1
    assert f"{Path(shared).name} is a link to {elsewhere}" in done.stderr
    assert f"`rm {copy / shared}`, then run the command again" in done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in elsewhere.iterdir()] == ["installed"]


def test_a_chromium_that_is_chosen_but_does_not_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="PASSEUR_CHROMIUM"):
        find_chromium({"PASSEUR_CHROMIUM": str(tmp_path / "nothing")})


def test_chromium_is_found_by_variable_then_on_the_path_then_in_playwrights_cache(tmp_path: Path) -> None:
    on_path, cache = tmp_path / "bin", tmp_path / ".cache" / "ms-playwright" / "chromium-1234" / "chrome-linux"
    on_path.mkdir()
    cache.mkdir(parents=True)
    environment = {"PATH": str(on_path), "HOME": str(tmp_path)}
    assert find_chromium(environment) is None
    _program(cache, "chrome", "exit 0")
    assert find_chromium(environment) == cache / "chrome"
    _program(on_path, "chromium", "exit 0")
    assert find_chromium(environment) == on_path / "chromium"
    _program(on_path, "chromium", "exit 127")
    assert find_chromium(environment) == cache / "chrome"
    _program(on_path, "mine", "exit 0")
    assert find_chromium({**environment, "PASSEUR_CHROMIUM": str(on_path / "mine")}) == on_path / "mine"


def test_the_python_lock_is_complete_and_fits_the_project() -> None:
    lines = [line for line in REQUIREMENTS.read_text().splitlines() if line and not line.startswith(("#", " "))]
    locked = [Requirement(line.removesuffix(" \\")) for line in lines]
    assert all(re.fullmatch(r"==[\w.]+", str(requirement.specifier)) for requirement in locked)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        for python in ("3.11", "3.12", "3.13"):
            where = {"python_version": python, "python_full_version": f"{python}.0"}
            if wanted.marker is None or wanted.marker.evaluate(where):
                found = [
                    each
                    for each in locked
                    if each.name == wanted.name.lower() and (each.marker is None or each.marker.evaluate(where))
                ]
                assert len(found) == 1, f"{text} on {python}"
                version = str(found[0].specifier).removeprefix("==")
                assert wanted.specifier.contains(version), f"{text}, but {version} is locked"


def test_every_package_of_the_python_lock_has_the_hashes_of_its_files_and_names_no_place() -> None:
    text = REQUIREMENTS.read_text()
    packages = [each for each in re.split(r"\n(?=[a-z])", text) if not each.startswith("#")]
    assert len(packages) > 100
    whole = re.compile(r"\S+==\S+( ; [^\\\n]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n?)+")
    assert [each for each in packages if not whole.fullmatch(each)] == []
    assert "--generate-hashes" in text.partition("\n\n")[0]
    assert "://" not in text


def test_an_install_without_the_right_hash_is_refused(tmp_path: Path) -> None:
    """What pip is told is what makes the hashes count, so pip itself is asked, with a package made here."""
    wheel = tmp_path / "made_here-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("made_here-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: made-here\nVersion: 1.0\n")
        made.writestr("made_here-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        made.writestr("made_here-1.0.dist-info/RECORD", "")
    good = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for lines, code in (
        (f"made-here==1.0 --hash=sha256:{good}", 0),
        (f"made-here==1.0 --hash=sha256:{'0' * 64}", 1),
        ("made-here==1.0", 1),
    ):
        lock = tmp_path / "lock.txt"
        lock.write_text(lines)
        where: list[str | Path] = [
            "--no-index",
            "--find-links",
            tmp_path,
            "--target",
            tmp_path / f"to{code}",
            "--no-deps",
        ]
        done = _ask(tmp_path, *pip_install(Path(sys.executable), lock), *where)
        assert done.returncode == code, done.stderr


def test_the_node_lock_pins_every_package_by_its_content_and_names_no_place() -> None:
    lock = json.loads(PACKAGE_LOCK.read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("integrity" in entry for entry in packages.values())
    assert all("resolved" not in entry for entry in packages.values())
    assert lock["packages"][""]["dependencies"] == json.loads(PACKAGE.read_text())["dependencies"]


def test_continuous_integration_runs_the_one_command_of_the_readme() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("make test")
