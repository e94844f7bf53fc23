from typing import Any

import pytest

from cards.recaps import no_recap_yet_card, reason_sentence, recap_card, recap_preview_card
from cards.verbs import Verb
from passeur.periods import Week
from passeur.sharing.recaps import Pick, Recap, Why
from tests.cards.reading import of_type, shown
from tests.cards.samples import QUIET, RECAP, TOLD, WEEK, share, view

REF = share().ref


@pytest.mark.parametrize(
    ("pick", "french", "english"),
    [
        (
            Pick(REF, Why.REUSED, 7, 4, 2),
            "7 collègues de 4 métiers l’ont reproduit.",
            "7 colleagues from 4 trades made it work.",
        ),
        (Pick(REF, Why.REUSED, 1, 1, 0), "1 collègue l’a reproduit.", "1 colleague made it work."),
        (Pick(REF, Why.REUSED, 3, 1, 0), "3 collègues l’ont reproduit.", "3 colleagues made it work."),
        (Pick(REF, Why.VARIED, 0, 0, 1), "Il a inspiré 1 variante.", "It inspired 1 variation."),
        (Pick(REF, Why.VARIED, 0, 0, 5), "Il a inspiré 5 variantes.", "It inspired 5 variations."),
    ],
)
def test_a_pick_says_why_in_one_sentence(pick: Pick, french: str, english: str) -> None:
    assert reason_sentence(pick, "fr").replace("\u00a0", " ") == french
    assert reason_sentence(pick, "en") == english


def titles(card: dict[str, Any]) -> list[str]:
    return [each["text"] for each in of_type(card, "TextBlock") if each.get("style") == "heading"]


def test_what_was_withdrawn_since_is_left_out_and_the_ranks_close_up() -> None:
    assert titles(recap_card(view("fr"), RECAP, TOLD)) == [
        "Les meilleurs cas d’usage de l’IA",
        "1\\. Copilot dans Excel",
        "2\\. ChatGPT Enterprise",
        "3\\. Le Chat \\(Mistral\\)",
    ]


def test_five_are_called_five() -> None:
    told = {each.ref: each for each in (share(number) for number in range(5))}
    recap = Recap(WEEK, tuple(Pick(ref, Why.REUSED, 1, 1, 0) for ref in told), 9)
    assert titles(recap_card(view("fr"), recap, told))[0] == "Les cinq meilleurs cas d’usage de l’IA"


def test_only_an_unpublished_selection_that_is_worth_it_can_be_published() -> None:
    reader = view("fr")

    def verbs(recap: Recap, *, published: bool) -> list[str]:
        card = recap_preview_card(reader, recap, TOLD, published=published)
        return [each["verb"] for each in of_type(card, "Action.Execute")]

    assert verbs(RECAP, published=False) == [Verb.PUBLISH_RECAP]
    assert verbs(RECAP, published=True) == []
    assert verbs(QUIET, published=False) == []


def test_too_few_are_said_with_their_number() -> None:
    seen = shown(recap_preview_card(view("fr"), QUIET, TOLD, published=False)).replace("\u00a0", " ")
    assert "4 partages examinés, dont moins de trois à raconter : rien n’est publié" in seen
    nothing = Recap(WEEK, (), 0)
    assert "0 partage examiné" in shown(recap_preview_card(view("fr"), nothing, {}, published=False)).replace(
        "\u00a0", " "
    )


def test_moments_are_told_on_the_organisations_clocks() -> None:
    reader = view("fr")
    schedule = reader.organisation.recap
    assert "lundi 30\u00a0mars à 09:00" in shown(no_recap_yet_card(reader, schedule.moment_for(Week(2026, 13))))
    assert "lundi 1er\u00a0juin à 09:00" in shown(no_recap_yet_card(reader, schedule.moment_for(Week(2026, 22))))
    assert "Monday 1\u00a0June at 09:00" in shown(no_recap_yet_card(view("en"), schedule.moment_for(Week(2026, 22))))
