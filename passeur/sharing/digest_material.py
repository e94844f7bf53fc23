"""What all managers' digests of one period are chosen from: ranked once, so that one team costs a few look-ups.

Whatever is said of a group is decided here, for the whole organisation and never for one team: two digests that speak
of the same thing say the same, and what one says beyond the other tells nothing of a team.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from passeur.sharing.digest_facts import DigestFacts
from passeur.sharing.digest_meetings import meetings_of
from passeur.sharing.digest_needs import needs_of
from passeur.sharing.digest_standings import DigestPeriod, Stood, last_words, standings
from passeur.sharing.digests import Lesson, Meeting, Need, Reach
from passeur.sharing.shares import ShareRef

# Without known trades in a team, what it may learn from is what works in so many.
ANYWHERE = ""
_TRADES_OF_ANYWHERE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lesson for the teams of a trade, and whose: nobody learns from themselves."""

    lesson: Lesson
    author_id: str
    manager_id: str | None


@dataclass(frozen=True, slots=True)
class Material:
    """`lessons` and `needs` go by trade, `highlights` and `meetings` by manager."""

    period: DigestPeriod
    lessons: Mapping[str, tuple[Candidate, ...]]
    highlights: Mapping[str, ShareRef]
    meetings: Mapping[str, Meeting]
    needs: Mapping[str, Need]


def build_material(facts: DigestFacts, managers: Mapping[str, str | None], period: DigestPeriod) -> Material:
    """Rank everything once, whatever the order in which the facts come.

    `managers` has an entry for each active person of the directory: their manager, or None. Shares of people who are
    not in it are lessons like others; nobody else of them is named or counted.
    """
    said = last_words(facts.tries, period.until)
    ranked = standings(facts.shares, said, managers, period)
    return Material(
        period=period,
        lessons=_lessons(ranked),
        highlights=_highlights(ranked),
        meetings=meetings_of(ranked, managers),
        needs=needs_of(ranked, said, managers, period),
    )


def _lessons(ranked: Iterable[Stood]) -> dict[str, tuple[Candidate, ...]]:
    """What somebody made work in the period, by the trade in which it was told, best first."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for stood in ranked:
        if stood.is_news and len(stood.worked) >= stood.failed:
            lesson = Lesson(stood.fact.ref, Reach.of(len(stood.worked), stood.trades))
            candidate = Candidate(lesson, stood.fact.author_id, stood.manager_id)
            found[stood.fact.trade].append(candidate)
            if stood.trades >= _TRADES_OF_ANYWHERE:
                found[ANYWHERE].append(candidate)
    return {trade: tuple(candidates) for trade, candidates in found.items()}


def _highlights(ranked: Iterable[Stood]) -> dict[str, ShareRef]:
    """The best share that somebody of each team published in the period."""
    found: dict[str, ShareRef] = {}
    for stood in ranked:
        if stood.is_new and stood.manager_id not in (None, stood.fact.author_id):
            found.setdefault(stood.manager_id or "", stood.fact.ref)
    return found
