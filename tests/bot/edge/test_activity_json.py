"""What Passeur reads and writes is what the SDK's own serializer would, for a fraction of its cost."""

import copy
import json
from datetime import datetime
from typing import Any

import pytest
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, HeroCard, Mention, SuggestedActions
from botbuilder.schema.teams import TeamsChannelData, TenantInfo
from msrest.serialization import Model

from bot.activity_json import activity_from_json, json_default, model_to_json
from tests.bot.edge.edge import TENANT, activity, invoke

URL = "https://smba.trafficmanager.net/emea/"

FROM_TEAMS: dict[str, dict[str, Any]] = {
    "message": activity(URL),
    "invoke": invoke(URL, "adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "v", "data": {"a": 1}}}),
    "channel message with a mention": {
        **activity(URL),
        "conversation": {"isGroup": True, "conversationType": "channel", "id": "19:c@thread.tacv2;messageid=1"},
        "entities": [{"type": "mention", "mentioned": {"id": "28:b", "name": "Passeur"}, "text": "<at>Passeur</at>"}],
        "attachments": [{"contentType": "text/html", "content": "<p><at>Passeur</at> partager</p>"}],
        "replyToId": "1699999999999",
    },
    "members added": {
        **activity(URL),
        "type": "conversationUpdate",
        "membersAdded": [{"id": "28:b"}, {"id": "29:c", "aadObjectId": "x", "userPrincipalName": "c@example.org"}],
        "channelData": {
            "team": {"id": "19:t", "name": "Équipe"},
            "eventType": "teamMemberAdded",
            "tenant": {"id": "t"},
        },
    },
    "reaction": {**activity(URL), "type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    "odds and ends": {
        **activity(URL),
        "suggestedActions": {"to": ["29:c"], "actions": [{"type": "imBack", "title": "Oui", "value": {"a": [1]}}]},
        "semanticAction": {"id": "s", "entities": {"e": {"type": "thing", "more": 1}}},
        "textHighlights": [{"text": "a", "occurrence": 1}],
        "relatesTo": {"activityId": "1", "user": {"id": "29:c"}, "conversation": {"id": "a:1"}},
        "listenFor": ["a", "b"],
        "unheardOf": {"a": 1},
    },
    "nulls": {**activity(URL), "text": None, "entities": None, "attachments": [], "locale": None, "replyToId": None},
}


def _facts(value: Any) -> Any:
    """A model as plain data, whatever classes it is made of."""
    if isinstance(value, Model):
        return {name: _facts(part) for name, part in vars(value).items()}
    if isinstance(value, list):
        return [_facts(part) for part in value]
    if isinstance(value, dict):
        return {name: _facts(part) for name, part in value.items()}
    return value


@pytest.mark.parametrize("case", FROM_TEAMS)
def test_an_activity_is_read_as_the_sdk_reads_it(case: str) -> None:
    body = FROM_TEAMS[case]
    ours, theirs = _facts(activity_from_json(body)), _facts(Activity().deserialize(copy.deepcopy(body)))
    # The one difference: the SDK looks for "tenantID", and leaves what Teams sends among the unknown.
    for conversation in (theirs["conversation"], (theirs["relates_to"] or {}).get("conversation")):
        if conversation is not None:
            conversation["tenant_id"] = conversation["additional_properties"].pop("tenantId", None)
    assert ours == theirs


def test_the_tenant_of_a_conversation_is_read_and_written_as_teams_spells_it() -> None:
    read = activity_from_json(activity(URL))
    assert read.conversation.tenant_id == TENANT
    assert model_to_json(read)["conversation"]["tenantId"] == TENANT


@pytest.mark.parametrize("case", FROM_TEAMS)
def test_an_activity_is_written_as_the_sdk_writes_it(case: str) -> None:
    read = Activity().deserialize(copy.deepcopy(FROM_TEAMS[case]))
    ours, theirs = model_to_json(read), read.serialize()
    for entity, source in zip(ours.get("entities", []), FROM_TEAMS[case].get("entities") or [], strict=True):
        # The SDK keeps of an entity nothing but its type, and so loses every mention.
        assert entity == source
    for wire in (ours, theirs):
        wire.pop("entities", None)
        (wire.get("semanticAction") or {}).pop("entities", None)
        for name in ("timestamp", "localTimestamp"):
            wire[name] = datetime.fromisoformat(wire[name])
    assert ours == theirs


def test_a_card_goes_out_as_the_very_object_that_came_in() -> None:
    card = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "x"}]}
    wire = model_to_json(Activity(type=ActivityTypes.message, attachments=[Attachment(content=card)]))
    assert wire["attachments"][0]["content"] is card


def test_models_inside_free_form_parts_are_written_too() -> None:
    message = Activity(
        type=ActivityTypes.message,
        attachments=[Attachment(content=HeroCard(title="Titre"))],
        channel_data=TeamsChannelData(tenant=TenantInfo(id="t")),
        entities=[
            Mention(mentioned=ChannelAccount(id="29:c", name="Camille"), text="<at>Camille</at>", type="mention")
        ],
        suggested_actions=SuggestedActions(to=["29:c"], actions=[]),
        value={"at": datetime.fromisoformat("2026-11-02T10:00:00+00:00")},
    )
    assert json.loads(json.dumps(model_to_json(message), default=json_default)) == {
        "type": "message",
        "attachments": [{"content": {"title": "Titre"}}],
        "channelData": {"tenant": {"id": "t"}, "onBehalfOf": []},
        "entities": [
            {"type": "mention", "text": "<at>Camille</at>", "mentioned": {"id": "29:c", "name": "Camille"}},
        ],
        "suggestedActions": {"to": ["29:c"], "actions": []},
        "value": {"at": "2026-11-02T10:00:00+00:00"},
    }


def test_what_is_not_json_is_refused_and_not_guessed() -> None:
    with pytest.raises(TypeError):
        json.dumps({"value": object()}, default=json_default)
