"""A message in, a card out; an invoke in, an answer out."""

import asyncio
from typing import Any

import pytest
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, Attachment, ConversationReference, HeroCard

from tests.bot.edge.edge import APP_ID, TENANT, Edge, invoke
from tests.fakes.connector import ADAPTIVE_CARD, Status

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Bonjour, ça va ? 🎉"}]}


def _card() -> Activity:
    return Activity(type="message", attachments=[Attachment(content_type=ADAPTIVE_CARD, content=CARD)])


def _answer_with(body: Any, status: int = 200) -> Any:
    async def act(context: TurnContext) -> None:
        response = InvokeResponse(status=status, body=body)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

    return act


async def test_a_message_is_answered_through_the_connector_with_the_card_as_it_is(edge: Edge) -> None:
    ids = []

    async def act(context: TurnContext) -> None:
        ids.append((await context.send_activity(_card())).id)

    edge.bot.act = act
    status, answer, _ = await edge.post()
    assert (status, answer) == (201, None)
    [call] = edge.connector.calls
    assert (call.conversation_id, call.activity_id, call.token) == ("a:1personal", "1700000000000", "app-token-1")
    [message] = edge.connector.messages_in("a:1personal")
    assert message.card == CARD
    assert ids == list(edge.connector.messages)
    assert message.activity["recipient"] == {
        "id": "29:camille",
        "name": "Camille Roux",
        "aadObjectId": "0a0a0a0a-0000-4000-8000-000000000001",
    }
    assert message.activity["from"] == {"id": f"28:{APP_ID}", "name": "Passeur"}
    assert message.activity["conversation"]["tenantId"] == TENANT
    assert "text" not in message.activity


async def test_sending_leaves_the_activity_of_the_caller_as_it_was(edge: Edge) -> None:
    card = _card()

    async def act(context: TurnContext) -> None:
        await context.send_activity(card)
        await context.send_activity(card)
        assert context.responded

    edge.bot.act = act
    assert (await edge.post())[0] == 201
    assert len(edge.connector.messages) == 2
    assert card == _card()


async def test_a_message_can_be_updated_and_deleted(edge: Edge) -> None:
    async def act(context: TurnContext) -> None:
        first = await context.send_activity(_card())
        second = await context.send_activity(_card())
        changed = _card()
        changed.id = first.id
        changed.attachments[0].content = {**CARD, "lang": "fr"}
        await context.update_activity(changed)
        await context.delete_activity(second.id)

    edge.bot.act = act
    assert (await edge.post())[0] == 201
    [message] = edge.connector.messages.values()
    assert message.card["lang"] == "fr"
    assert [call.method for call in edge.connector.calls] == ["POST", "POST", "PUT", "DELETE"]


async def test_a_card_of_the_sdk_is_written_as_the_sdk_writes_it(edge: Edge) -> None:
    async def act(context: TurnContext) -> None:
        hero = HeroCard(title="Titre", text="Texte")
        attachment = Attachment(content_type="application/vnd.microsoft.card.hero", content=hero)
        await context.send_activity(Activity(type="message", attachments=[attachment]))

    edge.bot.act = act
    assert (await edge.post())[0] == 201
    [message] = edge.connector.messages.values()
    assert message.card == {"title": "Titre", "text": "Texte"}


async def test_plain_text_can_be_sent_and_a_trace_goes_nowhere(edge: Edge) -> None:
    async def act(context: TurnContext) -> None:
        await context.send_trace_activity("a trace")
        assert not context.responded
        await context.send_activity("Bonjour")

    edge.bot.act = act
    assert (await edge.post())[0] == 201
    [message] = edge.connector.messages.values()
    assert message.activity["text"] == "Bonjour"


async def test_a_conversation_with_odd_characters_is_reached(edge: Edge) -> None:
    odd = "19:été/..?a=b#c%20@thread.tacv2;messageid=1"

    async def act(context: TurnContext) -> None:
        await context.send_activity("Bonjour")

    edge.bot.act = act
    conversation = {"id": odd, "tenantId": TENANT, "conversationType": "channel"}
    assert (await edge.post(edge.activity(conversation=conversation)))[0] == 201
    assert len(edge.connector.messages_in(odd)) == 1


