"""How each share of some weeks stood when a digest's period ended: for whom it worked, and what is new about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from passeur.periods import Week
from passeur.sharing.digest_facts import SharedFact, TryFact
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef

# The weeks before the period whose shares are still news when somebody makes them work.
WEEKS_BEFORE = 8

# For each share, what each person last said of it.
Said = Mapping[ShareRef, Mapping[str, TryFact]]


@dataclass(frozen=True, slots=True)
class DigestPeriod:
    """The weeks that are told, from `start` up to `until`: their end, or the run's beginning when that came first."""

    key: str
    weeks: tuple[Week, ...]
    start: datetime
    until: datetime

    @property
    def first_week(self) -> Week:
        """The first week whose shares may be told."""
        return self.weeks[0].plus(-WEEKS_BEFORE)

    def has(self, moment: datetime) -> bool:
        return self.start <= moment < self.until


@dataclass(frozen=True, slots=True)
class Stood:
    """One share with those for whom it worked (its author aside), and where in the organisation its author is.

    `is_new` says that it was published within the period, `is_news` that somebody made it work then.
    """

    fact: SharedFact
    manager_id: str | None
    worked: Mapping[str, str | None]
    failed: int
    is_news: bool
    is_new: bool

    @property
    def trades(self) -> int:
        return len(set(self.worked.values()) - {None})

    @property
    def rank(self) -> tuple[int, int, int, datetime, ShareRef]:
        """Best first: most trades, most people, most complete, then the older one."""
        fact = self.fact
        return (-self.trades, -len(self.worked), -fact.completeness, fact.published_at, fact.ref)


def standings(
    shares: Iterable[SharedFact], said: Said, managers: Mapping[str, str | None], period: DigestPeriod
) -> list[Stood]:
    """The shares that were there before the period ended, best first."""
    living = {fact.ref: fact for fact in shares if fact.published_at < period.until}
    stood = (_stand(fact, said.get(fact.ref, {}), managers, period) for fact in living.values())
    return sorted(stood, key=lambda each: each.rank)


def last_words(tries: Iterable[TryFact], until: datetime) -> dict[ShareRef, dict[str, TryFact]]:
    """What each person said of each share before `until`, each once, in whatever order it came."""
    found: dict[ShareRef, dict[str, TryFact]] = defaultdict(dict)
    for each in tries:
        said = found[each.share].get(each.person_id)
        if each.at < until and (said is None or (said.at, said.outcome) < (each.at, each.outcome)):
            found[each.share][each.person_id] = each
    return found


def _stand(
    fact: SharedFact, tries: Mapping[str, TryFact], managers: Mapping[str, str | None], period: DigestPeriod
) -> Stood:
    others = [each for each in tries.values() if each.person_id != fact.author_id]
    worked = [each for each in others if each.outcome is not Outcome.FAILED]
    return Stood(
        fact,
        managers.get(fact.author_id),
        {each.person_id: each.trade for each in worked},
        len(others) - len(worked),
        any(period.has(each.at) for each in worked),
        period.has(fact.published_at),
    )
