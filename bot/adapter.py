"""The SDK's adapter, on our admission and our connector instead of its own."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any

from botbuilder.core import Bot, BotAdapter, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    CallerIdConstants,
    ConversationReference,
    ResourceResponse,
)
from botframework.connector.auth import (
    AuthenticateRequestResult,
    ClaimsIdentity,
)

from bot.admission import Admitted
from bot.connector import Connector
from bot.service_connectors import AdmittedOnly, ServiceConnector, ServiceConnectors
from bot.teams_turn import TeamsTurn
from passeur.logs.correlation import correlation, new_id
from passeur.logs.safe import Safe

AUDIENCE = "https://api.botframework.com"

_log = logging.getLogger(__name__)


class TurnFailed(Exception):
    """A turn ended in a fault of ours; the message is the correlation id under which it was logged."""


class TeamsAdapter(CloudAdapter):  # type: ignore[misc]  # the SDK ships no types
    """Runs a bot on admitted activities, and carries what it says to the connector."""

    def __init__(self, connector: Connector) -> None:
        self._connectors = ServiceConnectors(connector)
        super().__init__(AdmittedOnly(self._connectors))
        self.on_turn_error = leave_an_answer

    async def answer(self, admitted: Admitted, bot: Bot) -> InvokeResponse | None:
        """Run one turn: the answer to an invoke, None for anything else. TurnFailed when no answer can be given."""
        request = AuthenticateRequestResult()
        request.audience = AUDIENCE
        request.claims_identity = ClaimsIdentity(dict(admitted.claims), bool(admitted.claims), "Bearer")
        request.caller_id = CallerIdConstants.public_azure_channel if admitted.claims else None
        request.connector_factory = self._connectors
        return await self.process_activity(request, admitted.activity, bot.on_turn)

    async def send_activities(self, context: TurnContext, activities: Sequence[Activity]) -> list[ResourceResponse]:
        return [ResourceResponse(id=await self._send(context, activity) or "") for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        await _connector_of(context).update(activity)
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        await _connector_of(context).delete(reference.conversation.id, reference.activity_id)

    async def _send(self, context: TurnContext, activity: Activity) -> str | None:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
        elif activity.type != ActivityTypes.trace:
            return await _connector_of(context).send(activity)
        return None

    def _create_turn_context(  # noqa: PLR0917  # the SDK's signature
        self,
        activity: Activity,
        claims_identity: ClaimsIdentity,
        oauth_scope: str,
        connector_client: ServiceConnector,
        user_token_client: None,  # noqa: ARG002  # the SDK's signature
        logic: Callable[[TurnContext], Awaitable[None]],
        connector_factory: ServiceConnectors,
    ) -> TeamsTurn:
        context = TeamsTurn(self, activity)
        context.turn_state.update(
            {
                self.BOT_IDENTITY_KEY: claims_identity,
                self.BOT_CONNECTOR_CLIENT_KEY: connector_client,
                self.BOT_CALLBACK_HANDLER_KEY: logic,
                self.CONNECTOR_FACTORY_KEY: connector_factory,
                self.BOT_OAUTH_SCOPE_KEY: oauth_scope,
            }
        )
        return context


async def leave_an_answer(context: TurnContext, error: Exception) -> None:
    """The last net under a turn: an invoke is answered so that the client shows a failure; else it is TurnFailed."""
    correlation_id = correlation().get("turn") or new_id()
    _log.error("turn failed, correlation id %s", Safe(correlation_id), exc_info=error)
    if context.activity.type != ActivityTypes.invoke:
        raise TurnFailed(correlation_id) from error
    fault = {"code": "InternalError", "message": correlation_id}
    if context.activity.name == "adaptiveCard/action":
        body: dict[str, Any] = {"statusCode": 500, "type": "application/vnd.microsoft.error", "value": fault}
        response = InvokeResponse(status=HTTPStatus.OK, body=body)
    else:
        response = InvokeResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR, body={"error": fault})
    context.turn_state[BotAdapter._INVOKE_RESPONSE_KEY] = Activity(type=ActivityTypes.invoke_response, value=response)  # noqa: SLF001  # where the SDK looks for it


def _connector_of(context: TurnContext) -> ServiceConnector:
    connector: ServiceConnector = context.turn_state[BotAdapter.BOT_CONNECTOR_CLIENT_KEY]
    return connector
