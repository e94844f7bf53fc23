"""The weekly five best: which shares are told, in which order, and why each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import fsum, sqrt

from passeur.periods import Week
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareContent, ShareRef
from passeur.sharing.variations import count_varied

MOST_PICKS = 5
FEWEST_PICKS = 3
# A share stands for two recaps: somebody who shares on Friday would otherwise leave nobody the time to try.
WEEKS_IN_THE_RUNNING = 2

REUSE = 3.0
VARIATIONS = 1.5
COMPLETENESS = 1.0
FRESHNESS = 0.5
_WEIGHT = {Outcome.WORKED: 1.0, Outcome.CHANGED: 0.5}
_A_SENTENCE = 20
_COMPLETE = 3
_SECONDS_IN_THE_RUNNING = timedelta(weeks=WEEKS_IN_THE_RUNNING).total_seconds()


class Why(StrEnum):
    """The main reason of a pick; the card makes one sentence of it with the pick's own numbers."""

    REUSED = "reused"
    VARIED = "varied"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class ShareFact:
    """What the ranking looks at in a share: no text. `completeness` counts from 0 to 3, see `completeness`."""

    ref: ShareRef
    author_id: str
    published_at: datetime
    completeness: int


@dataclass(frozen=True, slots=True)
class ReproductionFact:
    """What is counted of a reproduction. One per share and person."""

    share: ShareRef
    person_id: str
    outcome: Outcome
    trade: str | None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class VariationFact:
    """Somebody published `child` as a variation of `share`."""

    share: ShareRef
    child: ShareRef
    author_id: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that happened to the shares of some weeks, in any order."""

    shares: tuple[ShareFact, ...] = ()
    reproductions: tuple[ReproductionFact, ...] = ()
    variations: tuple[VariationFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the five: `confirmed` colleagues of `trades` trades made it work, `variations` others varied it."""

    ref: ShareRef
    why: Why
    confirmed: int
    trades: int
    variations: int


@dataclass(frozen=True, slots=True)
class Recap:
    """The five best of a week, best first. With fewer than three, nothing is posted."""

    week: Week
    picks: tuple[Pick, ...]
    considered: int

    @property
    def is_worth_posting(self) -> bool:
        return len(self.picks) >= FEWEST_PICKS


@dataclass(frozen=True, slots=True)
class _Standing:
    """One share with its numbers, ready to be compared."""

    fact: ShareFact
    confirmed: int
    failed: int
    trades: int
    variations: int
    score: float

    def is_worth_telling(self) -> bool:
        """Colleagues reuse it and failures do not outnumber them, or it is complete and untested."""
        if self.confirmed or self.variations:
            return self.confirmed + self.variations >= self.failed
        return self.failed == 0 and self.fact.completeness == _COMPLETE

    def why(self) -> Why:
        if self.confirmed:
            return Why.REUSED
        return Why.VARIED if self.variations else Why.COMPLETE


def completeness(content: ShareContent) -> int:
    """How much a colleague has to go on, from 0 to 3: limits told, when-not told, a prompt or a link to start from."""
    return (
        (len(content.limits) >= _A_SENTENCE)
        + (len(content.when_not) >= _A_SENTENCE)
        + bool(content.prompt or content.link)
    )


def build_recap(week: Week, facts: Facts, *, told: AbstractSet[ShareRef], until: datetime) -> Recap:
    """Choose the five best of the shares in `facts`, whatever the order in which the facts come.

    `told` were in an earlier recap and are not told twice; `until` is the end of the week, from which age is counted.
    More confirmed reuse never lowers a share; equal scores go to the older share, then to the lower reference.
    """
    # Share ids are unique whatever their week, and cost less to look up than references.
    told_ids = {ref.id for ref in told}
    reproductions: dict[str, dict[str, ReproductionFact]] = defaultdict(dict)
    for reproduction in facts.reproductions:
        reproductions[reproduction.share.id][reproduction.person_id] = reproduction
    varied_by: dict[str, set[str]] = defaultdict(set)
    for variation in facts.variations:
        varied_by[variation.share.id].add(variation.author_id)
    standings = (
        _stand(fact, reproductions.get(fact.ref.id, {}), varied_by.get(fact.ref.id, frozenset()), until)
        for fact in facts.shares
        if fact.ref.id not in told_ids
    )
    ranked = sorted(
        (standing for standing in standings if standing.is_worth_telling()),
        key=lambda standing: (-standing.score, standing.fact.published_at, standing.fact.ref),
    )
    return Recap(week, tuple(_pick(standing) for standing in _one_per_author(ranked)), len(facts.shares))


def _stand(
    fact: ShareFact,
    reproductions: Mapping[str, ReproductionFact],
    varied_by: AbstractSet[str],
    until: datetime,
) -> _Standing:
    age = min(max((until - fact.published_at).total_seconds() / _SECONDS_IN_THE_RUNNING, 0.0), 1.0)
    score = COMPLETENESS * fact.completeness / _COMPLETE + FRESHNESS * (1.0 - age)
    if not reproductions and not varied_by:
        return _Standing(fact, confirmed=0, failed=0, trades=0, variations=0, score=score)
    others = [each for each in reproductions.values() if each.person_id != fact.author_id]
    confirming = [each for each in others if each.outcome is not Outcome.FAILED]
    by_trade: dict[str, float] = defaultdict(float)
    for each in confirming:
        by_trade[each.trade or ""] += _WEIGHT[each.outcome]
    varied = count_varied(fact.author_id, varied_by)
    # A square root for each trade: the tenth colleague of one trade adds less than the first of another.
    reuse = fsum(sqrt(weight) for weight in by_trade.values())
    return _Standing(
        fact,
        confirmed=len(confirming),
        failed=len(others) - len(confirming),
        trades=len(by_trade.keys() - {""}),
        variations=varied,
        score=fsum((REUSE * reuse, VARIATIONS * sqrt(varied), score)),
    )


def _one_per_author(ranked: Iterable[_Standing]) -> list[_Standing]:
    best: dict[str, _Standing] = {}
    for standing in ranked:
        if len(best) == MOST_PICKS:
            break
        best.setdefault(standing.fact.author_id, standing)
    return list(best.values())


def _pick(standing: _Standing) -> Pick:
    return Pick(standing.fact.ref, standing.why(), standing.confirmed, standing.trades, standing.variations)
