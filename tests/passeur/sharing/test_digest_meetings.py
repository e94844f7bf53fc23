import pytest

from passeur.sharing.digest_facts import SharedFact, TryFact
from passeur.sharing.digests import Meeting, Meets
from tests.passeur.sharing.digest_company import WITHIN, material, ref, share, tried

MANAGERS: dict[str, str | None] = {
    "ana": "boss",
    "bob": "boss",
    "boss": "director",
    "eve": "other",
    "other": "director",
    "lou": "ana",
    "director": None,
}


def meeting(shares: list[SharedFact], tries: list[TryFact] | None = None, manager: str = "boss") -> Meeting | None:
    return material(shares, tries or [], MANAGERS).meetings.get(manager)


def test_two_people_whose_shares_have_the_same_tool_are_introduced_to_each_other_by_both_managers() -> None:
    shares = [share(1, "ana", tool="copilot"), share(2, "eve", tool="copilot", at=WITHIN)]
    assert meeting(shares) == Meeting(ref(1), ref(2), Meets.TOOL)
    assert meeting(shares, manager="other") == Meeting(ref(2), ref(1), Meets.TOOL)


def test_a_variation_is_a_better_reason_than_a_tool_and_says_who_began() -> None:
    shares = [
        share(1, "ana", tool="copilot"),
        share(2, "eve", tool="copilot", at=WITHIN, parent=1),
    ]
    assert meeting(shares) == Meeting(ref(1), ref(2), Meets.VARIATION)
    assert meeting(shares, manager="other") == Meeting(ref(2), ref(1), Meets.VARIATION, reverse=True)


@pytest.mark.parametrize(("people", "is_said"), [(4, False), (5, True)])
def test_what_works_in_a_trade_is_a_reason_when_five_people_of_that_trade_say_so(people: int, *, is_said: bool) -> None:
    shares = [share(1, "ana", "rh", at=WITHIN), share(2, "eve", "si")]
    found = meeting(shares, [tried(2, f"p{n}", "rh") for n in range(people)])
    assert (found == Meeting(ref(1), ref(2), Meets.TRADE)) is is_said


def test_nobody_is_introduced_for_having_tried_only() -> None:
    assert meeting([share(1, "ana", at=WITHIN)], [tried(1, "eve", "si")]) is None


def test_nobody_is_introduced_again_without_anything_new() -> None:
    assert meeting([share(1, "ana", tool="copilot"), share(2, "eve", tool="copilot")]) is None


@pytest.mark.parametrize("other", ["ana", "bob", "boss", "lou", "ghost"])
def test_people_of_one_team_the_manager_and_strangers_are_not_introduced(other: str) -> None:
    shares = [share(1, "ana", tool="copilot", at=WITHIN), share(2, other, tool="copilot", at=WITHIN)]
    assert meeting(shares) is None
