"""Texts that are data (the charter, the boot camp), as cards show them: set in their language, never as markdown."""

from cards.text import escaped, plain
from cards.typography import typeset
from passeur.ambassadors.boot_camp import Told, Words


def in_block(text: str, locale: str) -> str:
    """For a block that is read as markdown."""
    return escaped(typeset(text, locale))


def in_run(text: str, locale: str) -> str:
    """For a text run: its paragraphs are kept."""
    return plain(typeset(text, locale))


def words_of(told: Told, locale: str) -> Words:
    """The words in `locale`, else in the first language given."""
    return told.get(locale) or next(iter(told.values()))
