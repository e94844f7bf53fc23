"""Who tries what colleagues shared, and what they found."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from infra.local.cast import CAST, LEAD
from infra.local.demo.agenda import Agenda
from infra.local.demo.chance import dice, draw
from infra.local.demo.use_cases import UseCase
from passeur.people import Person
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainUnit, Share, TimeGain

_CURIOUS = 420
_WAIT_IN_DAYS = 5.0
_FRAGILE = 0.09
_TELLS_A_GAIN = 0.4
_OUTCOMES = ((Outcome.WORKED, 0.62), (Outcome.CHANGED, 0.28), (Outcome.FAILED, 0.10))
_OUTCOMES_OF_FRAGILE = ((Outcome.WORKED, 0.2), (Outcome.CHANGED, 0.25), (Outcome.FAILED, 0.55))
_SAYS_WHY = 0.8
# What is changed is most often the prompt; what fails is most often wrong, or may not be done with one's own data.
_OBSTACLES = {
    Outcome.CHANGED: (
        (Obstacle.PROMPT_TO_ADAPT, 0.55),
        (Obstacle.WRONG_RESULT, 0.2),
        (Obstacle.NOT_FOR_MY_TRADE, 0.15),
        (Obstacle.TAKES_LONGER, 0.1),
    ),
    Outcome.FAILED: (
        (Obstacle.WRONG_RESULT, 0.38),
        (Obstacle.DATA_MAY_NOT_LEAVE, 0.22),
        (Obstacle.TOOL_NOT_AVAILABLE, 0.16),
        (Obstacle.TAKES_LONGER, 0.12),
        (Obstacle.NOT_FOR_MY_TRADE, 0.12),
    ),
}
_STEP = {GainUnit.MINUTES: Decimal(5), GainUnit.HOURS: Decimal("0.5"), GainUnit.DAYS: Decimal("0.5")}
# Trades that work side by side, and so look at what the other does.
_NEIGHBOURS = {
    "achats": ("juridique", "compta", "logistique", "qualite"),
    "communication": ("marketing", "rh"),
    "compta": ("finance", "achats"),
    "direction": ("finance", "communication"),
    "finance": ("compta", "direction"),
    "juridique": ("achats", "rh"),
    "logistique": ("production", "achats", "ventes"),
    "maintenance": ("production", "qualite"),
    "marketing": ("communication", "ventes"),
    "production": ("maintenance", "qualite", "logistique"),
    "qualite": ("production", "maintenance", "achats"),
    "rh": ("communication", "juridique"),
    "si": ("finance", "marketing"),
    "ventes": ("marketing", "logistique"),
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """The part of the company that tries things, and how readily each person does."""

    people: tuple[tuple[Person, float], ...]

    @classmethod
    def of(cls, company: Sequence[Person]) -> "Crowd":
        chance = dice("crowd")
        cast = {each.aad_object_id for each in CAST}
        curious = chance.sample([person for person in company if person.id not in cast], _CURIOUS)
        known = [(person, 14.0 if person.id == LEAD.aad_object_id else 8.0) for person in company if person.id in cast]
        return cls((*known, *((person, chance.paretovariate(1.6)) for person in curious)))

    def near(self, trades: frozenset[str]) -> list[tuple[Person, float]]:
        """The people of some trades; each trade weighs the same, however many it employs."""
        there = [(person, weight) for person, weight in self.people if person.trade in trades]
        total = {trade: sum(weight for person, weight in there if person.trade == trade) for trade in trades}
        return [(person, weight / total[person.trade or ""]) for person, weight in there]


def tries_of(
    use_case: UseCase,
    share: Share,
    *,
    crowd: Crowd,
    bridger: bool,
    newest: bool,
    agenda: Agenda,
    days: Sequence[date],
) -> list[Reproduction]:
    """What colleagues found with one share until today, one word for each person."""
    chance = dice("tries", use_case.key)
    outcomes = _OUTCOMES_OF_FRAGILE if chance.random() < _FRAGILE and not bridger else _OUTCOMES
    candidates = crowd.near(_trades(use_case, chance))
    found: dict[str, Reproduction] = {}
    for _ in range(_how_many(use_case, chance, bridger=bridger)):
        person = draw(chance, candidates)
        outcome = draw(chance, outcomes)
        gain = _own_gain(share.content.gain, chance) if chance.random() < _TELLS_A_GAIN else None
        at = agenda.later(days, share.published_at, _WAIT_IN_DAYS, chance)
        # The person at the keyboard keeps the newest shares to try.
        keeps = newest and person.id == LEAD.aad_object_id
        if at is None or person.id == share.author_id or person.id in found or keeps:
            continue
        told = None if outcome is Outcome.FAILED else gain
        why = _obstacle(outcome, dice("obstacle", use_case.key, person.id))
        found[person.id] = Reproduction(share.ref, person.id, outcome, at, person.trade, told, why)
    return list(found.values())


def try_before_varying(parent: Share, author: Person, varied_at: datetime, chance: random.Random) -> Reproduction:
    """Whoever publishes a variation tried the original just before, and had to change something."""
    at = max(parent.published_at, varied_at - timedelta(minutes=chance.randint(8, 25)))
    why = _obstacle(Outcome.CHANGED, dice("obstacle", parent.ref.id, author.id))
    return Reproduction(parent.ref, author.id, Outcome.CHANGED, at, author.trade, obstacle=why)


def _obstacle(outcome: Outcome, chance: random.Random) -> Obstacle | None:
    """Why it took a change or failed, as most people say."""
    if outcome is Outcome.WORKED or chance.random() > _SAYS_WHY:
        return None
    return draw(chance, _OBSTACLES[outcome])


def _trades(use_case: UseCase, chance: random.Random) -> frozenset[str]:
    if use_case.for_all:
        return frozenset(_NEIGHBOURS)
    own = use_case.content.trade
    near = {trade for trade in _NEIGHBOURS[own] if chance.random() < 0.6}  # noqa: PLR2004 - more often than not
    return frozenset({own} | near | {variation.content.trade for variation in use_case.variations})


def _how_many(use_case: UseCase, chance: random.Random, *, bridger: bool) -> int:
    """Most shares are tried by nobody to three people; what everybody can use, or a Bridger tells, goes far."""
    if use_case.for_all:
        return chance.randint(9, 26)
    if use_case.variations and bridger:
        return chance.randint(8, 18)
    low, high = draw(chance, (((0, 0), 0.24), ((1, 1), 0.24), ((2, 3), 0.28), ((4, 7), 0.18), ((8, 13), 0.06)))
    return chance.randint(low, high)


def _own_gain(claimed: TimeGain, chance: random.Random) -> TimeGain:
    """A gain of one's own, in the author's unit, as people round it."""
    step = _STEP[claimed.unit]
    steps = round(float(claimed.value / step) * chance.uniform(0.4, 1.25))
    return TimeGain(step * max(1, steps), claimed.unit, claimed.per)
