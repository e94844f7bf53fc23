"""The digest's card: its acts, the longest texts, and the link to a conversation."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from cards.kit import MOST_BYTES, size_of
from cards.sharing.chat_link import chat_link
from cards.sharing.digest import Done, digest_card
from cards.sharing.meeting import meeting_card
from cards.sharing.questions import question_sentence
from cards.sharing.thanks import thanks_card
from cards.signing import TOKEN
from cards.translations import texts
from cards.verbs import Verb
from cards.view import LOCALES
from passeur.sharing.kept_shares import MOST_KEPT
from passeur.sharing.questions import Question
from tests.cards.digest_samples import EXCEL, OURS, SHARES, WHOLE, heavy
from tests.cards.model import faults
from tests.cards.reading import blocks, of_type, shown
from tests.cards.samples import view
from tests.cards.test_wild_content import OURS as OURS_IN_MARKDOWN
from tests.cards.test_wild_content import WILD

MARKDOWN = MarkdownIt("commonmark").enable("strikethrough")
SIGNS = {"emoji": "😀", "backslash": "\\", "ideograph": "語", "words": "mot ", "tag": "<at>"}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=list(SIGNS))
@pytest.mark.parametrize("locale", LOCALES)
def test_texts_of_ten_thousand_characters_and_endless_names_fit(sign: str, locale: str) -> None:
    about = heavy((sign * 10_000)[:10_000], (sign * 5_000)[:5_000])
    reader = view(locale)
    for card in (
        digest_card(reader, about),
        digest_card(reader, about, Done(frozenset(SHARES), thanked=True)),
        meeting_card(reader, [*about.shares.values()] * 2 + [about.shares[EXCEL.ref]] * (MOST_KEPT - 10)),
        thanks_card(reader, about.shares[OURS.ref], "x" * 5_000),
    ):
        assert size_of(card) <= MOST_BYTES
        assert faults(card) == []
        links = [each["url"] for each in of_type(card, "Action.OpenUrl")]
        assert all(len(link) <= 2_000 for link in links)


def test_every_act_names_the_run_and_the_share_and_nobody() -> None:
    reader = view("fr")
    card = digest_card(reader, WHOLE)
    tokens = [reader.signer.read(each["data"][TOKEN]) for each in of_type(card, "Action.Execute")]
    acts = [token for token in tokens if token.verb.startswith("digest.")]
    assert {token.subject for token in acts} == {"manager_digest.2026-W47"}
    assert {token.parent for token in acts if token.verb is Verb.DIGEST_THANK} == {str(OURS.ref)}
    assert {token.verb for token in tokens} >= {Verb.DECLINE_TOPIC, Verb.DIGEST_KEEP, Verb.DIGEST_SHARE}


def test_what_is_done_says_so_and_can_be_undone() -> None:
    reader = view("fr")
    card = digest_card(reader, WHOLE, Done(frozenset({EXCEL.ref}), thanked=True))
    verbs = [reader.signer.read(each["data"][TOKEN]).verb for each in of_type(card, "Action.Execute")]
    assert verbs.count(Verb.DIGEST_LET_GO) == 1
    assert verbs.count(Verb.DIGEST_KEEP) == 2
    assert Verb.DIGEST_THANK not in verbs
    assert "Vos remerciements partent dans le canal." in shown(card)


def test_the_conversation_is_opened_with_both_people_and_a_first_message() -> None:
    (button,) = of_type(digest_card(view("fr"), WHOLE), "Action.OpenUrl")
    link = urlsplit(button["url"])
    assert (link.scheme, link.netloc, link.path) == ("https", "teams.microsoft.com", "/l/chat/0/0")
    asked = parse_qs(link.query)
    assert asked["users"] == ["nadia.haddad@example.com,louis.garnier@example.com"]
    assert asked["message"][0].startswith("Bonjour Nadia Haddad, bonjour Louis Garnier")


def test_an_address_cannot_add_anything_to_the_link() -> None:
    link = chat_link(["a&topicName=x@example.com", "b,c@example.com"], topic="T", message="M")
    asked = parse_qs(urlsplit(link).query)
    assert asked["topicName"] == ["T"]
    assert asked["users"] == ["a&topicName=x@example.com,b,c@example.com"]
    assert "%26" in link
    assert "%2C" in link


@pytest.mark.parametrize("locale", LOCALES)
def test_every_question_is_one_sentence_with_the_tool_or_without(locale: str) -> None:
    told = texts(locale)
    for question in Question:
        for tool in ("Copilot", ""):
            sentence = question_sentence(told, question, tool)
            assert sentence.endswith("?")
            assert ("Copilot" in sentence) is (bool(tool) and question.without_tool is not question)


@settings(max_examples=30, deadline=None)
@given(WILD, WILD)
def test_whatever_people_write_a_digest_has_no_markdown_mention_or_link_but_ours(name: str, text: str) -> None:
    about = heavy(text, name)
    reader = view("fr")
    for card in (
        digest_card(reader, about),
        meeting_card(reader, list(about.shares.values())),
        thanks_card(reader, about.shares[OURS.ref], name),
    ):
        assert faults(card) == []
        for block in blocks(card):
            for token in MARKDOWN.parse(block):
                assert token.type in OURS_IN_MARKDOWN
                assert {child.type for child in token.children or []} <= OURS_IN_MARKDOWN
        seen = shown(card)
        assert "${" not in seen
        assert "{{" not in seen
        assert not re.search(r"(?<!\\)</?at\b", seen)
