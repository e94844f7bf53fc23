"""What could not be sent besides runs, and why, for the programme lead."""

from collections import defaultdict
from collections.abc import Mapping

from cards import blocks
from cards.kit import Part
from cards.run_outcomes import FAILURES, reason_rows
from cards.run_words import kind_in_words
from cards.translations import texts
from passeur.delivery.outbox import DeliveryKind, Reason


def failed_messages(failed: Mapping[tuple[DeliveryKind, Reason], int], locale: str) -> list[Part]:
    """A line for each kind of message with its reasons; nothing when everything left."""
    if not failed:
        return []
    told = texts(locale)
    by_kind: dict[str, dict[Reason, int]] = defaultdict(dict)
    for (kind, reason), number in failed.items():
        reasons = by_kind[kind_in_words(kind, locale)]
        reasons[reason] = reasons.get(reason, 0) + number
    parts = [blocks.heading(told.gettext("Single messages that did not leave, in the last four weeks"), large=False)]
    for kind_in_word, reasons in sorted(by_kind.items()):
        parts.append(blocks.label(kind_in_word))
        parts += reason_rows(reasons, FAILURES, locale, addressed=sum(reasons.values()))
    return parts
