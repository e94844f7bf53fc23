"""Real workers over Azurite, killed at random moments: `make faults` does it two hundred times."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.azurite import Azurite
from infra.local.ports import free_ports
from tests.faults.kills import Round, play_round

pytestmark = [pytest.mark.azurite, pytest.mark.timeout(240)]


@pytest.fixture
def own_azurite() -> Iterator[tuple[str, Path]]:
    """An emulator that nobody else has messages in: the workers serve every queue."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with Azurite.start(free_ports(), log=place / "azurite.log", data=None) as azurite:
            yield azurite.connection_string, place


@pytest.mark.parametrize("played", [Round(people=60, workers=3, kills=12, seed=11)], ids=["12 kills"])
async def test_workers_that_are_killed_lose_nothing_and_count_what_they_doubt(
    own_azurite: tuple[str, Path], played: Round
) -> None:
    connection, place = own_azurite
    killed = await play_round(connection, place, played, within=180)
    assert killed.faults == []
    assert killed.kills > 0
    # A digest is not sent twice; a recap may be, once for each call that a kill cut, and its rows say so.
    assert killed.digests.duplicates == 0
    assert killed.recap.duplicates <= killed.recap.unsure
    assert killed.windows.impatient == 0
