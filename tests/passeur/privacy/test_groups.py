"""No figure about fewer than five people, and none that a subtraction would give away."""

from hypothesis import given
from hypothesis import strategies as st

from passeur.privacy.groups import SMALLEST_GROUP, is_publishable, publishable

GROUPS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 30), max_size=8)


def test_four_people_are_too_few_and_five_are_enough() -> None:
    assert not is_publishable(4)
    assert is_publishable(5)


def test_large_groups_are_shown_as_they_are() -> None:
    assert publishable({"rh": 5, "finance": 12}) == {"rh": 5, "finance": 12}


def test_one_small_group_takes_another_with_it() -> None:
    assert publishable({"rh": 2, "finance": 12, "achats": 7}) == {"rh": None, "finance": 12, "achats": None}


def test_without_a_total_beside_it_a_small_group_is_hidden_alone() -> None:
    assert publishable({"rh": 2, "finance": 12}, total_is_shown=False) == {"rh": None, "finance": 12}


def test_two_small_groups_that_make_fewer_than_five_take_a_third() -> None:
    assert publishable({"rh": 1, "si": 2, "finance": 12}) == {"rh": None, "si": None, "finance": None}


def test_nobody_is_a_number_too() -> None:
    assert publishable({"rh": 0, "finance": 12}) == {"rh": 0, "finance": 12}


@given(GROUPS)
def test_nothing_about_a_small_group_can_be_worked_out_from_the_total(groups: dict[str, int]) -> None:
    shown = publishable(groups)
    assert not any(number is not None and 0 < number < SMALLEST_GROUP for number in shown.values())
    # What a reader works out: the total less everything shown.
    hidden = [groups[group] for group, number in shown.items() if number is None]
    rest = sum(groups.values()) - sum(number for number in shown.values() if number is not None)
    assert rest == sum(hidden)
    if hidden and len(hidden) < sum(number > 0 for number in groups.values()):
        assert len(hidden) > 1
        assert rest >= SMALLEST_GROUP


@given(GROUPS)
def test_the_order_of_groups_changes_nothing(groups: dict[str, int]) -> None:
    assert publishable(dict(reversed(groups.items()))) == publishable(groups)
