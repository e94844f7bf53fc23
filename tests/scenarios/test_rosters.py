"""People whom nobody asked for a permission to know: a team is joined, its people are met, and one is written to."""

import asyncio
from dataclasses import replace

import pytest

from passeur.delivery.addresses import Channel
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.ports import StepKind
from passeur.delivery.runs import RunState
from passeur.people import Person
from tests.fakes.connector import Status
from tests.fakes.rosters import a_member
from tests.fakes.teams import CHANNEL
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.small_run import EVERYBODY, finish, know, make, received, row_of, start, the_run

WHO = EVERYBODY[3]
OPENED = "a:opened-1"


async def _met(house: House, person_id: str) -> Person:
    """The person, once the roster that is read behind the answer has come to them."""
    async with asyncio.timeout(10):
        while (person := await house.backend.people.get(house.tenant, person_id)) is None:  # noqa: ASYNC110  # the task that does it is the bot's own
            await asyncio.sleep(0.01)
    return person


@pytest.mark.parametrize("action", ["add", "add-upgrade"])
async def test_the_people_of_a_team_are_known_once_passeur_is_there(house: House, action: str) -> None:
    assert CHANNEL.team_id is not None
    house.connector.people.members[CHANNEL.team_id] = [
        a_member(who.id, who.name, email=f"{who.name}@example.com") for who in (CLAIRE, KARIM, EMMA)
    ]
    assert (await house.teams.install(CLAIRE, CHANNEL, action)).status == 201
    emma = await _met(house, EMMA.id)
    assert emma == Person(house.tenant, EMMA.id, EMMA.name, teams_id=f"29:{EMMA.id}")
    assert len(house.connector.messages_in(CHANNEL.id)) == (action == "add")
    assert house.connector.violations == []


async def test_a_roster_that_fails_costs_nobody_their_greeting(house: House) -> None:
    house.connector.people.faults.extend([404] * 9)
    assert (await house.teams.install(CLAIRE, CHANNEL)).status == 201
    assert len(house.connector.messages_in(CHANNEL.id)) == 1
    assert (await house.teams.say(SOLENE, "aide")).status == 201


async def _known_from_a_roster(house: House, **changed: object) -> None:
    """One of the run's people never wrote; the team in which they are says how the organisation is reached."""
    await know(house, WHO, address=None, teams_id=f"29:{WHO}", **changed)
    somebody = await house.backend.people.get(house.tenant, EVERYBODY[0])
    assert somebody is not None
    assert somebody.address is not None
    await house.backend.channels.put(Channel(house.tenant, "19:team", somebody.address))


async def test_somebody_of_a_roster_gets_their_message_in_a_chat_that_is_opened_for_it(small_run: House) -> None:
    await _known_from_a_roster(small_run)
    await start(small_run)
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.SENT: 8}
    assert len(small_run.cards_in(OPENED)) == 1
    [asked] = small_run.connector.people.opened
    assert asked["members"] == [{"id": f"29:{WHO}"}]
    person = await small_run.backend.people.get(small_run.tenant, WHO)
    assert person is not None
    assert person.address is not None
    assert (person.address.conversation_id, person.introduced) == (OPENED, False)


async def test_who_has_not_installed_passeur_is_skipped_and_the_run_says_why(small_run: House) -> None:
    await _known_from_a_roster(small_run)
    small_run.connector.people.reachable = set()
    await start(small_run)
    run = await finish(small_run)
    assert (run.tally.states, run.tally.reasons) == (
        {DeliveryState.SENT: 7, DeliveryState.SKIPPED: 1},
        {Reason.NO_ADDRESS: 1},
    )


@pytest.mark.parametrize("fault", [429, 502, 500])
async def test_a_chat_that_cannot_be_opened_now_is_opened_later(small_run: House, fault: int) -> None:
    await _known_from_a_roster(small_run)
    small_run.connector.people.faults.append(fault)
    await start(small_run)
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.SENT: 8}
    assert len(small_run.cards_in(OPENED)) == 1


async def test_no_chat_is_opened_for_somebody_who_wants_no_message(small_run: House) -> None:
    await _known_from_a_roster(small_run, paused_until=small_run.clock().replace(year=2027))
    await start(small_run)
    await finish(small_run)
    assert small_run.connector.people.opened == []
    assert (await row_of(small_run, WHO)).reason is Reason.PAUSED


async def test_a_bot_that_teams_does_not_know_stops_the_run_before_it_begins(small_run: House) -> None:
    await _known_from_a_roster(small_run)
    small_run.connector.people.faults.extend([401] * 20)
    small_run.connector.fail_next(Status(401, "BotNotRegistered"), times=40)
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    while small_run.work:
        await small_run.work_on()
    assert (await the_run(small_run)).state is RunState.STOPPED


async def test_who_shut_their_chat_is_not_written_to_in_a_new_one(small_run: House) -> None:
    await _known_from_a_roster(small_run)
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    person = await small_run.backend.people.get(small_run.tenant, WHO)
    assert person is not None
    await small_run.backend.people.put(replace(person, chat_closed=True))
    await finish(small_run)
    assert small_run.connector.people.opened == []
    assert received(small_run, WHO) == 0
    assert (await row_of(small_run, WHO)).reason is Reason.NO_ADDRESS
