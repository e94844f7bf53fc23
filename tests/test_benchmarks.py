import pytest

from tests.benchmarks.counts import SMOKE
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.measure import measure


@pytest.mark.azurite
@pytest.mark.timeout(120)
async def test_every_benchmark_still_measures_something(azurite: str) -> None:
    comparisons = await measure(azurite, SMOKE)
    figures = [figure for comparison in comparisons for figure in comparison.figures()]
    assert len(comparisons) == 17
    assert all(_is_measured(figure) for figure in figures)
    printed = table(comparisons)
    assert all(figure.name in printed for figure in figures)
    # Counts, which no slow machine changes.
    for told in (
        "3 round trips, aim <= 3: reached",
        "rows read 64 and 64, aim: flat: reached",
        "2 reads, aim <= 2: reached",
        "requests 9 and 9, aim: flat: reached",
    ):
        assert told in printed


def _is_measured(figure: Figure) -> bool:
    return bool(figure.walls) or figure.cpu is not None
