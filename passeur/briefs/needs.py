"""What people would need to learn, as it shows in what they say while they share and try.

Whatever else comes to tell of needs (what people search for, what ambassadors say at their check-ins) is one more
source: it adds its signals, and nothing else changes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from passeur.sharing.obstacles import Obstacle
from passeur.texts import folded


class Need(StrEnum):
    CHECKING = "checking"
    PROMPTING = "prompting"
    DATA = "data"
    ACCESS = "access"
    CHOOSING = "choosing"
    TRADE = "trade"


class Source(StrEnum):
    """Where a need showed. Somebody in whom it showed twice is counted under the first of these."""

    LIMITS = "limits"
    TRIES = "tries"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True, order=True)
class Signal:
    """One person in whom a need showed. `person` is a pseudonym that holds for one month."""

    source: Source
    need: Need
    person: str


NEED_OF: Mapping[Obstacle, Need] = {
    Obstacle.WRONG_RESULT: Need.CHECKING,
    Obstacle.PROMPT_TO_ADAPT: Need.PROMPTING,
    Obstacle.DATA_MAY_NOT_LEAVE: Need.DATA,
    Obstacle.TOOL_NOT_AVAILABLE: Need.ACCESS,
    Obstacle.TAKES_LONGER: Need.CHOOSING,
    Obstacle.NOT_FOR_MY_TRADE: Need.TRADE,
}
# Beginnings of words, without accents: a rule that anybody can read and apply by hand, in both languages.
WORDS: Mapping[Need, tuple[str, ...]] = {
    Need.CHECKING: (
        *("invent", "hallucin", "faux", "fausse", "erreur", "tromp", "oubli", "arrondi", "verifi", "relire", "relis"),
        *("wrong", "mistake", "error", "made up", "makes up", "check", "forget", "proofread"),
    ),
    Need.PROMPTING: ("prompt", "consigne", "reformul", "precis", "instruction", "rephras", "specif"),
    Need.DATA: ("confident", "donnees perso", "rgpd", "gdpr", "anonymis", "nominati", "personal data", "secret"),
    Need.ACCESS: ("licence", "license", "payant", "abonnement", "acces", "paid", "subscription", "access"),
    Need.CHOOSING: ("plus long", "longtemps", "du temps", "lent", "slow", "longer", "takes time"),
    Need.TRADE: ("jargon", "vocabulaire", "abrevia", "glossaire", "metier", "glossary", "abbrevia", "vocabulary"),
}
_PATTERNS = {need: re.compile(rf"\b(?:{'|'.join(words)})") for need, words in WORDS.items()}


def needs_in(text: str) -> Iterator[Need]:
    """The needs of which a text speaks, by its words."""
    words = folded(text)
    return (need for need, pattern in _PATTERNS.items() if pattern.search(words))
