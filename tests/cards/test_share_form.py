import pytest

from cards.sharing.already_shared import already_shared_card
from cards.sharing.share_form import GAIN_CONFIRMED, ShareForm, form_title, share_form, typed_of
from cards.signing import TOKEN, CardToken
from cards.verbs import Verb
from passeur.errors import Problem
from passeur.sharing.share_form import LONGEST, Field, read_share_form
from tests.cards.reading import button, field, of_type, shown
from tests.cards.samples import BUSY, FORM_ID, ORGANISATION, QUOTES, REFUSED, TYPED, share, view

FRENCH = view("fr")


def token_of(card: dict[str, object], title: str) -> CardToken:
    return FRENCH.signer.read(button(card, title)["data"][TOKEN])


def test_the_inputs_are_those_that_the_server_reads_with_its_lengths() -> None:
    card = share_form(FRENCH, ShareForm(FORM_ID), in_dialog=False)
    assert {each["id"] for each in of_type(card, "Input.")} == set(Field)
    assert {name: field(card, name)["maxLength"] for name in LONGEST} == LONGEST


def test_a_share_that_goes_back_into_the_form_is_read_as_the_same_share() -> None:
    card = share_form(FRENCH, ShareForm(FORM_ID, typed_of(QUOTES)), in_dialog=True)
    typed = {each["id"]: each.get("value", "") for each in of_type(card, "Input.")}
    assert read_share_form(typed, ORGANISATION.trade_ids()) == QUOTES


@pytest.mark.parametrize("name", REFUSED.problems)
def test_a_refused_field_keeps_what_was_typed_and_has_its_reason_right_below(name: Field) -> None:
    card = share_form(FRENCH, REFUSED, in_dialog=False)
    body = card["body"]
    place = next(index for index, each in enumerate(body) if each.get("id") == name or holds(each, name))
    assert body[place + 1]["color"] == "Attention"
    assert field(card, name).get("value", "") == REFUSED.typed[name]


def holds(part: dict[str, object], name: str) -> bool:
    return part["type"] == "ColumnSet" and any(each["id"] == name for each in of_type(part, "Input."))


def test_a_choice_that_is_asked_again_is_not_chosen_beforehand() -> None:
    assert "value" not in field(share_form(FRENCH, REFUSED, in_dialog=False), Field.GAIN_PER)
    assert field(share_form(FRENCH, ShareForm(FORM_ID), in_dialog=False), Field.GAIN_PER)["value"] == "week"


def test_a_trade_that_is_not_listed_is_asked_again() -> None:
    card = share_form(FRENCH, ShareForm(FORM_ID, {Field.TRADE: "astrologie"}), in_dialog=False)
    assert "value" not in field(card, Field.TRADE)


def test_a_doubtful_gain_is_asked_about_and_only_then() -> None:
    questioned = share_form(FRENCH, ShareForm(FORM_ID, TYPED, questioned=True), in_dialog=False)
    assert field(questioned, GAIN_CONFIRMED)["valueOn"] == "true"
    calm = share_form(FRENCH, ShareForm(FORM_ID, TYPED), in_dialog=False)
    assert GAIN_CONFIRMED not in {each["id"] for each in of_type(calm, "Input.")}


def test_when_storage_is_down_the_form_says_so_and_keeps_everything() -> None:
    card = share_form(FRENCH, ShareForm(FORM_ID, TYPED, refusal="storage_unavailable"), in_dialog=False)
    assert "Réessayez dans une minute" in shown(card)
    assert all(field(card, name)["value"] == TYPED[name] for name in LONGEST)


def test_each_kind_of_form_submits_what_it_is() -> None:
    parent, edited = share(7).ref, share(8).ref
    new = share_form(FRENCH, ShareForm(FORM_ID), in_dialog=False)
    variation = share_form(FRENCH, ShareForm(FORM_ID, parent=str(parent)), in_dialog=False)
    edit = share_form(FRENCH, ShareForm("", edits=str(edited), version=3), in_dialog=True)
    assert token_of(new, "Publier") == CardToken(Verb.SUBMIT_SHARE, FORM_ID)
    assert token_of(variation, "Publier la variante") == CardToken(Verb.SUBMIT_SHARE, FORM_ID, parent=str(parent))
    assert token_of(edit, "Enregistrer") == CardToken(Verb.SUBMIT_EDIT, str(edited), version=3)


def test_a_dialog_submits_and_a_message_executes() -> None:
    in_dialog = share_form(FRENCH, ShareForm(FORM_ID), in_dialog=True)
    in_chat = share_form(FRENCH, ShareForm(FORM_ID), in_dialog=False)
    assert [each["type"] for each in in_dialog["actions"]] == ["Action.Submit"]
    assert [each["type"] for each in in_chat["actions"]] == ["Action.Execute"]


def test_the_dialogs_title_is_not_said_twice() -> None:
    form = ShareForm(FORM_ID)
    title = form_title(FRENCH, form)
    assert title not in [each["text"] for each in of_type(share_form(FRENCH, form, in_dialog=True), "TextBlock")]
    assert title in [each["text"] for each in of_type(share_form(FRENCH, form, in_dialog=False), "TextBlock")]


def test_what_was_shared_already_is_offered_as_a_variation_with_everything_that_was_typed() -> None:
    card = already_shared_card(FRENCH, BUSY, ShareForm(FORM_ID, TYPED), in_dialog=False)
    ref = str(BUSY.share.ref)
    assert token_of(card, "Publier la variante") == CardToken(Verb.SUBMIT_SHARE, FORM_ID, parent=ref)
    assert token_of(card, "Publier ma version modifiée") == CardToken(Verb.SUBMIT_SHARE, FORM_ID)
    assert "Camille Moreau" in shown(card)
    assert all(field(card, name)["value"] == TYPED[name] for name in LONGEST)


def test_what_is_being_shared_right_now_offers_no_variation_of_nothing() -> None:
    card = already_shared_card(FRENCH, None, ShareForm(FORM_ID, TYPED), in_dialog=True)
    assert [each["title"] for each in card["actions"]] == ["Publier ma version modifiée"]


def test_an_edit_that_meets_another_share_stays_an_edit() -> None:
    form = ShareForm("", TYPED, edits=str(share(8).ref), version=2)
    card = already_shared_card(FRENCH, BUSY, form, in_dialog=True)
    tokens = [FRENCH.signer.read(each["data"][TOKEN]) for each in card["actions"]]
    assert tokens == [CardToken(Verb.SUBMIT_EDIT, str(share(8).ref), version=2)]


def test_every_problem_of_every_field_is_shown() -> None:
    card = share_form(FRENCH, ShareForm(FORM_ID, {}, dict.fromkeys(Field, Problem.MISSING)), in_dialog=False)
    signs = [each for each in of_type(card, "TextBlock") if each.get("color") == "Attention"]
    assert len(signs) == len(Field) + 1
