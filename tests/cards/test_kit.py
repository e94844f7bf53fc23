import pytest

from cards.kit import InputText, TextBlock, card, make, size_of, to_plain


def test_an_unknown_property_is_refused_rather_than_dropped() -> None:
    with pytest.raises(TypeError, match="no property 'is_required'"):
        make(InputText, id="tool", is_required=True)


def test_a_value_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        make(InputText, id="tool", maxLength="80")


def test_none_leaves_a_property_out() -> None:
    assert to_plain(make(InputText, id="tool", placeholder=None)) == {"type": "Input.Text", "id": "tool"}


def test_a_card_is_nothing_but_plain_json() -> None:
    drawn = card(lang="fr", summary="Bonjour", body=[make(TextBlock, text="é", style="heading")])
    assert drawn == {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "fr",
        "speak": "Bonjour",
        "fallbackText": "Bonjour",
        "body": [{"type": "TextBlock", "text": "é", "style": "heading"}],
    }


def test_the_size_counts_bytes_as_teams_receives_them() -> None:
    assert size_of({"a": "é😀"}) == len('{"a":"é😀"}'.encode())
