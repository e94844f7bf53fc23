"""To whom a run writes, and in which language: what is true of a person as their message leaves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.ports import StepKind
from passeur.delivery.replay_run import replay_run
from passeur.people import Person, Topic
from tests.fakes.connector import Status
from tests.scenarios.house import House
from tests.scenarios.small_run import (
    EVERYBODY,
    MORNING,
    RUN,
    chat_of,
    finish,
    know,
    make,
    received,
    row_of,
    start,
)

WHO = EVERYBODY[3]

CHANGES = [
    ({"declined": frozenset({Topic.MANAGER_DIGEST})}, Reason.OPTED_OUT),
    ({"paused_until": MORNING + timedelta(days=20)}, Reason.PAUSED),
    ({"active": False}, Reason.LEFT),
    ({"address": None}, Reason.NO_ADDRESS),
]


@pytest.mark.parametrize(("changed", "reason"), CHANGES, ids=[reason for _, reason in CHANGES])
async def test_who_changed_their_mind_after_the_plan_gets_nothing_and_the_run_says_why(
    small_run: House, changed: dict[str, Any], reason: Reason
) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    await know(small_run, WHO, **changed)
    run = await finish(small_run)
    assert run.tally.states == {DeliveryState.SENT: 7, DeliveryState.SKIPPED: 1}
    assert run.tally.reasons == {reason: 1}
    assert received(small_run, WHO) == 0


async def test_everybody_reads_their_own_language(small_run: House) -> None:
    await know(small_run, WHO, locale="en")
    await start(small_run)
    await finish(small_run)
    said = {who: small_run.cards_in(chat_of(who))[0]["body"][0]["text"] for who in EVERYBODY}
    assert said == {**dict.fromkeys(EVERYBODY, "Bonjour"), WHO: "Hello"}
    assert (await row_of(small_run, WHO)).locale == "en"


@pytest.mark.parametrize(
    ("status", "reason"), [(403, Reason.BLOCKED), (404, Reason.CONVERSATION_GONE), (413, Reason.TOO_BIG)]
)
async def test_a_chat_that_is_closed_to_us_is_forgotten_until_its_owner_is_heard_of(
    small_run: House, status: int, reason: Reason
) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    small_run.connector.fail_next(Status(status, "Final"))
    run = await finish(small_run)
    assert run.tally.reasons == {reason: 1}
    [closed] = [who for who in EVERYBODY if (await row_of(small_run, who)).state is DeliveryState.FAILED]
    assert ((await person(small_run, closed)).address is None) == (reason is not Reason.TOO_BIG)
    calls = len(small_run.connector.calls)
    await replay_run(RUN, small_run.backend, now=small_run.clock())
    run = await finish(small_run)
    if reason is Reason.TOO_BIG:
        assert run.tally.states == {DeliveryState.SENT: 8}
    else:
        assert run.tally.reasons == {Reason.NO_ADDRESS: 1}
        assert len(small_run.connector.calls) == calls


async def test_an_address_that_somebody_gave_meanwhile_is_kept(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    elsewhere = "a:another-chat"

    async def install_again() -> None:
        [who] = [who for who in EVERYBODY if (await row_of(small_run, who)).state is DeliveryState.SENDING]
        known = await person(small_run, who)
        assert known.address is not None
        await small_run.backend.people.put(replace(known, address=replace(known.address, conversation_id=elsewhere)))

    small_run.connector.before_next_post = install_again
    small_run.connector.fail_next(Status(404, "ConversationNotFound"))
    await finish(small_run)
    [closed] = [who for who in EVERYBODY if (await row_of(small_run, who)).state is DeliveryState.FAILED]
    address = (await person(small_run, closed)).address
    assert address is not None
    assert address.conversation_id == elsewhere


async def person(house: House, who: str) -> Person:
    known = await house.backend.people.get(house.tenant, who)
    assert known is not None
    return known
