"""Cards that nobody asked for at that moment: the recap, a new share. Imports no SDK, so that functions stay light."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.app_tokens import AppTokens, token_source
from bot.connector import Connector, outbound_session
from bot.connector_errors import ConnectorError, Lost, Refused, Throttled, Unavailable
from bot.service_urls import LOOPBACK_ONLY, ServiceUrls
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import Reason
from passeur.delivery.ports import SendFailed, SendThrottled, SendUnavailable, SendUnknown

ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"

# A queue worker puts the message back rather than wait; one short pause still settles a 412.
QUEUE_PATIENCE = 0.5
RETRY_UNAVAILABLE_AFTER = 30.0

# The status decides; the connector's own codes are not always there.
REASONS: Mapping[int, Reason] = {
    HTTPStatus.UNAUTHORIZED: Reason.NOT_REGISTERED,
    HTTPStatus.FORBIDDEN: Reason.BLOCKED,
    HTTPStatus.NOT_FOUND: Reason.CONVERSATION_GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Reason.TOO_BIG,
}


def card_message(card: Mapping[str, Any]) -> dict[str, Any]:
    """A message of one card and nothing else: Teams splits text from card, and then gives no id to update it by."""
    return {"type": "message", "attachments": [{"contentType": ADAPTIVE_CARD, "content": card}]}


class ProactiveCards:
    """Implements delivery's CardSender and ChatOpener over a connector, for the bot `app_id`.

    `session` is closed with it, when it is nobody else's.
    """

    def __init__(
        self, connector: Connector, *, app_id: str | None = None, session: aiohttp.ClientSession | None = None
    ) -> None:
        self._connector = connector
        self._app_id = app_id
        self._session = session

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        try:
            return await self._connector.send(address.service_url, address.conversation_id, card_message(card))
        except ConnectorError as error:
            raise _for_delivery(error) from error

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        try:
            await self._connector.update(address.service_url, address.conversation_id, activity_id, card_message(card))
        except ConnectorError as error:
            raise _for_delivery(error) from error

    async def open_chat(self, tenant_id: str, member_id: str, service_url: str) -> Address:
        try:
            chat = await self._connector.open_chat(
                service_url, member_id=member_id, tenant_id=tenant_id, app_id=self._app_id
            )
        except Lost as error:
            # Nobody saw anything, and asking again gives the same chat.
            raise SendUnavailable(RETRY_UNAVAILABLE_AFTER) from error
        except ConnectorError as error:
            raise _for_delivery(error) from error
        return Address(chat, service_url, ConversationKind.PERSONAL)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def open_card_sender(
    *, tenant_id: str, app_id: str, app_secret: str | None, dangerously_allow_anonymous: bool = False
) -> ProactiveCards:
    """A sender with a session of its own, for a process that is not the bot. Call it in the loop that will use it."""
    session = outbound_session()
    if dangerously_allow_anonymous:
        tokens, service_urls = None, LOOPBACK_ONLY
    else:
        tokens = AppTokens(token_source(session, tenant_id=tenant_id, app_id=app_id, secret=app_secret))
        service_urls = ServiceUrls()
    connector = Connector(session, tokens=tokens, service_urls=service_urls, patience=QUEUE_PATIENCE)
    return ProactiveCards(connector, app_id=app_id, session=session)


def _for_delivery(error: ConnectorError) -> Exception:
    match error:
        case Throttled():
            return SendThrottled(error.retry_after)
        case Unavailable():
            return SendUnavailable(error.retry_after or RETRY_UNAVAILABLE_AFTER)
        case Refused():
            return SendFailed(REASONS.get(error.status, Reason.REFUSED))
        case Lost():
            return SendUnknown()
    raise error
