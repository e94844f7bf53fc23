from collections.abc import Sequence

import pytest

from passeur.sharing.digest_facts import SharedFact, TryFact
from passeur.sharing.digest_needs import TAUGHT
from passeur.sharing.digest_selection import select_digest
from passeur.sharing.digests import Need
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from tests.passeur.sharing.digest_company import BEFORE, material, ref, share, team, tried

SHARES = (share(1, "ana", tool="copilot"), share(2, "eve", tool="copilot"), share(3, "flo", tool="deepl"))
PEOPLE = tuple(f"p{number}" for number in range(6))
# Six people of six teams.
APART: dict[str, str | None] = {person: f"boss-of-{person}" for person in PEOPLE}


def stumbled(
    people: Sequence[str], number: int = 1, outcome: Outcome = Outcome.FAILED, obstacle: Obstacle | None = None
) -> list[TryFact]:
    return [tried(number, person, "rh", outcome, obstacle=obstacle) for person in people]


def needs(
    tries: Sequence[TryFact], managers: dict[str, str | None] | None = None, shares: Sequence[SharedFact] = SHARES
) -> dict[str, Need]:
    known = APART if managers is None else managers
    return dict(material(list(shares), list(tries), known).needs)


TOOL = {"rh": Need("rh", example=ref(1))}


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.CHANGED])
def test_what_six_people_of_different_teams_stumble_on_is_a_need_of_their_trade(outcome: Outcome) -> None:
    assert needs([*stumbled(PEOPLE[:3], 1, outcome), *stumbled(PEOPLE[3:], 2, outcome)]) == TOOL


def test_one_share_that_fails_says_nothing_of_its_tool() -> None:
    assert needs(stumbled(PEOPLE, 3)) == {}


def test_five_others_are_needed_whichever_team_reads() -> None:
    tries = [*stumbled(PEOPLE[:3], 1), *stumbled(PEOPLE[3:], 2)]
    assert needs(tries, APART | {"p1": "boss-of-p0"}) == {}
    assert needs(tries[:-1]) == {}


def test_people_who_left_or_whom_the_directory_does_not_know_are_not_counted() -> None:
    tries = [*stumbled(PEOPLE[:3], 1), *stumbled(PEOPLE[3:], 2)]
    known = {person: manager for person, manager in APART.items() if person != "p5"}
    assert needs([*tries, *stumbled(["ghost", "stranger", "visitor"])], known) == {}


def test_one_person_who_stumbles_everywhere_is_one_person() -> None:
    tries = [each for number in (1, 2) for each in stumbled(PEOPLE[:5], number)]
    assert needs(tries) == {}


def test_authors_do_not_count_on_their_own_shares() -> None:
    own = {"ana": None, "eve": None, **{person: APART[person] for person in PEOPLE[:5]}}
    tries = [*stumbled(PEOPLE[:3], 1), *stumbled(PEOPLE[3:5], 2), *stumbled(["ana"], 1), *stumbled(["eve"], 2)]
    assert needs(tries, own) == {}


def test_a_need_is_told_again_only_when_somebody_met_it_again() -> None:
    old = [TryFact(each.share, each.person_id, each.outcome, BEFORE, each.trade) for each in stumbled(PEOPLE)]
    both = [*old[:3], *(TryFact(ref(2), each.person_id, each.outcome, BEFORE, each.trade) for each in old[3:])]
    assert needs(both) == {}
    assert needs([*both, *stumbled(["p0"], 2)]) == TOOL


@pytest.mark.parametrize("obstacle", Obstacle)
def test_an_obstacle_is_a_need_when_it_can_be_taught(obstacle: Obstacle) -> None:
    found = needs(stumbled(PEOPLE, 3, Outcome.CHANGED, obstacle))
    assert found == ({"rh": Need("rh", obstacle)} if obstacle in TAUGHT else {})


def test_of_two_needs_the_one_of_more_people_is_told_and_an_obstacle_before_a_tool() -> None:
    more = {**APART, "p6": None}
    wrong = stumbled(PEOPLE, 1, obstacle=Obstacle.WRONG_RESULT)
    assert needs([*wrong, *stumbled(["p6"], 2)], more) == TOOL
    assert needs([*wrong, *stumbled(["p0"], 2)], more) == {"rh": Need("rh", Obstacle.WRONG_RESULT)}


def test_a_team_hears_of_the_need_of_its_largest_trade_that_has_one() -> None:
    tries = [*stumbled(PEOPLE[:3], 1), *stumbled(PEOPLE[3:], 2)]
    lessons = [share(8, "gus", "si"), share(9, "hal", "si")]
    made = material([*SHARES, *lessons], [*tries, tried(8, "x"), tried(9, "x")], APART)
    told = select_digest(team("boss", 9, si=7, rh=2), made)
    assert told is not None
    assert told.need == TOOL["rh"]
    without = select_digest(team("boss", 9, si=9), made)
    assert without is not None
    assert without.need is None
