"""Each call that check-ins make, refused, done unheard, or its process's last: nobody is forgotten or asked twice."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from passeur.ambassadors.answer_check_in import Clicked, submit_check_in
from passeur.ambassadors.check_ins import CheckIn
from passeur.errors import StorageUnavailable
from tests.fakes.windows import Windows
from tests.faults.check_in_flows import AMBASSADORS, WHEN, asked_check_ins, passed_on_help, snoozed_check_in
from tests.faults.enumerated import Flow, every_accident, play
from tests.passeur.ambassadors.check_ins import PARIS, REF, THURSDAY, a_term
from tests.simulation.guards import Accident, Fuse, Guard
from tests.simulation.sender import WindowedSender
from tests.simulation.virtual_time import run_virtually
from tests.simulation.world import TENANT, World

FLOWS = {
    "asked": (asked_check_ins, AMBASSADORS, 13),
    "asked again": (snoozed_check_in, 1, 5),
    "passed on": (passed_on_help, 4, 9),
}
# The timer that asks comes every hour, the others every five minutes.
LATEST = timedelta(hours=2, minutes=10)


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Hundreds of accidents are told in the log, as they should be."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(("flow", "people", "stride"), FLOWS.values(), ids=FLOWS)
def test_without_accidents_everybody_is_reached_once(flow: Flow, people: int, stride: int) -> None:
    played = play(flow, WHEN)
    assert played.faults == []
    assert (played.truth.states, played.truth.duplicates) == ({"sent": people}, 0)


@pytest.mark.parametrize("accident", Accident)
@pytest.mark.parametrize(("flow", "people", "stride"), FLOWS.values(), ids=FLOWS)
def test_everybody_is_reached_whatever_happens_at_a_call(
    flow: Flow, people: int, stride: int, accident: Accident
) -> None:
    """What became uncertain is not sent a second time; `make faults` tries every call, here those of a stride."""
    calls = play(flow, WHEN).world.fuse.number
    for plan in list(every_accident(calls, (accident,)))[list(Accident).index(accident) :: stride]:
        played = play(flow, WHEN, plan)
        what = played.world.fuse.blown
        assert played.faults == [], what
        assert played.took is not None
        assert played.took <= LATEST, what
        most = people if played.world.deaths else 1
        assert played.truth.duplicates <= played.truth.unsure <= most, what
        assert sum(played.truth.states.values()) == people, what


@pytest.mark.parametrize("accident", [Accident.REFUSED, Accident.UNHEARD])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_an_answer_whose_own_answer_was_lost_is_sent_again_and_kept_once(call: int, accident: Accident) -> None:
    async def submitted() -> tuple[CheckIn, CheckIn | None, list[str]]:
        world = World(WindowedSender(Windows(lambda: 0.0)))
        term = a_term(tenant=TENANT)
        await world.backend().terms.change(TENANT, term.cohort_id, term.person_id, lambda _: term)
        fuse = Fuse({call: accident})
        storage = world.guarded(Guard(fuse))
        clicked = Clicked(TENANT, REF, term.person_id, 0, THURSDAY)
        typed = {"workshops": "2", "blocker_text": "Les licences manquent."}

        async def submit() -> CheckIn:
            return await submit_check_in(clicked, typed, terms=storage.terms, check_ins=storage.check_ins, zone=PARIS)

        with pytest.raises(StorageUnavailable):
            await submit()
        said = await submit()
        assert await submit() == said
        return said, await world.backend().check_ins.get(TENANT, REF.cohort_id, REF.period, term.person_id), fuse.blown

    said, stored, blown = run_virtually(submitted())
    assert len(blown) == 1
    assert (said, said.version, said.workshops) == (stored, 1, 2)
