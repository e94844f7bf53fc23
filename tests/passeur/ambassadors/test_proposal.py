from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.proposal import Material, Part, Proposal, propose
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.ambassadors.selection import HIGHEST_MERIT, merit_of
from passeur.ambassadors.selection_reasons import Ground, Reason
from passeur.ambassadors.shortfalls import Lack
from passeur.directory.headcounts import Headcounts
from tests.cards.samples import ORGANISATION

TENANT = "tenant"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
COHORT = Cohort(TENANT, "2027-1", Call(4, NOW), CohortState.CHOOSING, NOW, "lead", date(2027, 1, 4), date(2027, 6, 30))
SMALL = replace(ORGANISATION, proportions=Proportions(technical_trades=frozenset({"maintenance"})))
PEOPLE = Headcounts(
    NOW, {("achats", "paris"): 180, ("ventes", "nantes"): 240, ("rh", "paris"): 30, ("ventes", "paris"): 120}
)


def candidate(name: str, trade: str = "achats", site: str = "paris", **changes: Any) -> Candidate:
    made = Candidate(
        TENANT,
        COHORT.id,
        name,
        Way.VOLUNTEERED,
        CandidateState.APPLIED,
        NOW - timedelta(days=9),
        trade,
        site,
        "",
        Availability.TWO_HOURS_A_MONTH,
        Seniority.TWO_TO_TEN,
    )
    return replace(made, **changes)


def reviews(name: str, *values: int) -> list[Review]:
    return [
        Review(TENANT, COHORT.id, name, f"reader-{number}", {each: Mark(value) for each in Criterion}, NOW)
        for number, value in enumerate(values)
    ]


def proposal(*candidates: Candidate, found: list[Review] | None = None, **changes: Any) -> Proposal:
    """Everybody has two reviews with twos, unless `found` says otherwise."""
    two_each = [review for each in candidates for review in reviews(each.person_id, 2, 2)]
    material = Material(COHORT, candidates, two_each if found is None else found, frozenset(), PEOPLE)
    return propose(replace(material, **changes), SMALL)


def names(of: Proposal, part: Part) -> list[str]:
    return [line.candidate.person_id for line in of.parts[part]]


def test_marks_are_averages_in_which_essential_ones_count_double() -> None:
    marks = {each: Mark(3 if each.is_essential else 0) for each in Criterion}
    one = Review(TENANT, COHORT.id, "a", "r-1", marks, NOW)
    assert merit_of([one, one]) == 1800
    assert merit_of([one, *reviews("a", 3)]) == (1800 + 100 * HIGHEST_MERIT) // 2
    assert merit_of(reviews("a", 1, 2, 2)) == 1500
    assert HIGHEST_MERIT == 27


def test_fewer_than_two_reviews_are_not_enough_and_it_is_said() -> None:
    made = proposal(candidate("a"), candidate("b"), found=[*reviews("a", 2, 3), *reviews("b", 3)])
    assert names(made, Part.CHOSEN) == ["a"]
    (line,) = made.parts[Part.UNREVIEWED]
    assert (line.merit, line.reason) == (None, Reason(Ground.FEW_REVIEWS, "1"))
    assert any(each.lack is Lack.REVIEWS and each.found == 1 for each in made.shortfalls)


def test_the_programme_lead_keeps_in_even_who_has_no_review_and_leaves_out_even_the_best() -> None:
    made = proposal(
        candidate("in", kept=True), candidate("out", kept=False), candidate("a"), found=[*reviews("out", 3, 3)]
    )
    assert names(made, Part.CHOSEN) == ["in"]
    assert names(made, Part.LEFT_OUT) == ["out"]
    assert {line.reason.ground for line in made.lines if line.candidate.kept is not None} == {Ground.DECISION}


def test_only_those_who_are_candidates_now_are_proposed() -> None:
    gone = candidate("gone", state=CandidateState.WITHDRAWN)
    assert names(proposal(gone, candidate("a")), Part.CHOSEN) == ["a"]
    assert len(proposal(gone).lines) == 0


def test_the_waiting_list_is_half_of_the_places_with_the_best_marks_first() -> None:
    people = [candidate(f"p{number}") for number in range(9)]
    found = [review for number, each in enumerate(people) for review in reviews(each.person_id, number % 4, 2)]
    made = proposal(*people, found=found)
    assert [len(made.parts[part]) for part in Part] == [4, 2, 3, 0]
    waiting = [line.merit or 0 for line in made.parts[Part.WAITING]]
    assert waiting == sorted(waiting, reverse=True)
    assert min(waiting) >= max(line.merit or 0 for line in made.parts[Part.LEFT_OUT])


def test_a_major_trade_and_a_large_group_at_a_site_without_candidate_are_named() -> None:
    made = proposal(candidate("a"), candidate("v", "ventes", "paris"))
    assert [(each.lack, each.about, each.site) for each in made.shortfalls if each.lack in (Lack.SITE, Lack.PLACE)] == [
        (Lack.SITE, "nantes", ""),
        (Lack.PLACE, "ventes", "nantes"),
    ]
    alone = proposal(candidate("a"))
    assert [each.about for each in alone.shortfalls if each.lack is Lack.TRADE] == ["ventes"]


def test_a_call_for_some_trades_misses_no_other_trade() -> None:
    cohort = replace(COHORT, call=replace(COHORT.call, trades=frozenset({"achats"})))
    made = proposal(candidate("a"), cohort=cohort)
    assert not [each for each in made.shortfalls if each.lack in (Lack.TRADE, Lack.PLACE)]


def test_without_headcounts_every_trade_counts_and_it_is_said() -> None:
    made = proposal(candidate("a"), headcounts=None)
    assert made.shortfalls[-1].lack is Lack.NO_HEADCOUNTS
    assert len([each for each in made.shortfalls if each.lack is Lack.TRADE]) == len(ORGANISATION.trades) - 1


def test_too_few_and_too_many_for_so_many_employees_is_said() -> None:
    people = [candidate(f"p{number}") for number in range(4)]
    lacks = {
        total: {
            each.lack for each in proposal(*people, headcounts=Headcounts(NOW, {("rh", "paris"): total})).shortfalls
        }
        for total in (200, 500, 2000)
    }
    assert [Lack.TOO_MANY in lacks[200], Lack.TOO_FEW in lacks[200]] == [True, False]
    assert not lacks[500] & {Lack.TOO_MANY, Lack.TOO_FEW}
    assert Lack.TOO_FEW in lacks[2000]


def test_managers_are_those_who_have_a_team_and_too_many_are_named() -> None:
    people = [candidate(f"p{number}") for number in range(4)]
    made = proposal(*people, managers=frozenset({"p0", "p1", "p2"}))
    (shares,) = [each for each in made.shortfalls if each.lack is Lack.MANAGERS]
    assert (shares.wanted, shares.found) == (1, 3)
    assert sum(line.is_manager for line in made.parts[Part.CHOSEN]) == 3


def test_a_version_changes_with_who_is_proposed_and_with_nothing_else() -> None:
    people = [candidate(f"p{number}") for number in range(6)]
    assert proposal(*people).version == proposal(*reversed(people)).version
    assert proposal(*people[:-1], replace(people[-1], kept=True)).version != proposal(*people).version
