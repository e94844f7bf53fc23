from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.errors import FormRefused, Problem
from passeur.sharing.links import is_safe_link
from passeur.sharing.share_form import LONGEST, Field, read_gain, read_share_form
from passeur.sharing.shares import GainPer, GainUnit, TimeGain

TRADES = frozenset({"rh", "finance"})
TYPED: dict[str, str] = {
    Field.TOOL: "Copilot dans Excel",
    Field.USE_CASE: "Rapprocher les factures et les commandes en fin de mois.",
    Field.GAIN_VALUE: "1,5",
    Field.GAIN_UNIT: "hours",
    Field.GAIN_PER: "week",
    Field.LIMITS: "Il se trompe sur les avoirs partiels.",
    Field.WHEN_NOT: "Jamais sur des données de paie.",
    Field.LINK: "https://example.org/guide",
    Field.PROMPT: "Compare ces deux tableaux…",
    Field.TRADE: "finance",
}


def problems(**changed: str) -> dict[str, Problem]:
    with pytest.raises(FormRefused) as refused:
        read_share_form({**TYPED, **changed}, TRADES)
    return refused.value.problems


def test_a_complete_form_becomes_a_content() -> None:
    content = read_share_form(TYPED, TRADES)
    assert content.tool == "Copilot dans Excel"
    assert content.gain == TimeGain(Decimal("1.5"), GainUnit.HOURS, GainPer.WEEK)
    assert content.trade == "finance"


def test_an_empty_form_names_every_field_that_is_needed() -> None:
    with pytest.raises(FormRefused) as refused:
        read_share_form({}, TRADES)
    needed = set(Field) - {Field.LINK, Field.PROMPT}
    assert refused.value.problems == dict.fromkeys(needed, Problem.MISSING)


def test_link_and_prompt_can_be_left_empty() -> None:
    content = read_share_form({**TYPED, Field.LINK: "", Field.PROMPT: " "}, TRADES)
    assert (content.link, content.prompt) == ("", "")


@pytest.mark.parametrize("field", list(LONGEST))
def test_ten_thousand_characters_are_too_long(field: Field) -> None:
    assert problems(**{field: "é" * 10_000}) == {field: Problem.TOO_LONG}


@pytest.mark.parametrize("field", [Field.USE_CASE, Field.LIMITS, Field.WHEN_NOT])
def test_a_word_is_too_short_to_help_a_colleague(field: Field) -> None:
    assert problems(**{field: "aucune"}) == {field: Problem.TOO_SHORT}


@pytest.mark.parametrize(
    "invisible",
    [
        "\u200b" * 40,
        "\u202e\u2066",
        "\ufeff",
        "\x00\x07",
        "\u3164" * 12,
        "\u115f\u1160" * 6,
        "\uffa0" * 12,
        "\u00ad" * 12,
        "\u2800" * 12,
        "\u034f" * 12,
        "\u061c" * 12,
        "\u180e" * 12,
        "\ufe0f" * 12,
        "\U000e0100" * 12,
        "\u200d\u200c" * 6,
        "\U000e0041" * 12,
        "\u0301" * 12,
        "\u3000\u00a0\u2800\n\u3164\t\ufe0f",
    ],
)
def test_a_text_of_invisible_characters_is_empty(invisible: str) -> None:
    assert problems(**{Field.USE_CASE: invisible}) == {Field.USE_CASE: Problem.MISSING}


def test_right_to_left_text_and_emoji_stay() -> None:
    content = read_share_form({**TYPED, Field.USE_CASE: "تلخيص محاضر الاجتماعات 👩‍💻 وترجمتها"}, TRADES)
    assert content.use_case == "تلخيص محاضر الاجتماعات 👩‍💻 وترجمتها"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.MISSING),
        ("beaucoup", Problem.NOT_A_NUMBER),
        ("1e3", Problem.NOT_A_NUMBER),
        ("NaN", Problem.NOT_A_NUMBER),
        ("99999999", Problem.NOT_A_NUMBER),
        ("٣", Problem.NOT_A_NUMBER),
        ("0", Problem.NOT_POSITIVE),
        ("-2", Problem.NOT_POSITIVE),
    ],
)
def test_what_is_no_gain_is_said_beside_the_field(typed: str, problem: Problem) -> None:
    assert problems(**{Field.GAIN_VALUE: typed}) == {Field.GAIN_VALUE: problem}


@pytest.mark.parametrize(
    ("typed", "value"), [("1,5", "1.5"), ("1.5", "1.5"), ("1 200", "1200"), ("1\u202f200", "1200")]
)
def test_numbers_are_read_as_french_and_english_hands_write_them(typed: str, value: str) -> None:
    gain = read_gain({Field.GAIN_VALUE: typed, Field.GAIN_UNIT: "minutes", Field.GAIN_PER: "day"})
    assert gain == TimeGain(Decimal(value), GainUnit.MINUTES, GainPer.DAY)


def test_somebody_who_tried_need_not_say_a_gain() -> None:
    assert read_gain({}) is None


@pytest.mark.parametrize("field", [Field.GAIN_UNIT, Field.GAIN_PER, Field.TRADE])
def test_a_choice_that_the_card_never_offered_is_refused(field: Field) -> None:
    assert problems(**{field: "centuries"}) == {field: Problem.UNKNOWN_CHOICE}


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user@example.org",
        "https://intranet.example.org:443@evil.example",
        "https://example.org\\@evil.example",
        "https://exa mple.org",
        "https://[::1",
        "https://[::1]/",
        "https://*.example.org",
        "https://exa%6dple.org",
        "https://a..example.org",
        "https://example.org:99999",
        "ftp://example.org",
        "data:text/html,hello",
        "//example.org",
        "example.org",
    ],
)
def test_only_a_plain_https_link_is_kept(link: str) -> None:
    assert not is_safe_link(link)
    assert problems(**{Field.LINK: link}) == {Field.LINK: Problem.NOT_HTTPS}


@pytest.mark.parametrize(
    "link", ["https://mon_serveur.example.org/a", "https://192.0.2.7/a", "https://münchen.example"]
)
def test_a_link_whose_host_can_be_shown_is_kept(link: str) -> None:
    assert read_share_form({**TYPED, Field.LINK: link}, TRADES).link == link


@given(st.dictionaries(st.sampled_from([str(field) for field in Field]), st.text(max_size=700)))
def test_any_text_gives_a_content_or_a_refusal_that_names_fields(typed: dict[str, str]) -> None:
    problems = _problems(typed)
    assert problems is None or (problems and set(problems) <= set(Field))


def _problems(typed: dict[str, str]) -> dict[str, Problem] | None:
    try:
        read_share_form(typed, TRADES)
    except FormRefused as refused:
        return refused.problems
    return None
