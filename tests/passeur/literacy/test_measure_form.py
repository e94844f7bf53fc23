import hashlib
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.errors import FormRefused, Problem
from passeur.literacy.measure_form import LONGEST, MeasureField, read_measure, typed_of
from passeur.literacy.measures import fingerprint_of

TODAY = date(2026, 11, 20)
TYPED = {
    "title": "Ce qu’un assistant ne sait pas",
    "audience": "Les chefs d’équipe",
    "about": "Ses limites",
    "starts": "2026-11-16",
    "ends": "2026-11-20",
    "link": "https://intranet.exemple.fr/ia",
    "material": "Un assistant répond toujours.",
    "participants": "48",
}


def problems(**typed: str) -> dict[str, Problem]:
    with pytest.raises(FormRefused) as refused:
        read_measure({**TYPED, **typed}, today=TODAY)
    return refused.value.problems


def test_a_measure_is_read_with_its_participants_down_to_a_multiple_of_five() -> None:
    content = read_measure(TYPED, today=TODAY)
    assert (content.title, content.audience, content.about) == (TYPED["title"], TYPED["audience"], "Ses limites")
    assert (content.starts_on, content.ends_on) == (date(2026, 11, 16), TODAY)
    assert content.participants == 45
    assert content.sha256 == hashlib.sha256("Un assistant répond toujours.".encode()).hexdigest()


def test_only_what_for_whom_and_when_are_needed() -> None:
    content = read_measure({"title": "Conférence", "audience": "Tous", "starts": "2026-11-20"}, today=TODAY)
    assert (content.ends_on, content.link, content.sha256, content.participants) == (None, "", "", None)


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("title", " \u200b ", Problem.MISSING),
        ("audience", "", Problem.MISSING),
        ("title", "x" * 151, Problem.TOO_LONG),
        ("about", "x" * 501, Problem.TOO_LONG),
        ("material", "x" * 4001, Problem.TOO_LONG),
        ("starts", "", Problem.NOT_A_DATE),
        ("starts", "16/11/2026", Problem.NOT_A_DATE),
        ("starts", "2026-11-21", Problem.TOO_LATE),
        ("starts", "2014-12-31", Problem.TOO_EARLY),
        ("ends", "2026-11-15", Problem.TOO_EARLY),
        ("ends", "2037-01-01", Problem.TOO_LATE),
        ("ends", "bientôt", Problem.NOT_A_DATE),
        ("link", "http://intranet.exemple.fr", Problem.NOT_HTTPS),
        ("link", "https://moi@exemple.fr", Problem.NOT_HTTPS),
        ("participants", "4", Problem.NOT_A_NUMBER),
        ("participants", "0", Problem.NOT_A_NUMBER),
        ("participants", "-10", Problem.NOT_A_NUMBER),
        ("participants", "une dizaine", Problem.NOT_A_NUMBER),
        ("participants", "12,5", Problem.NOT_A_NUMBER),
        ("participants", "1234567", Problem.NOT_A_NUMBER),
    ],
)
def test_what_is_wrong_with_a_field_is_said_of_that_field(field: str, typed: str, problem: Problem) -> None:
    assert problems(**{field: typed}) == {field: problem}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert set(problems(title="", starts="?", participants="2")) == {"title", "starts", "participants"}


@given(st.integers(0, 999_999))
def test_no_number_of_participants_tells_of_fewer_than_five_people_nor_does_a_difference(people: int) -> None:
    typed = {**TYPED, "participants": str(people)}
    if people < 5:
        assert problems(participants=str(people))
    else:
        kept = read_measure(typed, today=TODAY).participants
        assert kept is not None
        assert (kept % 5, people - kept < 5, kept >= 5) == (0, True, True)


def test_what_is_shown_to_be_corrected_reads_as_the_same_measure() -> None:
    content = read_measure(TYPED, today=TODAY)
    assert read_measure(typed_of(content), today=TODAY) == content
    assert set(LONGEST) <= set(MeasureField)


def test_the_fingerprint_of_a_text_is_what_other_tools_find(tmp_path: Path) -> None:
    """What docs/literacy.md tells whoever has the text to do."""
    text = "Première ligne\nDeuxième ligne : « l’IA »"
    (tmp_path / "support.txt").write_text(text + "\n", encoding="utf-8")
    command = "printf '%s' \"$(cat support.txt)\" | sha256sum"
    found = subprocess.run(["/bin/sh", "-euc", command], cwd=tmp_path, capture_output=True, check=True, text=True)  # noqa: S603  # what the documentation says
    for typed in (text, text.replace("\n", "\r\n"), f"  {text}\n\n"):
        assert fingerprint_of(typed) == found.stdout.split()[0]


def test_a_fingerprint_that_somebody_worked_out_from_a_file_is_kept_as_it_is() -> None:
    digits = hashlib.sha256(b"a presentation").hexdigest()
    assert fingerprint_of(f" {digits.upper()}\n") == digits
    assert fingerprint_of(digits[:-1]) != digits[:-1]
    assert fingerprint_of(" \n ") == ""
