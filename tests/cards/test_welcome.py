from dataclasses import replace

from cards.help import Reader, help_card, not_understood_card
from cards.signing import TOKEN
from cards.verbs import Verb
from cards.welcome import SITE, TRADE, greeting_card, profile_card
from passeur.organisation import Choice
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


def test_only_the_programme_lead_is_told_how_to_publish_the_recap() -> None:
    assert "envoyer ensuite" not in shown(help_card(FRENCH, Reader(reads=True, dpo=True)))
    assert "envoyer ensuite" in shown(help_card(FRENCH, Reader(lead=True)))


def test_among_others_help_says_that_the_name_goes_before_the_word() -> None:
    assert "@Passeur partager" in shown(help_card(FRENCH, Reader(in_private=False)))


def test_who_answered_already_has_nothing_to_leave_for_later() -> None:
    assert "Plus tard" not in [each["title"] for each in profile_card(FRENCH, PERSON)["actions"]]


def test_trades_stand_in_the_order_of_the_reader_s_alphabet_and_the_catch_all_last() -> None:
    trades = (
        Choice("ventes", (("fr", "Ventes"), ("en", "Sales"))),
        Choice("autre", (("fr", "Autre métier"), ("en", "Other"))),
        Choice("etudes", (("fr", "Études"), ("en", "Design office"))),
    )
    organisation = replace(ORGANISATION, trades=trades)
    for locale, ids in (("fr", ["etudes", "ventes", "autre"]), ("en", ["etudes", "ventes", "autre"])):
        card = greeting_card(replace(view(locale), organisation=organisation), None)
        assert [each["value"] for each in field(card, TRADE)["choices"]] == ids


def test_the_way_out_of_a_misunderstanding_is_help() -> None:
    assert button(not_understood_card(FRENCH), "Aide")["verb"] == Verb.HELP
