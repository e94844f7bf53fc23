import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.recaps import recap_card
from cards.sharing.already_shared import already_shared_card
from cards.sharing.problem_report import problem_report_card
from cards.sharing.receipt import receipt_card
from cards.sharing.share_card import share_card
from cards.sharing.share_form import ShareForm, typed_of
from cards.sharing.withdrawal import withdrawal_card
from passeur.sharing.recaps import Pick, Recap, Why
from passeur.sharing.reports import ProblemReport
from passeur.sharing.threads import Thread
from tests.cards.model import faults
from tests.cards.reading import blocks, shown
from tests.cards.samples import FORM_ID, PUBLISHED_AT, QUOTES, WEEK, share, view

MARKDOWN = MarkdownIt("commonmark").enable("strikethrough")
OURS = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "link_open", "link_close"}
WILD = st.one_of(
    st.text(min_size=1, max_size=80),
    st.sampled_from(
        (
            "[Mon RH](https://evil.example)",
            "<at>Tout le monde</at>",
            "**gras** ${secret} {{DATE(2026-11-17T08:00:00Z)}}",
            "1. un\n2. deux\n# trois\n> quatre",
            "\u202egnp.exe \u2066שלום\u2069",
            "\u200b\u200d\ufeff",
        )
    ),
)


@given(WILD, WILD, WILD)
def test_whatever_people_write_a_card_has_no_markdown_mention_or_link_but_ours(name: str, tool: str, text: str) -> None:
    content = replace(QUOTES, tool=tool, use_case=text, limits=text, when_not=text, prompt=text)
    one = share(1, author_name=name, content=content)
    reader = view("fr")
    for card in (
        share_card(reader, Thread(one)),
        receipt_card(reader, one),
        withdrawal_card(reader, one),
        recap_card(reader, Recap(WEEK, (Pick(one.ref, Why.REUSED, 2, 1, 0),), 1), {one.ref: one}),
        problem_report_card(reader, one, ProblemReport(one.ref, "p", name, text, PUBLISHED_AT)),
        already_shared_card(reader, Thread(one), ShareForm(FORM_ID, typed_of(QUOTES)), in_dialog=True),
    ):
        assert faults(card) == []
        for block in blocks(card):
            for token in MARKDOWN.parse(block):
                assert token.type in OURS
                for child in token.children or []:
                    assert child.type in OURS
                    assert child.attrs.get("href", QUOTES.link) == QUOTES.link
        seen = shown(card)
        assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", seen)
        assert "${" not in seen
        assert "{{" not in seen
        assert not re.search(r"(?<!\\)</?at\b", seen)
