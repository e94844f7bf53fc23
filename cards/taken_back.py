"""What stays in a chat of a card that was sent, then taken back."""

from typing import Any

from cards import blocks
from cards.kit import card
from cards.translations import texts


def taken_back_card(locale: str) -> dict[str, Any]:
    told = texts(locale)
    gone = told.gettext("This message was taken back by whoever leads the programme. There is nothing to do.")
    return card(lang=locale, summary=gone, body=[blocks.paragraph(gone)])
