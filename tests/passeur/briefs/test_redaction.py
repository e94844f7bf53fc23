import pytest

from passeur.briefs.redaction import full_names, names_somebody, redacted, redacted_tool
from passeur.briefs.review import Review
from passeur.briefs.told_brief import tell
from tests.passeur.briefs.months import MONTH, Story, share, told


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Demandez à Solène Le Goff.", "Demandez à […]."),
        ("Demandez à SOLENE ou à le-goff !", "Demandez à […] ou à le-[…] !"),
        ("Le soir, je relis.", "Le soir, je relis."),
        ("Écrivez à solene.legoff@exemple.fr ou @solene", "Écrivez à […] ou […]"),
        ("Appelez le 06 12 34 56 78 ou le +33 6.12.34.56.78.", "Appelez le […] ou le […]."),
        ("Voir https://intranet/x?y=1 et www.exemple.fr/page", "Voir […] et […]"),
        ("Voir intranet.exemple.com ; gain de 1 200 lignes en 2026.", "Voir […] ; gain de 1 200 lignes en 2026."),
        ("60 Mo, 700 pages, 8D, 5 %.", "60 Mo, 700 pages, 8D, 5 %."),
    ],
)
def test_what_says_who_or_where_is_taken_out_and_nothing_else(written: str, left: str) -> None:
    assert redacted(written, ["Solène Le Goff"]) == left


def test_a_tool_that_has_the_first_name_of_its_author_is_a_tool() -> None:
    of = share(1, "a", author_name="Claude Petit", tool="Claude", use_case="Claude relit mes notes.")
    brief = Story((told(of),)).brief()
    assert [tool.name for tool in brief.tools] == ["Claude"]
    assert redacted_tool("Le prompt de Claude", ["Claude Petit"]) == "Le prompt de […]"


def test_of_colleagues_only_words_that_begin_as_names_do_are_taken_out() -> None:
    assert redacted("La réponse est claire, dit Claire.", [], others=["Claire Fontaine"]) == (
        "La réponse est claire, dit […]."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Merci à Karim Benali pour l’idée", True),
        ("Merci à BENALI Karim", True),
        ("Merci à Karim", False),
        ("benalikarim", False),
    ],
)
def test_a_colleague_is_named_by_a_whole_name_in_either_order(text: str, found: bool) -> None:  # noqa: FBT001 - a table
    assert names_somebody(text, full_names(["Karim Benali", "Rose"])) is found


def test_a_share_that_names_a_colleague_of_the_week_is_not_quoted() -> None:
    naming = share(1, "a", author_name="Anne Petit", use_case="La méthode de Karim Benali, en mieux.")
    named = share(2, "b", author_name="Karim Benali")
    story = Story((told(naming), told(named)))
    lines = {line.ref: line for summary in story.summaries() for line in summary.shares}
    assert [lines[each.ref].quotable for each in (naming, named)] == [False, True]
    (gain, *_) = [each for each in story.brief().gains if each.ref == naming.ref]
    assert not gain.quotable
    words = tell(story.brief(), Review(MONTH), {each.ref: each for each in (naming, named)})
    assert "Benali" not in repr(words)


def test_no_author_is_in_what_is_told() -> None:
    shares = [
        share(
            number,
            f"a-{number}",
            author_name=f"Prenom{number}x Nomdefamille{number}x",
            use_case=f"prenom{number}x l’a fait avec NOMDEFAMILLE{number}X et moi, Prenom{number}x.",
            tool=f"L’outil de Prenom{number}x",
        )
        for number in range(8)
    ]
    words = tell(Story(tuple(map(told, shares))).brief(), Review(MONTH), {each.ref: each for each in shares})
    assert len(words.gains) == len(words.quotes) == 3
    assert not any(part in repr(words).casefold() for part in ("prenom", "nomdefamille"))


def test_what_was_withdrawn_or_changed_since_is_not_quoted_and_another_takes_its_place() -> None:
    shares = {each.ref: each for each in (share(number, f"a-{number}", trade=f"t-{number}") for number in range(9))}
    brief = Story(tuple(told(each) for each in shares.values())).brief()
    gone, changed = brief.gains[0].ref, brief.gains[1].ref
    shares[gone] = shares[gone].withdrawn_by_author()
    shares[changed] = shares[changed].edited(shares[changed].content)
    words = tell(brief, Review(MONTH), shares)
    assert [each.gain.ref for each in words.gains] == [each.ref for each in brief.gains[1:4]]
    assert [bool(each.text) for each in words.gains] == [False, True, True]
    first = words.quotes[0].quote.ref
    again = tell(brief, Review(MONTH).without_quote(first), shares)
    assert first not in {each.quote.ref for each in again.quotes}
    assert len(again.quotes) == len(words.quotes) == 3


def test_once_approved_a_review_no_longer_changes() -> None:
    of = share(1)
    approved = Review(MONTH).approved("lead-1", of.published_at)
    assert approved.with_gain_reviewed(of.ref) == approved.without_quote(of.ref) == approved
    assert approved.approved("lead-2", of.published_at) == approved
