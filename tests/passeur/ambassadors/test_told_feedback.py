"""What a host can work out of everything they were ever told: every sequence of what can be told is tried."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passeur.ambassadors.told_feedback import ToldFeedback, is_most, next_told
from passeur.ambassadors.workshops import Feedback

AT = datetime(2026, 11, 20, 16, tzinfo=UTC)
# How many more people had answered at each look, never fewer than five, and how many looks: all of them are tried.
SHORT, LONG = ((5, 6, 7, 8, 11, 30), 3), ((5, 7), 6)


def answers(yes: int, everybody: int) -> list[Feedback]:
    return [Feedback("w", f"r{each:03d}", 4 if each < yes else 1, each < yes, AT) for each in range(everybody)]


def possible(groups: tuple[int, ...], told: tuple[bool, ...]) -> list[set[int]]:
    """For each group of people who answered between two looks, how many of them may have said yes."""
    totals, ends = [0], []
    for group in groups:
        totals.append(totals[-1] + group)
    reached: list[set[int]] = [{0}]
    for index, word in enumerate(told):
        now = {
            before + yes
            for before in reached[-1]
            for yes in range(groups[index] + 1)
            if is_most(before + yes, totals[index + 1]) is word
        }
        reached.append(now)
    left = reached[-1]
    for index in reversed(range(len(told))):
        pairs = {
            (before, before + yes)
            for before in reached[index]
            for yes in range(groups[index] + 1)
            if before + yes in left
        }
        ends.append({after - before for before, after in pairs})
        left = {before for before, _ in pairs}
    return ends[::-1]


def sequences(steps: tuple[int, ...], looks: int) -> Iterator[tuple[tuple[int, ...], tuple[bool, ...]]]:
    def grown(groups: tuple[int, ...], told: tuple[bool, ...]) -> Iterator[tuple[tuple[int, ...], tuple[bool, ...]]]:
        if groups:
            yield groups, told
        if len(groups) < looks:
            for step in steps:
                for word in (True, False):
                    longer = (*groups, step), (*told, word)
                    if all(possible(*longer)):
                        yield from grown(*longer)

    return grown((), ())


@pytest.mark.parametrize(("steps", "looks"), [SHORT, LONG])
def test_no_group_between_two_looks_is_ever_known_to_be_of_one_mind(steps: tuple[int, ...], looks: int) -> None:
    tried = 0
    for groups, told in sequences(steps, looks):
        tried += 1
        for group, yes in zip(groups, possible(groups, told), strict=True):
            assert yes != {0}, (groups, told)
            assert yes != {group}, (groups, told)
    assert tried > 1000


@settings(max_examples=300, deadline=None)
@given(groups=st.lists(st.integers(5, 40), min_size=1, max_size=9), data=st.data())
def test_nor_in_any_history_of_real_answers(groups: list[int], data: st.DataObject) -> None:
    """The host of the worst luck: unanimous groups, one after the other."""
    yes = [data.draw(st.sampled_from([0, group, group // 2])) for group in groups]
    told = tuple(is_most(sum(yes[: index + 1]), sum(groups[: index + 1])) for index in range(len(groups)))
    for group, found in zip(groups, possible(tuple(groups), told), strict=True):
        assert found not in ({0}, {group})


@pytest.mark.parametrize("everybody", range(5))
def test_nothing_is_told_of_fewer_than_five(everybody: int) -> None:
    assert next_told(None, answers(everybody, everybody)) is None


def test_what_was_told_stays_until_five_more_have_answered() -> None:
    told = next_told(None, answers(5, 5))
    assert told == ToldFeedback(5, useful=True, will_use=True)
    for more in range(5):
        assert next_told(told, answers(0, 5 + more)) == told
    assert next_told(told, answers(0, 10)) == ToldFeedback(10, useful=False, will_use=False)


@given(arrivals=st.lists(st.integers(0, 9), max_size=30))
def test_whatever_the_looks_two_things_told_are_five_people_apart(arrivals: list[int]) -> None:
    told: ToldFeedback | None = None
    number = 0
    for more in arrivals:
        number += more
        newer = next_told(told, answers(number // 2, number))
        assert newer == told or newer is not None
        if newer != told:
            assert newer is not None
            assert newer.answers - (told.answers if told else 0) >= 5
        told = newer


@pytest.mark.parametrize(("some", "everybody", "most"), [(2, 5, False), (3, 5, True), (5, 10, False), (6, 10, True)])
def test_most_is_more_than_half(*, some: int, everybody: int, most: bool) -> None:
    assert is_most(some, everybody) is most
