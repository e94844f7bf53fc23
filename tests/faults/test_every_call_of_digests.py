"""Each call that a run of digests makes, refused, done unheard, or its process's last: nobody is lost or lied to."""

import logging
from collections.abc import Iterator

import pytest

from tests.faults.digest_flows import (
    MANAGERS,
    WHEN,
    cancelled_digests,
    digests,
    recalled_digests,
    replayed_digests,
)
from tests.faults.enumerated import Flow, Played, every_accident, play
from tests.simulation.guards import Accident

FLOWS = {
    "started, planned, delivered, done": digests,
    "cancelled": cancelled_digests,
    "recalled": recalled_digests,
    "replayed": replayed_digests,
}
# `make faults` tries all of them; here every ninth call meets each accident, from another one for each.
STRIDE = 9


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Hundreds of accidents are told in the log, as they should be."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_without_accidents_all_goes_well(flow: Flow) -> None:
    played = play(flow, WHEN)
    assert played.faults == []
    assert sum(played.truth.states.values()) == MANAGERS


@pytest.mark.parametrize("accident", Accident)
@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_a_run_survives_an_accident_at_its_calls(flow: Flow, accident: Accident) -> None:
    well = play(flow, WHEN)
    first = list(Accident).index(accident) * 2
    for plan in list(every_accident(well.world.fuse.number, (accident,)))[first::STRIDE]:
        check(play(flow, WHEN, plan), well)


def check(played: Played, well: Played) -> None:
    what = played.world.fuse.blown
    assert played.faults == [], what
    # Who dies, dies with what it was sending: at most what one instance does at once.
    most = MANAGERS if played.world.deaths else 1
    # A digest is never sent twice unasked; what became uncertain so, and is asked for again, may be.
    assert played.truth.duplicates <= well.truth.duplicates + (well.truth.unsure and most), what
    assert played.truth.unsure <= well.truth.unsure + most, what
