"""How people are named on cards."""

from cards.text import escaped, line
from cards.translations import Texts

LONGEST_NAME = 80


def name_in_run(told: Texts, name: str) -> str:
    """A name for a text run; some accounts have none that can be read."""
    return line(name, LONGEST_NAME) or told.gettext("a colleague")


def name_in_block(told: Texts, name: str) -> str:
    """A name for a block that is read as markdown."""
    return escaped(name, LONGEST_NAME) or told.gettext("a colleague")
