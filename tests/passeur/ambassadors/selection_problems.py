"""Problems of selection: small ones for hypothesis, and seeded ones of any size."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.selection import Kind, Problem, Profile

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
WAYS, SENIORITIES = list(Way), list(Seniority)


def kind(
    trade: str = "rh",
    site: str = "lyon",
    way: Way = Way.VOLUNTEERED,
    seniority: Seniority = Seniority.TWO_TO_TEN,
    *,
    manager: bool = False,
    technical: bool = False,
) -> Kind:
    return Kind(trade, site, way, seniority, is_manager=manager, is_technical=technical)


def profile(name: str, of: Kind, merit: int = 1500, *, minute: int = 0, kept: bool | None = None) -> Profile:
    return Profile(name, of, merit, START + timedelta(minutes=minute), kept)


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    """Up to nine people, of few kinds and few marks, so that aims conflict and ties abound."""
    kinds = st.builds(
        Kind,
        st.sampled_from(["finance", "rh", "ventes"]),
        st.sampled_from(["lyon", "nantes", "paris"]),
        st.sampled_from(WAYS),
        st.sampled_from(SENIORITIES),
        st.booleans(),
        st.booleans(),
    )
    people = draw(
        st.lists(
            st.tuples(kinds, st.integers(0, 4), st.integers(0, 3), st.sampled_from([None, None, None, True, False])),
            max_size=9,
        )
    )
    return Problem.of(
        [
            Profile(f"p{number}", of, 50 * merit, START + timedelta(minutes=minute), kept)
            for number, (of, merit, minute, kept) in enumerate(people)
        ],
        wanted=draw(st.integers(0, 6)),
        trades=draw(st.sets(st.sampled_from(["finance", "rh", "ventes", "achats"]))),
        sites=draw(st.sets(st.sampled_from(["lyon", "nantes", "paris", "lille"]))),
        proportions=Proportions(
            most_managers=draw(st.sampled_from([0, 30, 50, 100])), most_technical=draw(st.sampled_from([0, 30, 100]))
        ),
    )


def seeded_problem(candidates: int, wanted: int, *, trades: int = 14, sites: int = 6, seed: int = 1) -> Problem:
    """Unequal trades and sites, few people who were spotted, technical trades, managers: as companies are."""
    chance = random.Random(seed)  # noqa: S311  # made-up people
    profiles = []
    for number in range(candidates):
        trade = min(int(chance.expovariate(0.25)), trades - 1)
        site = min(int(chance.expovariate(0.6)), sites - 1)
        way = chance.choices(WAYS, [6, 3, 1])[0]
        seniority = chance.choices(SENIORITIES, [2, 5, 3])[0]
        reviews = chance.choice([2, 2, 2, 3, 3, 4])
        marks = sum(
            chance.choices(range(4), [1, 3, 4, 2])[0] * weight for _ in range(reviews) for weight in (2, 2, 2, 1, 1, 1)
        )
        of = Kind(
            f"t{trade:02d}", f"s{site}", way, seniority, is_manager=chance.random() < 0.25, is_technical=trade % 12 == 0
        )
        profiles.append(Profile(f"p{number:05d}", of, 100 * marks // reviews, START + timedelta(minutes=number)))
    return Problem.of(
        profiles,
        wanted=wanted,
        trades=[f"t{number:02d}" for number in range(trades)],
        sites=[f"s{number}" for number in range(sites)],
        proportions=Proportions(),
    )
