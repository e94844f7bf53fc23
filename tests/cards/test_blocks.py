from cards.blocks import problem, prose
from cards.kit import to_plain


def test_what_people_wrote_is_shown_without_being_read_as_markdown() -> None:
    assert to_plain(prose("**gras** (oui)"))["inlines"] == [{"type": "TextRun", "text": "**gras** (oui)"}]


def test_a_word_that_would_run_out_of_the_card_goes_into_a_block_that_breaks_it() -> None:
    drawn = to_plain(prose("*" + "x" * 30))
    assert (drawn["type"], drawn["text"], drawn["wrap"]) == ("TextBlock", "\\*" + "x" * 30, True)


def test_a_problem_has_a_sign_beside_its_colour() -> None:
    assert to_plain(problem("Trop long."))["text"] == "⚠ Trop long."
