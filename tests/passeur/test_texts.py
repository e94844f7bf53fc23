import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.texts import folded, visible

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
HEAD_SHAKING = "🙂\u200d\u2194\ufe0f"


@pytest.mark.parametrize(
    "text",
    [
        "L’été, ça « marche »\u202f!\n\tOui.",
        FAMILY,
        ENGLAND,
        HEAD_SHAKING,
        "❤\ufe0f\u200d🔥 👩🏽\u200d💻 1\ufe0f\u20e3 🇫🇷",
        "می\u200cخواهم",
        "क्\u200dष क्\u200cष",
        "ශ්\u200dරී",
        "葛\U000e0100城",
        "\u06dd١٢",
        "한국어 漢字 שלום",
    ],
)
def test_what_is_seen_stays_as_it_was_written(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("co\u00adpi\u200blote\ufeff", "copilote"),
        ("a\u200db\u200cc", "abc"),
        ("\u3164mot\u2800\u115f", "mot"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\ufe0f\ufe0f\ufe0e", "a\ufe0f"),
        ("mot\U000e0041\U000e0042", "mot"),
        ("می\u200c", "می"),
        ("un\r\ndeux\u2028trois\rquatre", "un\ndeux\ntrois\nquatre"),
        ("e\u0301", "é"),
        ("\ud800\ufffe\U0001ffff", ""),
    ],
)
def test_what_nobody_sees_is_taken_out(written: str, seen: str) -> None:
    assert visible(written) == seen


@given(st.text(alphabet="a é\n\u00ad\u200b\u200c\u200d\ufe0f\u3164\u2800\u034f\u0301\u202e\U000e0067م👩", max_size=40))
def test_what_is_left_has_something_to_see_or_is_nothing(text: str) -> None:
    seen = visible(text)
    assert visible(seen) == seen
    assert not seen or any(unicodedata.category(each)[0] in "LNPS" for each in seen)


@pytest.mark.parametrize("written", ["Récap !", "  RECAP", "ré\u00adcap.", "re\u0301cap", "*récap*\u200b"])
def test_words_are_folded_to_what_everybody_types_alike(written: str) -> None:
    assert folded(written) == "recap"