async def test_replies_that_the_channel_wants_in_the_answer_are_put_there(edge: Edge) -> None:
    async def act(context: TurnContext) -> None:
        await context.send_activity("Bonjour")

    edge.bot.act = act
    status, answer, _ = await edge.post(edge.activity(deliveryMode="expectReplies"))
    assert status == 200
    assert [reply["text"] for reply in answer["activities"]] == ["Bonjour"]
    assert edge.connector.calls == []


@pytest.mark.parametrize("body", [{"statusCode": 200, "value": "Merci, ça marche"}, {}, [], "texte", None], ids=str)
async def test_an_invoke_is_answered_with_the_body_of_the_bot(edge: Edge, body: Any) -> None:
    edge.bot.act = _answer_with(body)
    status, answer, _ = await edge.post(invoke(edge.connector.url, "adaptiveCard/action", {}))
    assert (status, answer) == (200, body)


async def test_an_invoke_keeps_the_status_of_the_bot(edge: Edge) -> None:
    edge.bot.act = _answer_with({"error": {"code": "BadRequest"}}, status=400)
    assert (await edge.post(invoke(edge.connector.url, "task/fetch", {})))[0] == 400


async def test_a_connector_that_refuses_is_the_bots_to_know(edge: Edge) -> None:
    seen: list[Exception] = []

    async def act(context: TurnContext) -> None:
        try:
            await context.send_activity("Bonjour")
        except Exception as error:  # noqa: BLE001  # the type is what the test looks at
            seen.append(error)

    edge.connector.fail_next(Status(403, "BotNotInConversationRoster"))
    edge.bot.act = act
    assert (await edge.post())[0] == 201
    assert [str(error) for error in seen] == ["403 BotNotInConversationRoster"]


@pytest.mark.parametrize(
    ("channel_data", "tenant"),
    [
        ({"tenant": {"id": TENANT}}, None),
        (None, TENANT),
        ({"tenant": {"id": TENANT.upper()}}, TENANT),
    ],
    ids=["as the playground says it", "in the conversation alone", "in capitals"],
)
async def test_the_tenant_is_in_one_place_wherever_the_request_named_it(
    edge: Edge, channel_data: Any, tenant: str | None
) -> None:
    conversation = {"id": "a:1", "tenantId": tenant}
    assert (await edge.post(edge.activity(channelData=channel_data, conversation=conversation)))[0] == 201
    assert edge.bot.turns[0].activity.conversation.tenant_id == TENANT


async def test_two_people_are_answered_at_once(edge: Edge) -> None:
    both = asyncio.Barrier(2)

    async def act(_context: TurnContext) -> None:
        await both.wait()

    edge.bot.act = act
    async with asyncio.timeout(10):
        answers = await asyncio.gather(edge.post(), edge.post())
    assert [status for status, _, _ in answers] == [201, 201]


async def test_the_sdks_own_door_stays_shut(edge: Edge) -> None:
    seen: list[Any] = []

    async def act(context: TurnContext) -> None:
        seen.append(context.adapter)

    edge.bot.act = act
    await edge.post()
    [adapter] = seen
    with pytest.raises(PermissionError):
        await adapter.process_activity(f"Bearer {edge.token()}", Activity(type="message"), edge.bot.on_turn)


async def test_a_conversation_can_be_continued_through_the_sdk(edge: Edge) -> None:
    seen: list[TurnContext] = []

    async def act(context: TurnContext) -> None:
        seen.append(context)

    edge.bot.act = act
    await edge.post()
    reference: ConversationReference = TurnContext.get_conversation_reference(seen[0].activity)

    async def later(context: TurnContext) -> None:
        await context.send_activity("Encore bonjour")

    await seen[0].adapter.continue_conversation(reference, later, bot_app_id=APP_ID)
    [message] = edge.connector.messages.values()
    assert message.activity["text"] == "Encore bonjour"


async def test_health_says_that_the_process_lives(edge: Edge) -> None:
    async with edge.session.get(f"{edge.url}/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_readiness_follows_what_the_bot_depends_on(edge: Edge) -> None:
    async with edge.session.get(f"{edge.url}/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ready"})


async def test_however_many_ask_whether_the_bot_is_ready_it_looks_once(edge: Edge) -> None:
    async def ask() -> int:
        async with edge.session.get(f"{edge.url}/readyz") as answer:
            return answer.status

    assert set(await asyncio.gather(*(ask() for _ in range(50)))) == {200}
    assert await ask() == 200
    assert edge.looks == 1
