"""Teams, as the bot meets it: people who write, click and fill in forms, in activities that Teams would send."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

BOT_ID = "28:passeur"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with an Entra object id, and the language of their Teams."""

    id: str
    name: str
    locale: str = "fr-FR"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation: a personal chat, a group chat or a channel of a team."""

    id: str
    kind: str
    team_id: str | None = None


def personal(someone: Someone) -> Place:
    return Place(f"a:chat-{someone.id}", "personal")


GROUP = Place("19:group@thread.v2", "groupChat")
CHANNEL = Place("19:general@thread.tacv2", "channel", "19:team@thread.tacv2")
OTHER_TEAM = Place("19:other@thread.tacv2", "channel", "19:otherteam@thread.tacv2")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any

    @property
    def card(self) -> Any:
        """The card with which an invoke was answered, in place or in a dialog."""
        if "task" in self.body:
            return self.body["task"]["value"]["card"]["content"]
        assert self.body["type"] == "application/vnd.microsoft.card.adaptive", self.body
        return self.body["value"]

    @property
    def words(self) -> str:
        """The sentence with which an invoke was answered."""
        value = self.body["task"]["value"] if "task" in self.body else self.body["value"]
        assert isinstance(value, str), value
        return value


@dataclass(slots=True)
class Teams:
    """Sends activities to the bot; `authorization` makes the header for a service URL."""

    bot_url: str
    service_url: str
    tenant_id: str
    authorization: Any
    session: aiohttp.ClientSession
    _ids: Any = field(default_factory=lambda: itertools.count(1))

    async def say(self, who: Someone, text: str, where: Place | None = None) -> Answer:
        where = where or personal(who)
        told = text if where.kind == "personal" else f"<at>Passeur</at> {text}"
        return await self.post(self.activity(who, where, type="message", text=told))

    async def click(
        self,
        who: Someone,
        action: Mapping[str, Any],
        inputs: Mapping[str, Any] | None = None,
        *,
        where: Place | None = None,
        card_id: str | None = None,
    ) -> Answer:
        """Do what the client does with a button: execute it, or send its data as a message."""
        where = where or personal(who)
        data = {**action["data"], **(inputs or {})}
        if action["type"] == "Action.Execute":
            value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": data}, "trigger": "manual"}
            return await self.invoke(who, where, "adaptiveCard/action", value, card_id=card_id)
        return await self.post(self.activity(who, where, type="message", value=data, replyToId=card_id))

    async def compose(self, who: Someone, where: Place) -> Answer:
        value = {"commandId": "share", "commandContext": "compose", "context": {"theme": "default"}}
        return await self.invoke(who, where, "composeExtension/fetchTask", value)

    async def submit_compose(
        self, who: Someone, action: Mapping[str, Any], inputs: Mapping[str, Any], where: Place
    ) -> Answer:
        value = {"commandId": "share", "commandContext": "compose", "data": {**action["data"], **inputs}}
        return await self.invoke(who, where, "composeExtension/submitAction", value)

    async def install(self, who: Someone, where: Place, action: str = "add") -> Answer:
        return await self.post(self.activity(who, where, type="installationUpdate", action=action))

    async def remove(self, who: Someone, where: Place) -> Answer:
        return await self.post(self.activity(who, where, type="installationUpdate", action="remove"))

    async def invoke(
        self, who: Someone, where: Place, name: str, value: object, *, card_id: str | None = None
    ) -> Answer:
        return await self.post(self.activity(who, where, type="invoke", name=name, value=value, replyToId=card_id))

    def activity(self, who: Someone, where: Place, **more: object) -> dict[str, Any]:
        channel_data: dict[str, Any] = {"tenant": {"id": self.tenant_id}}
        if where.team_id:
            channel_data |= {"team": {"id": where.team_id}, "channel": {"id": where.id}}
        full = {
            "id": f"activity-{next(self._ids)}",
            "timestamp": "2026-11-20T09:30:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": f"29:{who.id}", "name": who.name, "aadObjectId": who.id},
            "recipient": {"id": BOT_ID, "name": "Passeur"},
            "conversation": {"id": where.id, "conversationType": where.kind, "tenantId": self.tenant_id},
            "channelData": channel_data,
            "locale": who.locale,
            **more,
        }
        return {name: part for name, part in full.items() if part is not None}

    async def post(self, activity: Mapping[str, Any]) -> Answer:
        headers = {"Authorization": self.authorization(self.service_url)}
        async with self.session.post(f"{self.bot_url}/api/messages", json=activity, headers=headers) as answer:
            is_json = answer.content_type == "application/json"
            return Answer(answer.status, await answer.json() if is_json else None)
