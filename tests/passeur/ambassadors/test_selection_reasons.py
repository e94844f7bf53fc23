"""Each reason is checked against every exchange of two people: what it names is what the exchange would lose first."""

from hypothesis import given, settings

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.selection import Aim, Loss, Problem, loss_of
from passeur.ambassadors.selection_reasons import MANAGERS, Ground, Reason, reasons_of
from passeur.ambassadors.selection_solver import choose
from tests.passeur.ambassadors.selection_problems import kind, profile, seeded_problem, small_problems


def first_worse(best: Loss, other: Loss) -> Ground:
    """The aim for which the other choice is worse; the earliest application settles what is equal."""
    aims = list(Aim)
    return next((Ground(aims[place]) for place in range(len(aims)) if other[place] != best[place]), Ground.MOMENT)


def by_exchanges(problem: Problem, chosen: frozenset[str], person_id: str) -> Ground:
    """The reason as it is defined, found by trying every exchange of this person with somebody else."""
    free = [each.person_id for each in problem.profiles if each.kept is None]
    inside = person_id in chosen
    others = [each for each in free if (each in chosen) is not inside]
    if not others:
        return Ground.SEATS
    exchanged = min(loss_of(problem, chosen ^ {person_id, other}) for other in others)
    return first_worse(loss_of(problem, chosen), exchanged)


@settings(max_examples=200, deadline=None)
@given(small_problems())
def test_every_reason_names_what_the_best_exchange_would_lose(problem: Problem) -> None:
    chosen = choose(problem)
    reasons = reasons_of(problem, chosen)
    assert set(reasons) == {each.person_id for each in problem.profiles}
    for each in problem.profiles:
        expected = by_exchanges(problem, chosen, each.person_id) if each.kept is None else Ground.DECISION
        assert reasons[each.person_id].ground is expected


def test_reasons_of_a_large_call_are_those_of_every_exchange_too() -> None:
    problem = seeded_problem(150, 16)
    chosen = choose(problem)
    reasons = reasons_of(problem, chosen)
    for each in problem.profiles[::7]:
        assert reasons[each.person_id].ground is by_exchanges(problem, chosen, each.person_id)


def test_a_reason_says_what_it_is_about() -> None:
    people = [
        profile("only", kind("finance", "lyon", Way.SPOTTED), 300),
        *(profile(f"r{number}", kind("rh", "nantes"), 2000 + number) for number in range(3)),
        profile("chief", kind("rh", "nantes", manager=True), 2700),
    ]
    problem = Problem.of(
        people, wanted=2, trades=["finance", "rh"], sites=[], proportions=Proportions(most_managers=30)
    )
    reasons = reasons_of(problem, choose(problem))
    assert reasons["only"] == Reason(Ground.TRADES, "finance")
    assert reasons["chief"] == Reason(Ground.SHARES, MANAGERS)
    assert reasons["r0"] == Reason(Ground.MERIT)


def test_a_full_part_of_a_way_or_a_seniority_is_named() -> None:
    people = [profile(f"{way}-{number}", kind(way=way), 1000) for way in Way for number in range(1)]
    people.append(profile("fourth", kind(way=Way.VOLUNTEERED), 2700))
    people[0] = profile("first", kind(way=Way.VOLUNTEERED), 2700, minute=-5)
    problem = Problem.of(people, wanted=3, trades=[], sites=[], proportions=Proportions())
    reasons = reasons_of(problem, choose(problem))
    assert reasons["fourth"] == Reason(Ground.MOMENT)
    assert reasons[f"{Way.SPOTTED}-0"] == Reason(Ground.WAYS, Way.SPOTTED)
    same_way = [profile(f"{years}", kind(seniority=years), 1000) for years in Seniority]
    same_way.append(profile("extra", kind(seniority=Seniority.OVER_TEN), 900))
    problem = Problem.of(same_way, wanted=3, trades=[], sites=[], proportions=Proportions())
    assert reasons_of(problem, choose(problem))[Seniority.UNDER_TWO] == Reason(Ground.SENIORITY, Seniority.UNDER_TWO)


def test_a_reason_is_read_as_it_was_written() -> None:
    for reason in (Reason(Ground.TRADES, "rh"), Reason(Ground.MERIT), Reason(Ground.FEW_REVIEWS, "1")):
        assert Reason.parse(str(reason)) == reason
