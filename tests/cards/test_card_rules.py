import json
import re
from typing import Any

import pytest

from cards.kit import MOST_BYTES, size_of
from cards.signing import TOKEN
from cards.verbs import Verb
from cards.view import LOCALES
from tests.cards.model import faults
from tests.cards.reading import blocks, objects, of_type
from tests.cards.samples import CARDS, TENANT, TOLD, view

DRAWN = {f"{name}.{locale}": CARDS[name](view(locale)) for name in CARDS for locale in LOCALES}


@pytest.fixture(params=DRAWN)
def card(request: pytest.FixtureRequest) -> dict[str, Any]:
    return DRAWN[request.param]


def test_microsofts_model_knows_every_element_and_property(card: dict[str, Any]) -> None:
    assert faults(card) == []


def test_the_model_would_tell_a_misspelt_property() -> None:
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "a", "is_subtle": True}]}
    assert faults(card) == ["TextBlock: is_subtle"]


def test_the_model_would_tell_an_element_of_a_later_version() -> None:
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Badge", "text": "a"}]}
    assert faults(card) == ["Badge is not in version 1.5"]


def test_it_is_version_1_5_in_the_readers_language_with_words_for_who_cannot_see_it(
    card: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    assert card["version"] == "1.5"
    assert card["lang"] == request.node.callspec.params["card"].rsplit(".", 1)[1]
    assert card["fallbackText"]
    assert card["speak"]


def test_it_is_small_enough_for_teams_and_plain_json(card: dict[str, Any]) -> None:
    assert size_of(card) <= MOST_BYTES
    assert json.loads(json.dumps(card)) == card


def test_every_input_has_a_label_and_every_required_one_says_what_is_missing(card: dict[str, Any]) -> None:
    for each in of_type(card, "Input."):
        assert each["label"], each
        assert bool(each.get("isRequired")) == bool(each.get("errorMessage")), each


def test_every_execute_falls_back_to_a_submit_with_the_same_data(card: dict[str, Any]) -> None:
    for each in of_type(card, "Action.Execute"):
        fallback = each["fallback"]
        assert fallback["type"] == "Action.Submit"
        assert fallback["data"] == each["data"]
        assert fallback["title"] == each["title"]
        assert fallback.get("associatedInputs") == each.get("associatedInputs")


def test_ids_are_unique_and_what_is_toggled_exists(card: dict[str, Any]) -> None:
    ids = [each["id"] for each in objects(card) if "id" in each]
    assert len(ids) == len(set(ids))
    toggled = {target for each in of_type(card, "Action.ToggleVisibility") for target in each["targetElements"]}
    assert toggled <= set(ids)


def test_each_button_carries_a_token_of_its_own_verb_and_nothing_about_people(card: dict[str, Any]) -> None:
    reader = view("fr")
    for each in of_type(card, "Action."):
        if "data" not in each:
            continue
        assert set(each["data"]) <= {TOKEN, "msteams"}
        if TOKEN in each["data"]:
            token = reader.signer.read(each["data"][TOKEN])
            assert each.get("verb", token.verb) == token.verb
            assert isinstance(token.verb, Verb)
        else:
            assert each["data"]["msteams"]["type"] == "imBack"
    carried = json.dumps([each.get("data") for each in of_type(card, "Action.")])
    assert TENANT not in carried
    assert not any(share.author_id in carried for share in TOLD.values())


def test_every_button_has_words(card: dict[str, Any]) -> None:
    for each in of_type(card, "Action."):
        assert re.search(r"\w{3,}", each["title"])


def test_texts_wrap_and_no_colour_is_fixed(card: dict[str, Any]) -> None:
    assert all(each["wrap"] for each in of_type(card, "TextBlock"))
    assert "#" not in json.dumps([{name: each.get(name) for name in ("color", "style")} for each in objects(card)])


def test_what_is_wrong_is_said_with_a_sign_and_words_not_by_colour_alone(card: dict[str, Any]) -> None:
    for each in of_type(card, "TextBlock"):
        if each.get("color") == "Attention":
            assert re.match(r"⚠ \w.+\w{2,}", each["text"])


def test_links_are_https_and_show_their_host(card: dict[str, Any]) -> None:
    for text in blocks(card):
        for shown, address in re.findall(r"(?<!\\)\[(.+?)\]\((.+?)\)", text):
            assert address.startswith(f"https://{shown}")
