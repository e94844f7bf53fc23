"""`make teams-package`: one zip with exactly its files, the same bytes each time, or plain sentences."""

import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from infra.teams.__main__ import make_package, product_version
from infra.teams.icons import FOLDER, ICONS, Icon, draw
from infra.teams.package import write_package
from infra.teams.settings import read_teams_settings
from passeur.setting_values import SettingsError
from tests.teams.organisation import SETTINGS

ROOT = Path(__file__).parents[2]


def test_the_zip_holds_exactly_what_teams_wants(tmp_path: Path) -> None:
    package = write_package(read_teams_settings(SETTINGS, version="1.0.0"), tmp_path / "app.zip")
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["color.png", "en.json", "manifest.json", "outline.png"]
        manifest = json.loads(archive.read("manifest.json"))
        named = {*manifest["icons"].values(), *(e["file"] for e in manifest["localizationInfo"]["additionalLanguages"])}
    assert named == {"color.png", "outline.png", "en.json"}


def test_the_same_settings_give_the_same_bytes(tmp_path: Path) -> None:
    settings = read_teams_settings(SETTINGS, version="1.0.0")
    first, second = write_package(settings, tmp_path / "1.zip"), write_package(settings, tmp_path / "2.zip")
    other = write_package(read_teams_settings(SETTINGS, version="1.0.1"), tmp_path / "3.zip")
    assert first.read_bytes() == second.read_bytes() != other.read_bytes()
    with zipfile.ZipFile(first) as archive:
        # Nothing of the moment, of the machine or of its compressor is in it.
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.compress_type, entry.create_system) for entry in archive.infolist()} == {(zipfile.ZIP_STORED, 3)}


def test_the_command_makes_the_package_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_package(SETTINGS, tmp_path / "new" / "app.zip") == 0
    assert zipfile.is_zipfile(tmp_path / "new" / "app.zip")
    assert f"version {product_version()}" in capsys.readouterr().out


def test_without_settings_each_that_is_missing_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PASSEUR_")}
    done = subprocess.run(  # our own program, with this Python
        [sys.executable, "-m", "infra.teams"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    said = done.stderr.splitlines()
    assert said[0] == "The Teams package is not made."
    assert [line.split()[0] for line in said[1:]] == list(SETTINGS)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PASSEUR_APP_ID", "passeur", "PASSEUR_APP_ID is 'passeur': Teams wants an id such as"),
        ("PASSEUR_TEAMS_DEVELOPER", "A" * 33, "has 33 characters: Teams takes 32"),
        ("PASSEUR_TEAMS_WEBSITE", "http://intranet.example", "begins with https://"),
        ("PASSEUR_TEAMS_PRIVACY", "https://", "begins with https://"),
        ("PASSEUR_TEAMS_TERMS", "https://user:word@intranet.example/", "begins with https://"),
        ("PASSEUR_TEAMS_TERMS", "https://[", "begins with https://"),
        ("PASSEUR_TEAMS_TERMS", "https://intranet.example/" + "a" * 2048, "begins with https://"),
        ("PASSEUR_TEAMS_WEBSITE", "https://intranet.example/a page", "begins with https://"),
        ("PASSEUR_LOCALE", "de", "give one of fr, en"),
        ("PASSEUR_TEAMS_VERSION", "1.0", "give three numbers such as 1.0.0"),
        ("PASSEUR_TEAMS_VERSION", "01.0.0", "give three numbers such as 1.0.0"),
    ],
)
def test_a_setting_that_teams_would_refuse_is_told_in_one_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as told:
        read_teams_settings({**SETTINGS, name: value}, version="1.0.0")
    assert name in str(told.value)
    assert said in str(told.value)
    assert len(str(told.value).splitlines()) == 1


@pytest.mark.parametrize("name", list(ICONS))
def test_an_icon_is_what_our_code_draws(name: str) -> None:
    size, pixels = read_png(FOLDER / name)
    assert size == ICONS[name].size
    assert pixels == draw(ICONS[name])


def test_the_outline_icon_is_white_on_nothing_and_the_other_fills_its_square() -> None:
    outline, color = draw(ICONS["outline.png"]), draw(ICONS["color.png"])
    shown = [outline[at : at + 4] for at in range(0, len(outline), 4) if outline[at + 3]]
    assert {pixel[:3] for pixel in shown} == {b"\xff\xff\xff"}
    assert 0.1 < len(shown) / (len(outline) / 4) < 0.7
    assert set(color[3::4]) == {255}


def test_the_symbol_stays_where_teams_crops_nothing() -> None:
    icon: Icon = ICONS["color.png"]
    pixels = draw(icon)
    ground = pixels[:4]
    drawn = [at // 4 for at in range(0, len(pixels), 4) if pixels[at : at + 4] != ground]
    columns, rows = {each % icon.size for each in drawn}, {each // icon.size for each in drawn}
    assert min(columns | rows) >= 48
    assert max(columns | rows) < 144


def read_png(path: Path) -> tuple[int, bytes]:
    """The side and the pixels of a square PNG of eight bits, with opacity, whose rows are not filtered."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (width, depth, kind) == (height, 8, 6)
    rows = zlib.decompress(chunks[b"IDAT"])
    step = width * 4 + 1
    assert set(rows[::step]) == {0}
    return width, b"".join(rows[start + 1 : start + step] for start in range(0, len(rows), step))
