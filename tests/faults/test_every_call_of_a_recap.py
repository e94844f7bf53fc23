"""Each call that a recap makes, refused, done unheard, or the last of its process: every channel still hears of it."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.faults.enumerated import every_accident, play
from tests.faults.recap_flow import CHANNELS, WHEN, recap
from tests.simulation.guards import Accident

# The timer tries again every hour, the sweeper every five minutes.
LATEST = timedelta(hours=1, minutes=10)


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Hundreds of accidents are told in the log, as they should be."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_without_accidents_every_channel_hears_of_the_week_once() -> None:
    played = play(recap, WHEN)
    assert played.faults == []
    assert (played.truth.duplicates, played.truth.unsure, played.truth.states["sent"]) == (0, 0, CHANNELS)


@pytest.mark.parametrize("accident", Accident)
def test_a_recap_survives_an_accident_at_any_of_its_calls(accident: Accident) -> None:
    calls = play(recap, WHEN).world.fuse.number
    assert calls > CHANNELS * 4
    for plan in every_accident(calls, (accident,)):
        played = play(recap, WHEN, plan)
        assert played.faults == [], played.world.fuse.blown
        assert played.took is not None
        assert played.took <= LATEST, played.world.fuse.blown
        # A recap that nobody sees is worse than one seen twice: sent again, and counted. Who dies, dies with several.
        most = CHANNELS if played.world.deaths else 1
        assert played.truth.duplicates <= played.truth.unsure <= most, played.world.fuse.blown
