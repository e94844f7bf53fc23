from pathlib import Path

import pytest

from passeur.ambassadors.charter import LONGEST, our_charter, parse_charter
from passeur.ambassadors.terms import Signature
from passeur.setting_values import SettingsError
from passeur.settings import read_organisation
from tests.scenarios.house import ENVIRONMENT, FRIDAY
from tests.scenarios.terms_house import A_CHARTER


def test_ours_says_the_same_in_both_languages() -> None:
    french, english = (our_charter().text(locale) for locale in ("fr", "en"))
    assert [len(section.points) for section in french.sections] == [len(section.points) for section in english.sections]
    assert french.hash != english.hash
    assert len(french.hash) == 64


def test_the_smallest_change_of_words_is_another_text() -> None:
    before = parse_charter(A_CHARTER)
    for changed in ("Quelques  mots.", "Quelques mots", "quelques mots."):
        after = parse_charter(A_CHARTER.replace("Quelques mots.", changed))
        assert after.text("fr").hash != before.text("fr").hash
        assert after.text("en").hash == before.text("en").hash
        assert after.edition != before.edition
    assert parse_charter(A_CHARTER + "# a remark\n").edition == before.edition


def test_words_that_move_from_one_place_to_another_are_another_text() -> None:
    moved = A_CHARTER.replace('title = "Notre charte"\nintro = "Quelques mots."', 'title = "Notre"\nintro = "charte"')
    assert parse_charter(moved).text("fr").hash != parse_charter(A_CHARTER).text("fr").hash


def test_what_was_signed_is_what_stands_only_for_the_same_version_and_words() -> None:
    charter = parse_charter(A_CHARTER)
    signature = Signature(7, charter.text("en").hash, "en", FRIDAY)
    assert charter.is_signed_by(signature)
    assert not charter.is_signed_by(None)
    for other in (
        Signature(6, signature.hash, "en", FRIDAY),
        Signature(7, "0" * 64, "en", FRIDAY),
        Signature(7, signature.hash, "fr", FRIDAY),
        Signature(7, signature.hash, "de", FRIDAY),
    ):
        assert not charter.is_signed_by(other)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("version = 7", "", "version"),
        ("version = 7", "version = 0", "version"),
        ("version = 7", "version = true", "version"),
        ("version = 7", 'version = "7"', "version"),
        ("version = 7", "version = 10000", "version"),
        ("[en]", "[de]", "missing in en"),
        ('title = "Notre charte"', 'title = " "', "title"),
        ('closing = "Merci."', "closing = 3", "closing"),
        ("[[fr.sections]]", "[[fr.parts]]", "0 sections"),
        ('points = ["A new point."]', 'points = "A new point."', "points"),
        ('points = ["A new point."]', "points = [1]", "points"),
        ('title = "What changes"', "", "title"),
        ("Quelques mots.", "é" * LONGEST, "bytes"),
        ("version = 7", "version = ", "Invalid"),
    ],
)
def test_a_file_that_cannot_be_signed_is_refused_with_what_is_wrong(before: str, after: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_charter(A_CHARTER.replace(before, after, 1))


def test_a_setting_replaces_ours_and_names_the_file_that_cannot_be_used(tmp_path: Path) -> None:
    assert read_organisation(ENVIRONMENT).charter == our_charter()
    path = tmp_path / "charte.toml"
    path.write_text(A_CHARTER, encoding="utf-8")
    assert read_organisation({**ENVIRONMENT, "PASSEUR_CHARTER_FILE": str(path)}).charter.version == 7
    path.write_text("version = 7", encoding="utf-8")
    for name in ("PASSEUR_CHARTER_FILE", "PASSEUR_BOOT_CAMP_FILE"):
        with pytest.raises(SettingsError, match=name):
            read_organisation({**ENVIRONMENT, name: str(path)})
        with pytest.raises(SettingsError, match=f"{name} .* cannot be read"):
            read_organisation({**ENVIRONMENT, name: str(tmp_path / "nowhere.toml")})
