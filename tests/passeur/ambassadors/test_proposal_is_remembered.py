"""A proposal that was worked out once is there for the page that comes next."""

import pytest

from passeur.ambassadors import proposal
from passeur.ambassadors.selection import Problem
from passeur.settings import read_organisation
from tests.benchmarks.selection import a_call
from tests.benchmarks.stage import ENVIRONMENT


def test_the_next_page_does_not_work_it_out_again_and_a_changed_mark_does(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[Problem] = []

    def choose(problem: Problem) -> frozenset[str]:
        worked_out.append(problem)
        return frozenset(each.person_id for each in problem.profiles[: problem.seats])

    monkeypatch.setattr(proposal, "choose", choose)
    proposal._choice.cache_clear()
    organisation = read_organisation(ENVIRONMENT)
    material = a_call(40, 5, 1)
    first = proposal.propose(material, organisation)
    assert proposal.propose(material, organisation) == first
    assert len(worked_out) == 1
    proposal.propose(a_call(40, 5, 2), organisation)
    assert len(worked_out) == 2
    proposal._choice.cache_clear()
