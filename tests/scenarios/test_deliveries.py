"""The queue's own accidents: messages that come twice, late, out of order, broken, or too often in vain."""

import azure.functions as func
import pytest

from passeur.delivery.outbox import DeliveryState, Reason
from passeur.people import Role
from passeur.sharing.shares import ShareRef
from tests.fakes.card_reading import button, words
from tests.fakes.connector import Status
from tests.fakes.teams import CHANNEL, personal
from tests.scenarios.house import CLAIRE, KARIM, House
from tests.scenarios.telling import FILLED, form_in


def message(body: bytes) -> func.QueueMessage:
    return func.QueueMessage(id="m", body=body)


async def owed(house: House) -> bytes:
    """The queue message of a share that was just told."""
    submit = button(await form_in(house, KARIM, CHANNEL), "Publier")
    await house.teams.click(KARIM, submit, FILLED, where=CHANNEL)
    delivery_id, _ = house.owed.pop()
    return str(delivery_id).encode()


async def test_a_message_that_comes_three_times_and_days_late_posts_one_card(house: House) -> None:
    body = await owed(house)
    house.clock.advance(days=2)
    for _ in range(3):
        await house.run("deliver", message(body))
    assert len(house.cards_in(CHANNEL.id)) == 2


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\xfe", b"shares|x", b"moon|t|2026-W47|o|x", b"x" * 60_000])
@pytest.mark.parametrize("function", ["deliver", "give_up_deliveries"])
async def test_a_message_that_names_nothing_is_dropped_and_stops_nobody(
    house: House, function: str, body: bytes
) -> None:
    await house.run(function, message(body))
    await house.run("deliver", message(await owed(house)))
    assert len(house.cards_in(CHANNEL.id)) == 2


async def test_a_poisoned_message_ends_with_a_reason_and_is_not_swept_again(house: House) -> None:
    body = await owed(house)
    await house.run("give_up_deliveries", message(body))
    house.clock.advance(minutes=10)
    await house.sweep()
    assert house.owed == []
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_a_conversation_that_is_gone_is_final_and_says_why(house: House) -> None:
    body = await owed(house)
    house.connector.fail_next(Status(404, "ConversationNotFound"))
    await house.run("deliver", message(body))
    [post] = [
        post for share in await published(house) for post in await house.storage.shares.posts(house.tenant, share)
    ]
    assert (post.state, post.reason) == (DeliveryState.FAILED, Reason.CONVERSATION_GONE)


async def test_the_programme_lead_is_told_what_did_not_leave_and_why(house: House) -> None:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    body = await owed(house)
    house.connector.fail_next(Status(404, "ConversationNotFound"))
    await house.run("deliver", message(body))
    await house.teams.say(CLAIRE, "envois")
    told = words(house.cards_in(personal(CLAIRE).id)[-1])
    assert "Fiches de cas d’usage" in told
    assert "La conversation a été supprimée" in told
    house.clock.advance(days=40)
    await house.teams.say(CLAIRE, "envois")
    assert "Fiches de cas d’usage" not in words(house.cards_in(personal(CLAIRE).id)[-1])


async def published(house: House) -> list[ShareRef]:
    schedule = house.backend.organisation.recap
    week = schedule.week_due(house.clock()).plus(1)
    facts = await house.storage.shares.facts(house.tenant, week.plus(-1), week)
    return [fact.ref for fact in facts.shares]
