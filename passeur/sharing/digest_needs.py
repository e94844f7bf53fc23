"""What the people of a trade stumble on: said only of many, of several teams, and never of one of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from passeur.privacy.groups import is_publishable
from passeur.sharing.digest_facts import TryFact
from passeur.sharing.digest_standings import DigestPeriod, Said, Stood
from passeur.sharing.digests import Need
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome

# What learning something can change: a tool that nobody has, or that fits another trade, is no matter of training.
TAUGHT = frozenset(
    {Obstacle.WRONG_RESULT, Obstacle.PROMPT_TO_ADAPT, Obstacle.DATA_MAY_NOT_LEAVE, Obstacle.TAKES_LONGER}
)
# What is said of a tool must not point at the one person who shared it.
_FEWEST_AUTHORS = 2


@dataclass(slots=True)
class _Difficulty:
    """Who met one obstacle, or had trouble with one tool, in one trade."""

    example: Stood
    people: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    is_news: bool = False


def needs_of(
    ranked: Sequence[Stood], said: Said, managers: Mapping[str, str | None], period: DigestPeriod
) -> dict[str, Need]:
    """The need that most people of each trade have, when somebody met it within the period.

    At least five of them must be outside any one team, whichever team it is. The rule is the same for all teams: if it
    looked at the reader's own, that one manager is told and another is not would give their teams away.
    """
    obstacles: dict[tuple[str, Obstacle], _Difficulty] = {}
    tools: dict[tuple[str, str], _Difficulty] = {}
    for stood, each, trade in _difficulties(ranked, said, managers):
        met = [tools.setdefault((trade, stood.fact.tool), _Difficulty(stood))]
        if each.obstacle in TAUGHT and each.obstacle is not None:
            met.append(obstacles.setdefault((trade, each.obstacle), _Difficulty(stood)))
        for difficulty in met:
            difficulty.people.add(each.person_id)
            difficulty.authors.add(stood.fact.author_id)
            difficulty.is_news |= period.has(each.at)
    found: dict[str, list[tuple[int, int, str, Need]]] = defaultdict(list)
    for (trade, obstacle), difficulty in obstacles.items():
        if _can_be_told(difficulty, managers):
            found[trade].append((-len(difficulty.people), 0, obstacle, Need(trade, obstacle=obstacle)))
    for (trade, tool), difficulty in tools.items():
        if tool and len(difficulty.authors) >= _FEWEST_AUTHORS and _can_be_told(difficulty, managers):
            need = Need(trade, example=difficulty.example.fact.ref)
            found[trade].append((-len(difficulty.people), 1, tool, need))
    return {trade: min(needs, key=lambda each: each[:3])[3] for trade, needs in found.items()}


def _difficulties(
    ranked: Sequence[Stood], said: Said, managers: Mapping[str, str | None]
) -> Iterator[tuple[Stood, TryFact, str]]:
    """Each try that did not go as it was told, by people of the directory, with its share and its trade."""
    for stood in ranked:
        for each in said.get(stood.fact.ref, {}).values():
            is_left_out = each.person_id == stood.fact.author_id or each.person_id not in managers
            if each.outcome is not Outcome.WORKED and each.trade is not None and not is_left_out:
                yield stood, each, each.trade


def _can_be_told(difficulty: _Difficulty, managers: Mapping[str, str | None]) -> bool:
    return difficulty.is_news and is_publishable(_outside_any_team(difficulty.people, managers))


def _outside_any_team(people: Iterable[str], managers: Mapping[str, str | None]) -> int:
    """How many there are without the team that has most of them."""
    teams = [managers[person_id] for person_id in people]
    largest = max(Counter(team for team in teams if team is not None).values(), default=0)
    return len(teams) - largest
