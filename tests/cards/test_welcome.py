from dataclasses import replace

from cards.help import help_card, not_understood_card
from cards.signing import TOKEN
from cards.verbs import Verb
from cards.welcome import SITE, TRADE, greeting_card
from tests.cards.reading import button, field, of_type, shown
from tests.cards.samples import ORGANISATION, PERSON, view

FRENCH = view("fr")


def test_what_is_known_is_chosen_already() -> None:
    card = greeting_card(FRENCH, PERSON)
    assert field(card, TRADE)["value"] == "achats"
    assert field(card, SITE)["value"] == "nantes"


def test_nobody_has_to_answer() -> None:
    card = greeting_card(FRENCH, None)
    assert not any(each.get("isRequired") for each in of_type(card, "Input."))
    assert button(card, "Plus tard")["associatedInputs"] == "none"


def test_an_organisation_without_lists_is_asked_nothing() -> None:
    card = greeting_card(replace(FRENCH, organisation=replace(ORGANISATION, trades=(), sites=())), None)
    assert of_type(card, "Input.") == []
    assert [each["title"] for each in card["actions"]] == ["Partager un cas d’usage"]


def test_the_share_button_opens_the_form_whatever_was_chosen_above_it() -> None:
    share = button(greeting_card(FRENCH, None), "Partager un cas d’usage")
    assert share["associatedInputs"] == "none"
    assert FRENCH.signer.read(share["data"][TOKEN]).verb is Verb.OPEN_SHARE


def test_only_the_programme_lead_is_told_of_the_recap() -> None:
    assert "récap" not in shown(help_card(FRENCH, lead=False))
    assert "récap" in shown(help_card(FRENCH, lead=True))


def test_the_way_out_of_a_misunderstanding_is_help() -> None:
    assert button(not_understood_card(FRENCH), "Aide")["verb"] == Verb.HELP
