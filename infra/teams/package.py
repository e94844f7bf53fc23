"""The zip that an administrator uploads to Teams. The same settings give the same bytes, on any machine."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from infra.teams.manifest import FOLDER, build_manifest, localisation_file, other_languages
from infra.teams.settings import TeamsSettings

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / ".stage" / "passeur-teams.zip"
ICONS = ("color.png", "outline.png")
# The oldest moment that a zip can name: the real one would make every package differ.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644 << 16


def package_files(settings: TeamsSettings) -> Mapping[str, bytes]:
    """Every file of the package, by its name."""
    manifest = json.dumps(build_manifest(settings), ensure_ascii=False, indent=2) + "\n"
    return {
        "manifest.json": manifest.encode(),
        **{name: (FOLDER / "icons" / name).read_bytes() for name in ICONS},
        **{f"{language}.json": localisation_file(language).encode() for language in other_languages(settings)},
    }


def write_package(settings: TeamsSettings, target: Path = PACKAGE) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in sorted(package_files(settings).items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            # Stored as it is: compressors differ from one Python to another, and so would the bytes.
            archive.writestr(entry, content, zipfile.ZIP_STORED)
    return target
