import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.text import cut, escaped, escaped_lines, line, plain, typed

PIECES = (
    "Comparer trois devis",
    "l’été, ça « marche » !",
    "[Mon RH](https://evil.example)",
    "![image](https://evil.example/a.png)",
    "<at>Camille</at>",
    "< / AT >",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "[a]: https://evil.example",
    "${secret}",
    "{{DATE(2026-11-17T08:00:00Z)}}",
    "**gras** _italique_ ~~barré~~ `code`",
    "- un\n- deux\n1. trois\n2) quatre\n+ cinq\n# six\n> sept",
    "===\n---\n***",
    "&lt;at&gt; &#42;gras&#42;",
    "\\*\\[\\",
    "שלום עולם",
    "مرحبا",
    "\u202egnp.exe\u202c\u2066\u2069",
    "a\u200bb\u200c\u200d\ufeff\u00ad",
    "👩‍💻👨‍👩‍👧‍👦🏳️‍🌈🇫🇷👍🏽",
    "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "\r\n\n\n\n\u2028\u0085\v\t",
    "\ud800",
    "x" * 300,
)
WILD = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=30).map(" ".join)
MARKDOWN = MarkdownIt("commonmark", {"linkify": False}).enable("strikethrough")
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def read_as_markdown(text: str) -> tuple[set[str], str]:
    """What a client makes of a block: the kinds of marks that it sees, and the words that it shows."""
    kinds: set[str] = set()
    shown: list[str] = []
    for token in MARKDOWN.parse(text):
        kinds.add(token.type)
        for child in token.children or []:
            kinds.add(child.type)
            shown.append(child.content)
    return kinds, "".join(shown)


@given(WILD)
def test_an_escaped_text_is_no_markdown_and_shows_what_was_written(text: str) -> None:
    kinds, shown = read_as_markdown(escaped(text))
    assert kinds <= {"paragraph_open", "inline", "text", "paragraph_close", "text_special"}
    # Spaces aside: a run gets one where a mention or a template would begin.
    assert "".join(shown.split()) == "".join(line(text).split())


@given(WILD)
def test_escaped_lines_are_paragraphs_and_nothing_else(text: str) -> None:
    kinds, shown = read_as_markdown(escaped_lines(plain(text)))
    assert kinds <= {"paragraph_open", "inline", "text", "paragraph_close", "text_special"}
    assert "".join(shown.split()) == "".join(plain(text).split())


@given(WILD)
def test_nothing_hidden_is_left_in_any_text(text: str) -> None:
    for made in (plain(text), line(text), escaped(text)):
        assert not HIDDEN.search(made.replace("\n", ""))
        made.encode()
        assert not re.search(r"[\u0300-\u036f]{5}", made)


@given(WILD)
def test_no_text_holds_a_mention_or_a_template(text: str) -> None:
    for made in (plain(text), line(text), escaped(text)):
        assert not re.search(r"(?<!\\)</?at\b", made, re.IGNORECASE)
        assert "${" not in made
        assert "{{" not in made


@given(WILD, st.integers(min_value=1, max_value=60))
def test_a_cut_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest


@given(
    st.lists(st.sampled_from(["a", "é", "e\u0301", "👍🏽", "👩‍💻", "🇫🇷", "🏳️‍🌈", "한"]), max_size=20), st.integers(1, 25)
)
def test_a_cut_never_goes_through_what_is_read_as_one_character(clusters: list[str], longest: int) -> None:
    made = cut("".join(clusters), longest).removesuffix("…")
    starts = {"".join(clusters[:count]) for count in range(len(clusters) + 1)}
    assert made in starts


@given(WILD)
def test_what_goes_back_into_an_input_is_what_was_typed_without_controls(text: str) -> None:
    assert typed(text) == "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def test_a_text_is_cut_between_words_unless_its_last_word_is_very_long() -> None:
    assert cut("Trois tickets fermés ce trimestre", 28) == "Trois tickets fermés ce…"
    assert cut("Voir " + "a" * 60, 30) == "Voir " + "a" * 24 + "…"


def test_ten_thousand_characters_are_cut_with_an_ellipsis() -> None:
    assert line("mot " * 2500, 200) == ("mot " * 50)[:199].rstrip() + "…"
    assert len(plain("x" * 10_000, 600)) == 600


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("C# et R&D : 50 % (environ)", "C# et R&D : 50 % \\(environ\\)"),
        ("- tiret", "\\- tiret"),
        ("12. liste", "12\\. liste"),
        ("snake_case", "snake\\_case"),
        ("# titre", "\\# titre"),
        ("&lt;", "\\&lt;"),
        ("Vraiment\u202f? Oui\u00a0: 5\u00a0%", "Vraiment\u202f? Oui\u00a0: 5\u00a0%"),
        ("https://a.example", "https:\\//a.example"),
    ],
)
def test_ordinary_texts_stay_readable_in_a_block(written: str, made: str) -> None:
    assert escaped(written) == made


def test_a_run_keeps_lines_and_shows_signs_as_they_are() -> None:
    assert plain("1. *un*\r\n\n\n\n2. [deux](x)  \u200b") == "1. *un*\n\n2. [deux](x)"


def test_the_emoji_joiner_stays_between_pictures_only() -> None:
    assert line("👩\u200d💻 a\u200db") == "👩\u200d💻 ab"


def test_a_text_of_blanks_is_nothing() -> None:
    assert line("\u3164\u2800 \ufe0f\u00ad") == plain("\u115f\n\u061c") == ""


def test_lines_with_a_word_too_long_for_a_run_become_paragraphs_of_a_block() -> None:
    assert escaped_lines("- un *mot*\n\n" + "x" * 40) == "\\- un \\*mot\\*\n\n" + "x" * 40
