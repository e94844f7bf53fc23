import pytest

from tests.benchmarks.people import flat, measure_import


@pytest.mark.azurite
def test_the_benchmark_of_imports_still_measures_something(azurite: str) -> None:
    small, large = measure_import(50, None), measure_import(400, None)
    for measured in (small, large, measure_import(50, azurite)):
        assert min(measured.first, measured.again, measured.changed) > 0
        assert f"{measured.rows} " in measured.line("memory")
    assert "aim: flat: reached" in str(flat(small, large))
