"""Why somebody is proposed for a month: kinds of things, and never how many."""

from collections.abc import Sequence

from cards.translations import Texts
from passeur.ambassadors.badge_rules import FactKind


def merits_in_words(told: Texts, merits: Sequence[FactKind]) -> str:
    sentences = {
        FactKind.WORKSHOP_HELD: told.gettext("ran a workshop"),
        FactKind.ADOPTED_ELSEWHERE: told.gettext("a use case taken up elsewhere"),
        FactKind.HELP_GIVEN: told.gettext("helped a peer"),
    }
    return ", ".join(sentences[each] for each in merits)
