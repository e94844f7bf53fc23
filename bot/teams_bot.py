"""The bot as the SDK sees it: reads the activity, asks for the answer, carries it out."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any

from botbuilder.core import Bot, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, Attachment

from bot.activities import CARD, Malformed, invoke_body, turn_from_activity
from bot.allowances import Allowances
from bot.connector_errors import ConnectorError
from bot.dispatch import dispatch
from bot.handlers.welcome import forget_greeting
from bot.rosters import Rosters
from bot.turn import CardUpdate, Door, Reply, Turn
from cards.signing import Signer
from passeur.backend import Backend
from passeur.delivery.ports import CardSender, SendFailed, SendThrottled, SendUnknown
from passeur.errors import StorageUnavailable
from passeur.logs.safe import Safe
from passeur.telemetry.names import Metric, Span
from passeur.telemetry.watch import timed

log = logging.getLogger(__name__)

# An invoke must be answered within seconds, and its answer waits for the updates.
_LONGEST_UPDATE = 2.0
_ANSWERED_BY_INVOKE = (Door.CARD, Door.COMPOSE_OPEN, Door.COMPOSE_SUBMIT)


class TeamsBot(Bot):  # type: ignore[misc] # the SDK ships no type information
    """The only place where a reply becomes activities."""

    def __init__(
        self, backend: Backend, signer: Signer, sender: CardSender, rosters: Rosters, allowances: Allowances
    ) -> None:
        self._backend = backend
        self._signer = signer
        self._sender = sender
        self._rosters = rosters
        self._allowances = allowances

    async def on_turn(self, context: TurnContext) -> None:
        with timed(Span.TURN, Metric.TURN_DURATION):
            await self._turn(context)

    async def _turn(self, context: TurnContext) -> None:
        activity = context.activity
        received_at: datetime = self._backend.clock()
        try:
            turn = turn_from_activity(
                activity, organisation=self._backend.organisation, signer=self._signer, received_at=received_at
            )
        except Malformed as malformed:
            log.warning("an invoke could not be read: %s", Safe(malformed))  # one of our three sentences
            await _answer_invoke(context, HTTPStatus.BAD_REQUEST, {})
            return
        if turn is None:
            if activity.type == ActivityTypes.invoke:
                await _answer_invoke(context, HTTPStatus.NOT_IMPLEMENTED, {})
            return
        await self._carry_out(context, turn, await dispatch(turn, self._backend, self._allowances))

    async def _carry_out(self, context: TurnContext, turn: Turn, reply: Reply) -> None:
        if turn.door in _ANSWERED_BY_INVOKE:
            if turn.door is Door.CARD and reply.card is not None and not reply.in_place:
                await context.send_activity(_message(reply.card))
            await _answer_invoke(context, HTTPStatus.OK, invoke_body(turn, reply))
        else:
            await self._answer_in_chat(context, turn, reply)
        await asyncio.gather(*(self._update(update) for update in reply.updates))
        if reply.roster_of is not None:
            self._rosters.read_later(turn.address.service_url, reply.roster_of, is_chat=False)
        elif reply.preface is not None and turn.is_private:
            self._rosters.read_later(turn.address.service_url, turn.address.conversation_id, is_chat=True)

    async def _answer_in_chat(self, context: TurnContext, turn: Turn, reply: Reply) -> None:
        if reply.preface is not None:
            await self._greet(context, turn, reply.preface)
        if reply.card is not None and reply.in_place and turn.card_id and turn.is_private:
            await self._update(CardUpdate(turn.address, turn.card_id, reply.card))
        elif reply.card is not None and not reply.updates:
            # An old client among several readers: one person's form must not take the place of everybody's card.
            await context.send_activity(_message(reply.card))
        elif reply.notice and (turn.is_private or turn.door is not Door.CARD_MESSAGE):
            # Beside a card, an old client could only show it to everybody: there, what was done shows on the card.
            await context.send_activity(Activity(type=ActivityTypes.message, text=reply.notice))

    async def _greet(self, context: TurnContext, turn: Turn, greeting: dict[str, Any]) -> None:
        try:
            await context.send_activity(_message(greeting))
        except ConnectorError:
            with suppress(StorageUnavailable):
                await forget_greeting(turn, self._backend)
            raise

    async def _update(self, update: CardUpdate) -> None:
        """Refresh one card; what was done stays done when a card cannot be reached, and the next action refreshes it.

        Not through the turn's context, which would send every update to the conversation of the turn.
        """
        try:
            async with asyncio.timeout(_LONGEST_UPDATE):
                await self._sender.update(update.address, update.activity_id, update.card)
        except (TimeoutError, SendThrottled, SendFailed, SendUnknown) as error:
            log.warning("a card was not refreshed: %s", type(error))


async def _answer_invoke(context: TurnContext, status: HTTPStatus, body: dict[str, Any]) -> None:
    response = InvokeResponse(status=status, body=body)
    await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))


def _message(card: dict[str, Any]) -> Activity:
    """One card alone: text beside it would be split off by Teams, and its message id lost."""
    return Activity(type=ActivityTypes.message, attachments=[Attachment(content_type=CARD, content=card)])
