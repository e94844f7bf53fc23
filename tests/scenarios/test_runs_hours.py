"""When digests leave: in working hours of working days, whatever the calendar and the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.outbox import DeliveryState
from passeur.delivery.runs import RunState
from passeur.storage.memory import open_memory_storage
from tests.scenarios.house import TENANT, House
from tests.scenarios.small_run import finish, received, run_house, somebody, start, states

PARIS = ZoneInfo("Europe/Paris")
PEOPLE = [somebody(number) for number in range(4)]


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


async def first_send(house: House) -> datetime:
    """Let the run go on until somebody received something; when that was."""
    while not any(received(house, who) for who in PEOPLE):
        await house.work_on()
    return house.clock()


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        ("2026-11-20T10:30", "2026-11-20T10:30"),  # a Friday morning
        ("2026-11-20T18:59:59", "2026-11-20T18:59:59"),  # the last second of the day
        ("2026-11-20T19:00", "2026-11-23T08:00"),  # a weekend
        ("2026-11-24T03:00", "2026-11-24T08:00"),  # before the day begins
        ("2026-11-10T19:30", "2026-11-12T08:00"),  # 11 November is a holiday
        ("2026-12-24T20:00", "2026-12-28T08:00"),  # Christmas on a Friday, then a weekend
        ("2026-05-13T19:00", "2026-05-15T08:00"),  # Ascension Day
        ("2026-04-30T22:00", "2026-05-04T08:00"),  # 1 May on a Friday
        ("2026-03-27T19:00", "2026-03-30T08:00"),  # the night of 29 March has 23 hours
        ("2026-03-29T02:30", "2026-03-30T08:00"),  # a time that this night does not have
        ("2026-10-23T19:00", "2026-10-26T08:00"),  # the night of 25 October has 25 hours
        ("2026-10-25T02:30", "2026-10-26T08:00"),  # a time that this night has twice
    ],
)
async def test_a_digest_leaves_when_people_work(asked: str, leaves: str) -> None:
    async with run_house(open_memory_storage(), PEOPLE, tenant=TENANT, now=paris(asked)) as house:
        await start(house)
        assert (await first_send(house)) - paris(leaves) < timedelta(seconds=5)
        run = await finish(house)
        assert run.state is RunState.DONE
        assert [received(house, who) for who in PEOPLE] == [1] * 4


async def test_what_is_left_in_the_evening_goes_on_in_the_morning() -> None:
    people = [somebody(number) for number in range(80)]
    async with run_house(open_memory_storage(), people, tenant=TENANT, now=paris("2026-11-24T18:59:59")) as house:
        await start(house)
        while (await states(house)).get(people[0]) is None or house.clock() < paris("2026-11-24T19:00"):
            await house.work_on()
        before = [who for who in people if received(house, who)]
        assert 0 < len(before) < 80
        run = await finish(house)
        assert run.tally.states == {DeliveryState.SENT: 80}
        assert run.ended_at is not None
        assert paris("2026-11-25T08:00") < run.ended_at < paris("2026-11-25T08:02")
