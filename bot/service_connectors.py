"""What the SDK asks for in place of its own clients: connectors by service URL, and no other door into the bot."""

from typing import NoReturn

from botbuilder.schema import Activity
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity, ConnectorFactory

from bot.activity_json import model_to_json
from bot.connector import Connector


class ServiceConnector:
    """The connector of one service URL: what a turn keeps where the SDK keeps its own client."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self._connector = connector
        self._service_url = service_url

    async def send(self, activity: Activity) -> str | None:
        wire = model_to_json(activity)
        return await self._connector.send(
            self._service_url, activity.conversation.id, wire, reply_to=activity.reply_to_id
        )

    async def update(self, activity: Activity) -> None:
        await self._connector.update(self._service_url, activity.conversation.id, activity.id, model_to_json(activity))

    async def delete(self, conversation_id: str, activity_id: str) -> None:
        await self._connector.delete(self._service_url, conversation_id, activity_id)


class ServiceConnectors(ConnectorFactory):  # type: ignore[misc]  # the SDK ships no types
    """Connectors by service URL, of which Teams has a handful."""

    MOST_KEPT = 256

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._by_url: dict[str, ServiceConnector] = {}

    async def create(self, service_url: str, audience: str) -> ServiceConnector:  # noqa: ARG002  # the SDK's signature
        connector = self._by_url.get(service_url)
        if connector is None:
            if len(self._by_url) >= self.MOST_KEPT:
                self._by_url.clear()
            connector = self._by_url[service_url] = ServiceConnector(self._connector, service_url)
        return connector


class AdmittedOnly(BotFrameworkAuthentication):  # type: ignore[misc]  # the SDK ships no types
    """Refuses the SDK's own doors: requests are authenticated in bot/admission.py, before they become activities."""

    def __init__(self, connectors: ServiceConnectors) -> None:
        self._connectors = connectors

    async def authenticate_request(self, activity: Activity, auth_header: str) -> NoReturn:  # noqa: ARG002  # the SDK's signature
        raise PermissionError

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> NoReturn:  # noqa: ARG002  # the SDK's signature
        raise PermissionError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ServiceConnectors:  # noqa: ARG002  # the SDK's signature
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in through Passeur."""
