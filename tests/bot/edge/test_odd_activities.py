"""True tokens on activities that are not for us, or not of the shape that the protocol gives them."""

from typing import Any

import pytest

from tests.bot.edge.edge import TENANT, Edge

OTHER_TENANT = "00000000-0000-4000-8000-0000000000ff"

FORBIDDEN: dict[str, dict[str, Any]] = {
    "no channel": {"channelId": None},
    "web chat": {"channelId": "webchat"},
    "direct line": {"channelId": "directline"},
    "emulator": {"channelId": "emulator"},
    "channel not text": {"channelId": ["msteams"]},
    "channel in capitals": {"channelId": "MSTEAMS"},
    "other tenant": {"channelData": {"tenant": {"id": OTHER_TENANT}}, "conversation": {"tenantId": OTHER_TENANT}},
    "other tenant in the conversation": {"conversation": {"id": "a:1", "tenantId": OTHER_TENANT}},
    "other tenant in the channel data": {"channelData": {"tenant": {"id": OTHER_TENANT}}},
    "no tenant": {"channelData": {}, "conversation": {"id": "a:1"}},
    "nothing that names a tenant": {"channelData": None, "conversation": None},
    "empty tenant": {"channelData": {"tenant": {"id": ""}}, "conversation": {"id": "a:1", "tenantId": ""}},
    "tenant with a space": {"channelData": {"tenant": {"id": f"{TENANT} "}}, "conversation": {"id": "a:1"}},
}


@pytest.mark.parametrize("case", FORBIDDEN)
async def test_a_true_token_from_the_wrong_channel_or_tenant_is_403(edge: Edge, case: str) -> None:
    status, _, _ = await edge.post(edge.activity(**FORBIDDEN[case]))
    assert status == 403
    assert edge.bot.turns == []


@pytest.mark.parametrize(
    "service_url",
    [
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/emea/",
        "https://evil-smba.trafficmanager.net/emea/",
        "https://evil.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:pass@smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:8443/emea/",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net%2eevil.example/",
        "https://smba.trafficmanager.net./emea/",
        "https://smba.trafficmanager.net/emea/?next=https://evil.example",
        "https://smba.trafficmanager.net/emea/#@evil.example",
        "https://smba.trafficmanager.net/../emea/",
        "https://smba.trafficmanager.net/emea/\r\nHost: evil.example",
        "https://smba.trafficmanager.net\t/emea/",
        " https://smba.trafficmanager.net/emea/",
        "https://[::1]/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https:smba.trafficmanager.net",
        "//smba.trafficmanager.net/emea/",
        "ftp://smba.trafficmanager.net/emea/",
        "javascript:alert(1)",
        "https://ѕmba.trafficmanager.net/emea/",
    ],
)
async def test_a_true_token_for_a_connector_that_is_not_teams_is_403(edge: Edge, service_url: str) -> None:
    token = edge.token(service_url=service_url)
    status, answer, _ = await edge.post(edge.activity(serviceUrl=service_url), token=token)
    assert (status, answer) == (403, {"error": {"code": "wrong_service_url"}})
    assert edge.bot.turns == []


@pytest.mark.parametrize("service_url", [None, "", 5, {}, []], ids=str)
async def test_an_activity_that_names_no_connector_is_401_because_its_token_is_bound_to_one(
    edge: Edge, service_url: Any
) -> None:
    assert (await edge.post(edge.activity(serviceUrl=service_url)))[0] == 401
    assert edge.bot.turns == []


