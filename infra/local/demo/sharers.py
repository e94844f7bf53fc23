"""Who shares what: a few people of each trade share often, most share once, and some are heard in other trades."""

import random
from collections import deque
from collections.abc import Sequence

from infra.local.cast import CAST, LEAD
from infra.local.demo.chance import dice, draw
from infra.local.demo.organisation import TRADES
from infra.local.demo.use_cases import UseCase
from passeur.people import Person

# Two weeks of shares by different people: a recap tells one share of each author.
_BETWEEN_TWO_SHARES = 30
_SHARERS_OF_A_TRADE = 10
# The trades in which somebody's use cases travel: what the product calls a Bridger.
_BRIDGED_TRADES = ("finance", "logistique", "maintenance", "production", "qualite", "rh", "ventes")
_TO_THE_BRIDGER = 0.5
# The newest shares, of which any preview of a recap tells some: the cast is heard there.
NEWEST = 15
_EARLY = {"si": -0.12, "communication": -0.10, "marketing": -0.08, "production": 0.06, "maintenance": 0.05}


def in_order_of_sharing(catalogue: Sequence[UseCase]) -> tuple[UseCase, ...]:
    """The use cases in the order in which they were shared: some trades begin earlier, and none goes quiet."""
    chance = dice("order")
    moments: dict[str, float] = {}
    for trade, *_ in TRADES:
        own = [each.key for each in catalogue if each.content.trade == trade]
        chance.shuffle(own)
        for rank, key in enumerate(own):
            progress = (rank + 0.5) / len(own)
            # Those who begin early still share at the end.
            moments[key] = progress + _EARLY.get(trade, 0.0) * (1 - progress) + chance.gauss(0, 0.03)
    return tuple(sorted(catalogue, key=lambda each: (moments[each.key], each.key)))


def authors_of(shared: Sequence[UseCase], company: Sequence[Person]) -> tuple[Person, ...]:
    """The author of each use case, from the newest back, so that the newest are heard from different people."""
    chance = dice("authors")
    sharers = {trade: _sharers(trade, company, chance) for trade, *_ in TRADES}
    lately: deque[str] = deque(maxlen=_BETWEEN_TWO_SHARES)
    authors: list[Person] = []
    for age, use_case in enumerate(reversed(shared)):
        free = [(person, weight) for person, weight in sharers[use_case.content.trade] if person.id not in lately]
        author = _author(use_case, free, age, chance)
        lately.append(author.id)
        authors.append(author)
    return tuple(reversed(authors))


def bridgers(company: Sequence[Person]) -> frozenset[str]:
    """The ids of the people whose use cases are taken up by other trades."""
    chance = dice("authors")
    sharers = {trade: _sharers(trade, company, chance) for trade, *_ in TRADES}
    return frozenset(sharers[trade][0][0].id for trade in _BRIDGED_TRADES)


def all_sharers(company: Sequence[Person]) -> frozenset[str]:
    """The ids of everybody who may have shared something."""
    chance = dice("authors")
    return frozenset(person.id for trade, *_ in TRADES for person, _ in _sharers(trade, company, chance))


def _sharers(trade: str, company: Sequence[Person], chance: random.Random) -> list[tuple[Person, float]]:
    """Some people of a trade and how readily each shares, the readiest first."""
    cast = [person for person in company if person.trade == trade and person.id in _CAST]
    others = [person for person in company if person.trade == trade and person.id not in _CAST]
    people = [*(person for person in cast if person.id != LEAD.aad_object_id)]
    people += chance.sample(others, _SHARERS_OF_A_TRADE - len(people))
    # The programme lead shares too, without being the voice of a trade.
    people[7:7] = [person for person in cast if person.id == LEAD.aad_object_id]
    return [(person, 1 / (rank + 1.5)) for rank, person in enumerate(people)]


def _author(use_case: UseCase, free: Sequence[tuple[Person, float]], age: int, chance: random.Random) -> Person:
    first = free[0][0]
    if age < NEWEST and first.id in _CAST and first.id != LEAD.aad_object_id:
        return first
    travels = use_case.for_all or use_case.variations
    if travels and use_case.content.trade in _BRIDGED_TRADES and chance.random() < _TO_THE_BRIDGER:
        return first
    return draw(chance, free)


_CAST = frozenset(each.aad_object_id for each in CAST)
