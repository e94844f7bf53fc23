"""The Chromium that the browser tests drive: found, or installed by itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from infra.local.places import ROOT
from infra.local.setup.install import install
from infra.local.trouble import Trouble, speak_plainly

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_IN_PLAYWRIGHTS_CACHE = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
)


def find_chromium(environment: Mapping[str, str] = os.environ) -> Path | None:
    """PASSEUR_CHROMIUM when it is set, else one on the path, else Playwright's own."""
    chosen = environment.get("PASSEUR_CHROMIUM", "").strip()
    if chosen:
        if not runs(Path(chosen)):
            raise Trouble(f"PASSEUR_CHROMIUM={chosen} does not run: give the path of a Chromium or Chrome program.")
        return Path(chosen)
    on_the_path = (shutil.which(name, path=environment.get("PATH")) for name in _NAMES)
    candidates = [*(Path(found) for found in on_the_path if found), *_playwrights_own(environment)]
    return next(filter(runs, candidates), None)


def runs(program: Path) -> bool:
    """Whether it answers `--version`; a name on the path may be a stand-in that only says what to install."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own(environment: Mapping[str, str]) -> Iterable[Path]:
    home = Path(environment.get("HOME", "/"))
    elsewhere = environment.get("PLAYWRIGHT_BROWSERS_PATH", "").strip()
    caches = [home / ".cache" / "ms-playwright", home / "Library" / "Caches" / "ms-playwright"]
    for cache in [Path(elsewhere)] if elsewhere else caches:
        for pattern in _IN_PLAYWRIGHTS_CACHE:
            yield from sorted(cache.glob(pattern), reverse=True)


def install_chromium() -> Path:
    """Playwright's own download, else Debian's package; Trouble says how to do it by hand."""
    refusals = []
    for attempt in (_install_playwrights, _install_debians):
        try:
            attempt()
        except Trouble as trouble:
            refusals.append(str(trouble))
        found = find_chromium()
        if found is not None:
            return found
    raise Trouble(
        "The browser tests need Chromium, and it could not be installed here. Install Chromium or Chrome, or give its "
        "path as PASSEUR_CHROMIUM. What was tried:\n" + "\n".join(refusals)
    )


def _install_playwrights() -> None:
    install(
        "Chromium (Playwright's own)",
        [sys.executable, "-m", "playwright", "install", "chromium"],
        folder=ROOT,
        advice="Playwright could not download it.",
        patience=300,
    )


def _install_debians() -> None:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise Trouble(
            "Debian's package needs apt-get and root (`sudo apt-get install chromium fonts-noto-color-emoji`)."
        )
    advice = "Try `apt-get install chromium` by hand."
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install("Debian's list of packages", [*quiet, "update"], folder=ROOT, advice=advice)
    packages = ["chromium", "fonts-noto-color-emoji", "fonts-dejavu-core"]
    install("Chromium (Debian's package)", [*quiet, "install", "--yes", *packages], folder=ROOT, advice=advice)


def _main() -> None:
    found = find_chromium() or install_chromium()
    print(f"  Chromium: {found}", flush=True)


if __name__ == "__main__":
    sys.exit(speak_plainly(_main))
