"""Whatever somebody adds and subtracts of the sums that are told, it is about five people at least, or nobody."""

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passeur.privacy.differences import tellable
from tests.passeur.privacy.attack import given_away

Place = tuple[str, str, str]


def table(places: dict[Place, set[str]]) -> list[tuple[str, list[Place]]]:
    """The total, then the sums of each dimension."""
    sums: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places):
        sums["total"].append(place)
        for name, part in zip(("cohort", "site", "trade"), place, strict=True):
            sums[f"{name}:{part}"].append(place)
    return sorted(sums.items(), key=lambda each: (each[0] != "total", each[0]))


def crowd(name: str, count: int) -> set[str]:
    return {f"{name}{number}" for number in range(count)}


def test_large_groups_are_all_told() -> None:
    places = {("c", site, trade): crowd(site + trade, 6) for site in "lp" for trade in "fr"}
    assert tellable(table(places), places) == ("total", "cohort:c", "site:l", "site:p", "trade:f", "trade:r")


def test_what_is_left_of_the_total_is_about_five_people_too() -> None:
    places = {("c", "l", "f"): crowd("f", 9), ("c", "l", "r"): crowd("r", 3)}
    assert "trade:f" not in tellable(table(places), places)
    places["c", "l", "r"] |= crowd("s", 2)
    assert {"trade:f", "trade:r"} <= set(tellable(table(places), places))


def test_a_trade_that_is_at_one_site_alone_does_not_give_the_others_of_the_site_away() -> None:
    places = {("c", "l", "f"): crowd("f", 6), ("c", "l", "r"): crowd("r", 2), ("c", "p", "r"): crowd("s", 20)}
    told = set(tellable(table(places), places))
    assert {"site:l", "site:p"} <= told
    assert not told & {"trade:f", "trade:r"}


def test_that_nobody_of_a_group_did_anything_is_told_of_no_group() -> None:
    idle: set[str] = set()
    places = {("c", "l", "f"): crowd("f", 7), ("c", "p", "r"): idle, ("c", "p", "s"): crowd("s", 9)}
    told = set(tellable(table(places), places))
    assert "trade:r" not in told
    # Seven and nine beside a total of sixteen would say that the others are nought.
    assert not {"total", "trade:f", "trade:s"} <= told


def test_one_person_at_two_places_is_one_person() -> None:
    one = {"a", "b", "c", "d"}
    places = {("c", "l", "f"): one, ("d", "l", "f"): one, ("c", "p", "r"): crowd("r", 9)}
    assert not {"site:l", "trade:f"} & set(tellable(table(places), places))


@pytest.mark.timeout(20)
def test_a_company_of_thousands_is_told_at_once() -> None:
    dice = random.Random(4)  # noqa: S311 - a company, not a secret
    places = {
        (cohort, site, trade): crowd(cohort + site + trade, dice.choice((0, 1, 2, 40, 60)))
        for cohort in "cd"
        for site in "lmnopq"
        for trade in "abcdefghijklmn"
    }
    assert len(tellable(table(places), places)) >= 21


def small_companies() -> st.SearchStrategy[dict[Place, set[str]]]:
    return st.integers(0, 10**9).map(_company)


def _company(seed: int) -> dict[Place, set[str]]:
    dice = random.Random(seed)  # noqa: S311 - a company, not a secret
    cohorts, sites, trades = "cd"[: dice.randint(1, 2)], "lmn"[: dice.randint(1, 3)], "rstu"[: dice.randint(1, 4)]
    places: dict[Place, set[str]] = defaultdict(set)
    for number in range(dice.randint(0, 17)):
        for _ in range(dice.choice((1, 1, 1, 1, 2))):
            places[dice.choice(cohorts), dice.choice(sites), dice.choice(trades)].add(f"p{number:02d}")
    for _ in range(dice.choice((0, 0, 1, 3))):
        # Somebody is there and did nothing.
        places[dice.choice(cohorts), dice.choice(sites), dice.choice(trades)] |= set()
    return dict(places)


@settings(max_examples=150, deadline=None)
@given(small_companies())
def test_nobody_can_work_out_a_figure_of_fewer_than_five_people(places: dict[Place, set[str]]) -> None:
    sums = dict(table(places))
    told = tellable(table(places), places)
    assert all(len(set[str]().union(*(places[place] for place in sums[name]))) >= 5 for name in told)
    assert given_away([set(sums[name]) for name in told], places) is None


@settings(max_examples=60, deadline=None)
@given(small_companies())
def test_nothing_is_kept_back_that_could_have_been_told(places: dict[Place, set[str]]) -> None:
    sums = dict(table(places))
    told = tellable(table(places), places)
    rows = [set(sums[name]) for name in told]
    for name in sums.keys() - set(told):
        assert given_away([*rows, set(sums[name])], places) is not None, name
