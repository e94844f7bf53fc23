import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from passeur.ambassadors.ask_check_ins import start_due_check_ins, wake_check_ins
from passeur.ambassadors.check_in_audience import check_in_audience
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.known_periods import FRESH, KnownPeriods
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.backend import Backend
from passeur.delivery.shards import prefix_of
from passeur.errors import RunGone
from passeur.sharing.ports import ShareRepository
from passeur.sharing.recaps import Facts
from tests.fakes.windows import Windows
from tests.passeur.ambassadors.check_ins import REF, THURSDAY, a_check_in, a_cohort, a_term
from tests.simulation.check_ins import settle_cohort
from tests.simulation.company import person_id
from tests.simulation.sender import WindowedSender
from tests.simulation.virtual_time import VirtualClock
from tests.simulation.world import TENANT, World

PEOPLE = [person_id(number) for number in range(30)]
PERIOD = REF.run.period


def a_backend() -> Backend:
    return World(WindowedSender(Windows(lambda: 0.0)), clock=VirtualClock(THURSDAY)).backend()


async def settled() -> Backend:
    backend = a_backend()
    await settle_cohort(backend, len(PEOPLE))
    return backend


async def write(backend: Backend, term: Term) -> None:
    await backend.terms.change(TENANT, term.cohort_id, term.person_id, lambda _: term)


async def say(backend: Backend, check_in: CheckIn) -> None:
    said = replace(check_in, tenant_id=TENANT)
    await backend.check_ins.change(TENANT, said.cohort_id, said.period, said.person_id, lambda _: said)


async def asked(backend: Backend, after: str = "") -> list[str]:
    pages = [page async for page in check_in_audience(backend, PERIOD).pages(after)]
    assert all(each.subject == str(REF) for page in pages for each in page.recipients)
    return [each.person_id for page in pages for each in page.recipients]


async def test_everybody_in_office_is_asked_in_the_order_of_their_prefix() -> None:
    people = await asked(await settled())
    assert set(people) == set(PEOPLE)
    assert all(prefix_of(one) <= prefix_of(other) for one, other in pairwise(people))


async def test_whoever_rests_left_was_only_offered_a_place_or_said_something_is_not_asked() -> None:
    backend = await settled()
    terms = [
        a_term(PEOPLE[0], TENANT, state=TermState.RESTING),
        a_term(PEOPLE[1], TENANT, state=TermState.ENDED, ending=Ending.THANKED, ended_at=THURSDAY),
        a_term(PEOPLE[2], TENANT, state=TermState.OFFERED),
    ]
    for term in terms:
        await write(backend, term)
    for who, state in zip(PEOPLE[3:6], CheckInState, strict=True):
        await say(backend, a_check_in(who, state=state))
    # What was said of another period does not count for this one.
    await say(backend, a_check_in(PEOPLE[6], REF.period.plus(-2)))
    assert set(await asked(backend)) == set(PEOPLE[6:])


async def test_a_plan_is_resumed_from_the_prefix_that_was_reached() -> None:
    backend = await settled()
    everybody = await asked(backend)
    after = prefix_of(everybody[10])
    assert await asked(backend, after) == [each for each in everybody if prefix_of(each) >= after]


@pytest.mark.parametrize("period", ["", "2026-11", "2026-1-2026-W99", "2026-9-2026-W47", "2026-W47"])
async def test_a_run_that_names_no_cohort_of_ours_owes_nothing(period: str) -> None:
    backend = await settled()
    with pytest.raises(RunGone):
        [page async for page in check_in_audience(backend, period).pages("")]


async def test_only_cohorts_in_office_are_asked_each_about_its_own_period() -> None:
    backend = a_backend()
    for number, state in enumerate(CohortState, 1):
        await backend.cohorts.create(a_cohort(TENANT, id=f"2026-{number}", state=state))
    await backend.cohorts.create(a_cohort(TENANT, id="2026-5", check_in_weeks=5))
    runs = await start_due_check_ins(backend, now=THURSDAY)
    assert [str(run.id) for run in runs] == ["check_in.2026-3-2026-W47"]
    later = await start_due_check_ins(backend, now=THURSDAY + timedelta(weeks=3))
    assert [str(run.id) for run in later] == ["check_in.2026-5-2026-W47"]


async def test_a_check_in_that_was_put_off_is_woken_once_whoever_wakes_it() -> None:
    backend = await settled()
    until = THURSDAY + timedelta(days=4)
    await say(backend, a_check_in(PEOPLE[0], state=CheckInState.SNOOZED, until=until))
    assert await wake_check_ins(backend, now=until - timedelta(seconds=1)) == 0
    woken = await asyncio.gather(*(wake_check_ins(backend, now=until) for _ in range(4)))
    assert sum(woken) == 1
    assert await wake_check_ins(backend, now=until + timedelta(hours=1)) == 0
    stored = await backend.check_ins.get(TENANT, REF.cohort_id, REF.period, PEOPLE[0])
    assert stored is not None
    assert (stored.state, stored.until) == (CheckInState.SNOOZED, None)


class Counted:
    """Shares whose facts are read slowly, and counted."""

    def __init__(self, shares: ShareRepository) -> None:
        self.shares, self.reads = shares, 0

    async def facts(self, *span: object) -> Facts:
        self.reads += 1
        await asyncio.sleep(0.01)
        return await self.shares.facts(*span)  # type: ignore[arg-type]  # handed on as they came


async def test_the_facts_of_a_period_are_read_once_for_all_messages_of_a_process() -> None:
    backend = await settled()
    counted = Counted(backend.shares)
    counting = replace(backend, shares=counted)  # type: ignore[arg-type]  # all that is asked of them
    periods = KnownPeriods()
    moments = [THURSDAY + timedelta(milliseconds=each) for each in (5, 0, 9, 2)]
    known = await asyncio.gather(*(periods.of(REF, PEOPLE[0], counting, now=now) for now in moments))
    assert counted.reads == 1
    assert all((each.shares, each.reproduced) == (1, 2) for each in known)
    assert (await periods.of(REF, PEOPLE[1], counting, now=THURSDAY)).is_nothing
    await periods.of(REF, PEOPLE[0], counting, now=THURSDAY + FRESH * 2)
    await periods.of(REF, PEOPLE[0], counting, now=THURSDAY - FRESH)
    assert counted.reads == 3
