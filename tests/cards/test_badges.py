"""What badges and recognition promise on every card: no number beside a name, and whatever people write is harmless."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.ambassadors.badge_image import badge_image
from cards.ambassadors.naming import month_named_card, month_question_card, spotlight_card, spotlight_question_card
from cards.ambassadors.recognition import Filled, recognition_card
from cards.kit import MOST_BYTES, size_of
from cards.view import LOCALES
from passeur.ambassadors.badge_rules import FactKind
from passeur.ambassadors.name_of_the_month import LONGEST_REASON, MOST_PROPOSED, Proposal
from passeur.ambassadors.open_badge import BadgeWords
from passeur.ambassadors.shortlist import Shortlisted
from passeur.people import Person
from tests.cards.badge_samples import BADGE_CARDS, CHOICE, MONTH, NADIA, PROPOSAL, SHARED, SPOTLIGHT, SPOTLIGHTS
from tests.cards.model import faults
from tests.cards.reading import blocks, shown
from tests.cards.samples import view
from tests.cards.test_wild_content import MARKDOWN, OURS, WILD

NAMING = ("badges_all", "badge_earned", "recognition", "month_question", "month_named", "spotlight")
# Years, days of a date and versions of a standard are no figures about somebody.
FIGURES = re.compile(r"\b\d+\b(?! (?:septembre|octobre|novembre|September|October|November)\b)(?<!2026)(?<!2027)")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMING)
def test_no_card_puts_a_number_beside_a_name(name: str, locale: str) -> None:
    told = shown(BADGE_CARDS[name](view(locale))).replace("\u00a0", " ").replace("1er ", "1 ")
    without_tools = re.sub(r"Outil \d", "", told)
    assert FIGURES.findall(without_tools) == []


@given(WILD, WILD, WILD)
def test_whatever_people_write_no_card_of_recognition_has_markdown_but_ours(name: str, tool: str, text: str) -> None:
    reader = view("fr")
    choice, person = replace(CHOICE, reason=text), replace(NADIA, name=name)
    share = replace(SHARED, author_name=name, content=replace(SHARED.content, tool=tool, use_case=text))
    spotlight = replace(SPOTLIGHT, reason=text)
    entry = Shortlisted(person.id, "2026-1", (FactKind.WORKSHOP_HELD,))
    for card in (
        month_named_card(reader, MONTH, choice, person),
        month_question_card(reader, MONTH, choice, name),
        spotlight_card(reader, share, spotlight),
        spotlight_question_card(reader, share, spotlight, name),
        recognition_card(reader, Proposal(MONTH, ((person, entry),), None), person, ((share, spotlight),)),
    ):
        assert faults(card) == []
        assert {each.type for block in blocks(card) for each in MARKDOWN.parse(block)} <= OURS
        seen = shown(card)
        assert not re.search(r"(?<!\\)</?at\b", seen, re.IGNORECASE)
        assert not re.search(r"\$\{|\{\{", seen)


@pytest.mark.parametrize("sign", ["😀", "\\", "*", '"', "語", "👩‍👩‍👧‍👦", "<"])
def test_the_longest_list_and_reasons_fit_in_a_message(sign: str) -> None:
    merits = (FactKind.WORKSHOP_HELD, FactKind.ADOPTED_ELSEWHERE, FactKind.HELP_GIVEN)
    ids = [f"11111111-0000-4000-8000-{number:012d}" for number in range(MOST_PROPOSED)]
    people = tuple((Person("tenant", each, sign * 200), Shortlisted(each, "2026-1", merits)) for each in ids)
    content = replace(SHARED.content, tool=sign * 500, use_case=sign * 2_000)
    spotlights = [(replace(share, author_name=sign * 200, content=content), None) for share, _ in SPOTLIGHTS] * 2
    reason = (sign * LONGEST_REASON)[:LONGEST_REASON]
    filled = Filled({"reason": reason, "spotlight_reason": reason})
    proposal, choice = replace(PROPOSAL, people=people, is_whole=False), replace(CHOICE, reason=reason)
    for card in (
        recognition_card(view("fr"), proposal, None, spotlights[:8], filled),
        month_named_card(view("fr"), MONTH, choice, replace(NADIA, name=sign * 200)),
        month_question_card(view("fr"), MONTH, choice, sign * 200),
    ):
        assert size_of(card) <= MOST_BYTES


@given(st.text(max_size=60))
def test_a_picture_holds_its_credential_whatever_the_organisation_is_called(issuer: str) -> None:
    picture = badge_image(BadgeWords("Un pont & des <métiers>", "", "", ""), issuer, "a.b-_.c", "fr")
    assert picture.count('verify="a.b-_.c"') == 1
    assert "<métiers>" not in picture
