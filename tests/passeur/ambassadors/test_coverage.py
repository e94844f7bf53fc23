from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from passeur.ambassadors.coverage import Coverage, Gap
from passeur.ambassadors.proportions import Proportions
from passeur.directory.headcounts import Headcounts
from passeur.privacy.groups import in_fives

COUNTED = datetime(2026, 11, 16, 2, tzinfo=UTC)
PROPORTIONS = Proportions(people_each=150, major_trade=100)
TRADES, SITES = ["finance", "rh", "ventes", ""], ["lyon", "nantes", "paris", ""]
places = st.tuples(st.sampled_from(TRADES), st.sampled_from(SITES))


def the_map(people: dict[tuple[str, str], int], *there: tuple[str, str]) -> Coverage:
    return Coverage.of(Headcounts(COUNTED, people), there, PROPORTIONS)


@given(st.dictionaries(places, st.integers(0, 900)), st.lists(places, max_size=30))
def test_nothing_is_ever_covered_beyond_what_is_wanted(
    people: dict[tuple[str, str], int], ambassadors: list[tuple[str, str]]
) -> None:
    """Whatever the headcounts: old, of trades that nobody is in any more, or of none at all."""
    coverage = the_map(people, *ambassadors)
    for cover in (*coverage.trades.values(), *coverage.sites.values(), *coverage.cells.values()):
        assert 0 <= cover.covered <= cover.wanted
        assert cover.covered + cover.missing == cover.wanted
    assert coverage.covered <= coverage.wanted
    assert coverage.covered + sum(gap.missing for gap in coverage.gaps) == coverage.wanted


@given(st.dictionaries(places, st.integers(0, 900)), st.lists(places, max_size=30))
def test_the_cells_of_a_trade_want_what_the_trade_wants(
    people: dict[tuple[str, str], int], ambassadors: list[tuple[str, str]]
) -> None:
    coverage = the_map(people, *ambassadors)
    for trade, cover in coverage.trades.items():
        cells = [cell for (each, _), cell in coverage.cells.items() if each == trade]
        placed = sum(count for (each, site), count in people.items() if each == trade and site)
        assert sum(cell.wanted for cell in cells) == (cover.wanted if placed else 0)


@given(st.dictionaries(places, st.integers(0, 900)), st.lists(places, max_size=30))
def test_a_gap_names_no_more_than_lacks(people: dict[tuple[str, str], int], ambassadors: list[tuple[str, str]]) -> None:
    for gap in the_map(people, *ambassadors).gaps:
        assert 0 <= sum(missing for _, missing in gap.sites) <= gap.missing


def test_a_trade_wants_one_for_each_hundred_and_fifty_rounded_up_and_none_below_the_threshold() -> None:
    wanted = {people: the_map({("rh", "lyon"): people}).trades["rh"].wanted for people in (1, 99, 100, 150, 151, 450)}
    assert wanted == {1: 0, 99: 0, 100: 1, 150: 1, 151: 2, 450: 3}


def test_a_site_wants_somebody_however_small() -> None:
    assert the_map({("rh", "lyon"): 4}).sites["lyon"].wanted == 1


def test_stale_headcounts_do_not_make_more_than_everything() -> None:
    coverage = the_map({("rh", "lyon"): 120}, *[("rh", "lyon")] * 9, ("finance", "nantes"))
    assert (coverage.covered, coverage.wanted, coverage.ambassadors) == (1, 1, 10)
    assert coverage.trades["finance"].covered == 0
    assert coverage.is_old(COUNTED + timedelta(days=46))
    assert not coverage.is_old(COUNTED + timedelta(days=44))


def test_a_gap_says_where() -> None:
    coverage = the_map({("finance", "lyon"): 300, ("finance", "nantes"): 140}, ("finance", "lyon"))
    assert coverage.gaps == (Gap("finance", 2, (("lyon", 1), ("nantes", 1))),)


def test_a_surplus_at_one_site_of_a_trade_makes_up_for_another_but_not_for_another_trade() -> None:
    people = {("finance", "lyon"): 150, ("finance", "nantes"): 150, ("rh", "lyon"): 150}
    coverage = the_map(people, ("finance", "lyon"), ("finance", "lyon"), ("finance", "lyon"))
    assert coverage.gaps == (Gap("rh", 1, (("lyon", 1),)),)


def test_people_without_a_trade_or_a_site_are_counted_apart() -> None:
    assert the_map({("", "lyon"): 7, ("rh", ""): 5, ("rh", "lyon"): 100}).nowhere == 12


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_sums_and_parts_in_fives_never_tell_a_small_part(parts: list[int]) -> None:
    """Any one to four people fit what is shown of the parts and of their sum, for each part that is not shown."""
    shown = [in_fives(part) for part in parts]
    total = in_fives(sum(parts))
    for place, part in enumerate(shown):
        if part is not None:
            continue
        others = [each for at, each in enumerate(shown) if at != place]
        least = sum(1 if each is None else each for each in others)
        most = sum(4 if each is None else each + 4 if each else 0 for each in others)
        sums = {total + more for more in range(5)} if total is not None else {1, 2, 3, 4}
        fitting = {alone for alone in range(1, 5) if any(least <= whole - alone <= most for whole in sums)}
        assert len(fitting) > 1 or total is None