MALFORMED: dict[str, dict[str, Any]] = {
    "no type": {"type": None},
    "empty type": {"type": ""},
    "type is a number": {"type": 5},
    "type is an object": {"type": {}},
    "id is a number": {"id": 5},
    "id of 2,000 characters": {"id": "1" * 2000},
    "id that is 5,400 characters in an address": {"id": "中" * 600},
    "no sender": {"from": None},
    "sender is text": {"from": "29:camille"},
    "sender without id": {"from": {"name": "Camille"}},
    "sender id is a number": {"from": {"id": 5}},
    "sender id is empty": {"from": {"id": ""}},
    "aad id is a number": {"from": {"id": "29:x", "aadObjectId": 5}},
    "aad id is a list": {"from": {"id": "29:x", "aadObjectId": ["x"]}},
    "aad id is empty": {"from": {"id": "29:x", "aadObjectId": ""}},
    "aad id with a slash": {"from": {"id": "29:x", "aadObjectId": "a/b"}},
    "aad id with a hash": {"from": {"id": "29:x", "aadObjectId": "a#b"}},
    "aad id with a bar": {"from": {"id": "29:x", "aadObjectId": "a|b"}},
    "aad id with an accent": {"from": {"id": "29:x", "aadObjectId": "é"}},
    "aad id with a line break": {"from": {"id": "29:x", "aadObjectId": "a\n"}},
    "aad id of 300 characters": {"from": {"id": "29:x", "aadObjectId": "a" * 300}},
    "conversation id of 2,000 characters": {"conversation": {"id": "a" * 2000, "tenantId": TENANT}},
    "team id of 2,000 characters": {"channelData": {"tenant": {"id": TENANT}, "team": {"id": "a" * 2000}}},
    "sender name is an object": {"from": {"id": "29:x", "name": {}}},
    "no recipient": {"recipient": None},
    "recipient without id": {"recipient": {}},
    "recipient is a list": {"recipient": []},
    "no conversation": {"conversation": None},
    "conversation is text": {"conversation": "a:1"},
    "conversation is a list": {"conversation": [{"id": "a:1"}]},
    "conversation without id": {"conversation": {"tenantId": TENANT}},
    "conversation id is a number": {"conversation": {"id": 1, "tenantId": TENANT}},
    "conversation tenant is a number": {"conversation": {"id": "a:1", "tenantId": 1}},
    "group flag is text": {"conversation": {"id": "a:1", "isGroup": "yes"}},
    "timestamp is a number": {"timestamp": 5},
    "timestamp is an object": {"localTimestamp": {}},
    "text is a number": {"text": 5},
    "text is a list": {"text": ["partager"]},
    "locale is a number": {"locale": 33},
    "name is an object": {"name": {}},
    "reply to a number": {"replyToId": 5},
    "reply to 2,000 characters": {"replyToId": "1" * 2000},
    "entities are text": {"entities": "mention"},
    "entities are an object": {"entities": {}},
    "an entity is text": {"entities": ["mention"]},
    "an entity is null": {"entities": [None]},
    "entity type is a number": {"entities": [{"type": 5}]},
    "attachments are text": {"attachments": "card"},
    "an attachment is a number": {"attachments": [1]},
    "members are an object": {"membersAdded": {}},
    "a member is text": {"membersAdded": ["29:x"]},
    "a member id is a number": {"membersAdded": [{"id": 5}]},
    "channel data is text": {"channelData": "msteams"},
    "channel data is a list": {"channelData": []},
    "tenant is text": {"channelData": {"tenant": TENANT}},
    "tenant id is a number": {"channelData": {"tenant": {"id": 5}}},
    "team is text": {"channelData": {"tenant": {"id": TENANT}, "team": "19:team"}},
    "team id is a number": {"channelData": {"tenant": {"id": TENANT}, "team": {"id": 5}}},
    "channel is a list": {"channelData": {"tenant": {"id": TENANT}, "channel": []}},
    "relates to text": {"relatesTo": "a:1"},
    "delivery mode is a list": {"deliveryMode": []},
}


@pytest.mark.parametrize("case", MALFORMED)
async def test_an_activity_of_the_wrong_shape_is_400(edge: Edge, case: str) -> None:
    status, answer, _ = await edge.post(edge.activity(**MALFORMED[case]))
    # Without a conversation there may be no tenant to admit; here the channel data names it.
    assert (status, answer) == (400, {"error": {"code": "malformed_activity"}})
    assert edge.bot.turns == []


@pytest.mark.parametrize(
    "value", [None, {}, "text", 5, [], {"action": {"type": "Action.Submit"}}, {"action": 5}], ids=str
)
@pytest.mark.parametrize(
    "name", ["adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/fetchTask", "unheard/of", "", None]
)
async def test_an_odd_invoke_is_the_bots_to_answer_and_never_a_fault_of_the_door(
    edge: Edge, name: str | None, value: Any
) -> None:
    status, _, _ = await edge.post(edge.activity(type="invoke", name=name, value=value))
    # 501 is the SDK's word for an invoke that the bot left unanswered.
    assert status == 501
    assert len(edge.bot.turns) == 1
    assert edge.bot.turns[0].activity.value == value


@pytest.mark.parametrize("timestamp", ["yesterday", "", "2026-13-45T99:00:00Z", "0000-00-00T00:00:00Z"])
async def test_a_clock_that_cannot_be_read_turns_nobody_away(edge: Edge, timestamp: str) -> None:
    assert (await edge.post(edge.activity(timestamp=timestamp)))[0] == 201
    assert edge.bot.turns[0].activity.timestamp is None


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_only_post_reaches_the_messages(edge: Edge, method: str) -> None:
    async with edge.session.request(method, f"{edge.url}/api/messages") as answer:
        assert answer.status == 405
