from dataclasses import replace

import pytest

from cards.sharing.counts import counts_in_words, own_gains_in_words
from cards.sharing.share_card import share_card, share_gone_card
from cards.signing import TOKEN
from cards.translations import texts
from cards.verbs import Verb
from cards.view import LOCALES
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.recaps import VariationFact
from passeur.sharing.report_problem import REPORT
from passeur.sharing.reproduce_share import OBSTACLE, OUTCOME
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.share_form import Field
from passeur.sharing.threads import Thread
from tests.cards.reading import field, of_type, shown
from tests.cards.samples import BUSY, PUBLISHED_AT, QUOTES, share, tried, view

FRENCH, ENGLISH = texts("fr"), texts("en")
FRENCH_COUNTS = (
    "3 collègues l’ont reproduit dans 2 métiers, dont 1 avec une adaptation · 1 collègue n’a pas réussi · 2 variantes"
)
ENGLISH_COUNTS = (
    "3 colleagues made it work in 2 trades, 1 of them with a change · 1 colleague could not make it work · 2 variations"
)
VARIATION = VariationFact(share().ref, share(8).ref, "person-5")


def of_people(*outcomes: tuple[Outcome, str | None]) -> Thread:
    found = tuple(tried(number, outcome, trade) for number, (outcome, trade) in enumerate(outcomes))
    return Thread(share(), found)


@pytest.mark.parametrize(
    ("thread", "french", "english"),
    [
        (
            Thread(share()),
            "Aucun collègue ne l’a encore testé : à vous d’essayer !",
            "No colleague has tried it yet: will you?",
        ),
        (
            BUSY,
            FRENCH_COUNTS,
            ENGLISH_COUNTS,
        ),
        (
            of_people((Outcome.WORKED, "rh")),
            "1 collègue l’a reproduit",
            "1 colleague made it work",
        ),
        (
            of_people((Outcome.FAILED, None), (Outcome.FAILED, "rh")),
            "2 collègues n’ont pas réussi",
            "2 colleagues could not make it work",
        ),
        (
            of_people((Outcome.CHANGED, "rh"), (Outcome.CHANGED, None)),
            "2 collègues l’ont reproduit avec une adaptation",
            "2 colleagues made it work with a change",
        ),
        (of_people((Outcome.WORKED, None)), "1 collègue l’a reproduit", "1 colleague made it work"),
        (Thread(share(), variations=(VARIATION,)), "1 variante", "1 variation"),
        (
            Thread(share(), variations=(VARIATION, replace(VARIATION, child=share(9).ref))),
            "1 variante",
            "1 variation",
        ),
        (
            Thread(share(), variations=(replace(VARIATION, author_id=share().author_id),)),
            "Aucun collègue ne l’a encore testé : à vous d’essayer !",
            "No colleague has tried it yet: will you?",
        ),
    ],
)
def test_counts_are_one_plain_line(thread: Thread, french: str, english: str) -> None:
    assert plain_spaces(counts_in_words(FRENCH, thread)) == french
    assert plain_spaces(counts_in_words(ENGLISH, thread)) == english


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_authors_own_word_is_in_no_count() -> None:
    gain = QUOTES.gain
    own = Reproduction(share().ref, share().author_id, Outcome.WORKED, PUBLISHED_AT, "rh", gain)
    assert counts_in_words(FRENCH, Thread(share(), (own,))) == counts_in_words(FRENCH, Thread(share()))
    assert own_gains_in_words(FRENCH, Thread(share(), (own,))) == ""


def test_the_claimed_gain_says_whose_claim_it_is_and_adds_nobody_elses() -> None:
    seen = plain_spaces(shown(share_card(view("fr"), BUSY)))
    assert "1,5 heure par semaine" in seen
    assert "Déclaré par Camille Moreau · 1 collègue y a aussi gagné du temps" in seen
    assert "30 minutes" not in seen


def test_who_tried_is_nowhere_on_the_card() -> None:
    drawn = str(share_card(view("fr"), BUSY))
    assert not any(each.person_id in drawn for each in BUSY.reproductions)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_six_fields_are_shown_and_the_prompt_waits_in_a_fold(locale: str) -> None:
    card = share_card(view(locale), BUSY)
    seen = shown(card)
    for told in (QUOTES.tool, QUOTES.use_case, QUOTES.limits, QUOTES.when_not, "intranet.example.com"):
        assert told in seen
    fold = next(each for each in of_type(card, "Container") if each.get("id") == "prompt")
    assert fold["isVisible"] is False
    assert QUOTES.prompt in "\n".join(each["text"] for each in of_type(fold, "TextRun"))


def test_without_prompt_or_link_there_is_nothing_to_unfold_or_follow() -> None:
    card = share_card(view("fr"), Thread(share(content=replace(QUOTES, prompt="", link=""))))
    assert of_type(card, "Action.ToggleVisibility") == []
    assert "](" not in shown(card)


def test_the_inputs_of_a_try_and_of_a_report_are_those_that_the_server_reads() -> None:
    card = share_card(view("fr"), BUSY)
    assert {each["value"] for each in field(card, OUTCOME)["choices"]} == set(Outcome)
    assert {each["value"] for each in field(card, OBSTACLE)["choices"]} == set(Obstacle)
    assert {each["id"] for each in of_type(card, "Input.")} == {
        OUTCOME,
        OBSTACLE,
        REPORT,
        Field.GAIN_VALUE,
        Field.GAIN_UNIT,
        Field.GAIN_PER,
    }


def test_every_button_is_about_this_share_and_changes_name_its_version() -> None:
    reader = view("fr")
    card = share_card(reader, Thread(share(version=4)))
    tokens = {
        token.verb: token
        for each in of_type(card, "Action.")
        if "data" in each
        for token in [reader.signer.read(each["data"][TOKEN])]
    }
    assert {token.subject for token in tokens.values()} == {str(share().ref)}
    assert {verb: token.version for verb, token in tokens.items()} == {
        Verb.TRY: 0,
        Verb.OPEN_VARIATION: 0,
        Verb.REPORT: 0,
        Verb.OPEN_EDIT: 4,
        Verb.OPEN_WITHDRAWAL: 4,
    }


def test_an_author_without_a_readable_name_is_a_colleague() -> None:
    assert "Partagé par un collègue" in shown(share_card(view("fr"), Thread(share(author_name="\u200b"))))


def test_a_withdrawn_share_leaves_no_word_and_no_name() -> None:
    seen = shown(share_gone_card(view("fr"), share().withdrawn_by_author()))
    assert "retiré" in seen
    assert "Camille" not in seen
