"""Every word that help tells people to write is one that is understood, in both languages."""

import re

import pytest

from bot.handlers.commands import command_in
from cards.help import Reader, help_card
from cards.view import LOCALES
from tests.cards.samples import view
from tests.fakes.card_reading import words

READERS = {
    "somebody": Reader(),
    "lead": Reader(lead=True),
    "committee": Reader(reads=True),
    "dpo": Reader(dpo=True),
    "among others": Reader(in_private=False),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_word_in_bold_is_understood(reader: Reader, locale: str) -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", words(help_card(view(locale), reader)))
    assert len(bold) >= 3
    assert [word for word in bold if command_in(word.removeprefix("@Passeur ")) is None] == []


def test_each_role_is_told_its_own_words_and_nobody_else_s() -> None:
    told = {name: words(help_card(view("fr"), reader)) for name, reader in READERS.items()}
    assert [name for name, text in told.items() if "**envois**" in text] == ["lead"]
    assert [name for name, text in told.items() if "**culture IA**" in text] == ["lead", "committee", "dpo"]
    assert [name for name, text in told.items() if "**mes données**" in text] == [
        "somebody",
        "lead",
        "committee",
        "dpo",
    ]
