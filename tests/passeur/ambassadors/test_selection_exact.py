"""The solver's choice is the best there is: against every choice, and against another way to compute it."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.selection import Loss, Problem, loss_of
from passeur.ambassadors.selection_solver import choose
from tests.passeur.ambassadors.best_loss import best_loss
from tests.passeur.ambassadors.selection_problems import kind, profile, seeded_problem, small_problems


def least_loss(problem: Problem) -> Loss:
    """Of every choice that respects the programme lead's word, one after the other."""
    kept = {each.person_id for each in problem.profiles if each.kept}
    free = [each.person_id for each in problem.profiles if each.kept is None]
    return min(
        loss_of(problem, kept | set(others))
        for size in range(len(free) + 1)
        for others in combinations(free, size)
        if len(kept) + size <= max(problem.wanted, len(kept))
    )


@settings(max_examples=250, deadline=None)
@given(small_problems())
def test_no_other_choice_is_better(problem: Problem) -> None:
    assert loss_of(problem, choose(problem)) == least_loss(problem)


@settings(max_examples=60, deadline=None)
@given(small_problems())
def test_the_word_of_the_programme_lead_is_kept(problem: Problem) -> None:
    chosen = choose(problem)
    assert {each.person_id for each in problem.profiles if each.kept} <= chosen
    assert not chosen & {each.person_id for each in problem.profiles if each.kept is False}


@pytest.mark.parametrize("seed", range(6))
def test_on_medium_problems_it_is_what_another_formulation_computes(seed: int) -> None:
    problem = seeded_problem(26, 7, trades=4, sites=3, seed=seed)
    assert loss_of(problem, choose(problem)) == best_loss(problem)


@settings(max_examples=60, deadline=None)
@given(small_problems())
def test_the_other_formulation_agrees_with_every_choice_too(problem: Problem) -> None:
    assert best_loss(problem) == least_loss(problem)


def test_five_hundred_candidates_keep_every_aim() -> None:
    problem = seeded_problem(500, 20)
    # Twenty are two more than three equal parts of six: four thirds of a person is the least uneven that they can be.
    assert loss_of(problem, choose(problem))[:6] == (0, 0, 0, 0, 4, 4)


def test_the_order_in_which_candidates_are_read_changes_nothing() -> None:
    problem = seeded_problem(120, 15)
    shuffled = list(problem.profiles)
    random.Random(3).shuffle(shuffled)  # noqa: S311  # a test
    again = Problem.of(shuffled, wanted=15, trades=problem.trades, sites=problem.sites, proportions=problem.proportions)
    assert choose(again) == choose(problem) == choose(problem)


def test_managers_are_only_too_many_where_a_place_would_stay_empty() -> None:
    people = [profile(f"m{number}", kind(manager=True), 2000) for number in range(6)]
    people += [profile(f"e{number}", kind(), 500) for number in range(7)]
    proportions = Proportions(most_managers=30)
    problem = Problem.of(people, wanted=10, trades=[], sites=[], proportions=proportions)
    assert loss_of(problem, choose(problem))[:2] == (0, 0)
    fewer = Problem.of(people[:-2], wanted=10, trades=[], sites=[], proportions=proportions)
    assert loss_of(fewer, choose(fewer))[:2] == (0, 2)


def test_a_trade_comes_before_marks_and_a_limit_before_a_trade() -> None:
    best = [profile(f"b{number}", kind("ventes"), 2700) for number in range(3)]
    only = profile("only", kind("finance"), 0)
    chief = profile("chief", kind("achats", manager=True), 2700)
    problem = Problem.of(
        [*best, only, chief],
        wanted=3,
        trades=["finance", "ventes", "achats"],
        sites=[],
        proportions=Proportions(most_managers=30),
    )
    chosen = choose(problem)
    assert "only" in chosen
    assert "chief" not in chosen


def test_nobody_and_nothing_wanted_are_no_trouble() -> None:
    for people, wanted in (([], 5), ([profile("a", kind())], 0), ([profile("a", kind(), kept=False)], 3)):
        problem = Problem.of(people, wanted=wanted, trades=["rh"], sites=["lyon"], proportions=Proportions())
        assert choose(problem) == frozenset()


def test_thirds_count_people_of_each_way_and_seniority() -> None:
    assert [len(Way), len(Seniority)] == [3, 3]
