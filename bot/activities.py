"""The two translations between Teams and Passeur: an activity becomes a Turn, a Reply becomes an invoke's answer.

The activities that arrive here were authenticated and checked (`bot.admission`); what is read here is read with care
all the same, because a card's data is whatever a client sends.
"""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botbuilder.schema import Activity, ActivityTypes

from bot.turn import Door, Reply, Turn
from cards.signing import TOKEN, CardToken, Signer
from cards.view import View, reader_locale
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import BadToken
from passeur.organisation import Organisation

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"
COMPOSE_SHARE = "share"

# A command is a few words; what goes on for longer is looked at no further.
_LONGEST_TEXT = 1000
_LONGEST_NAME = 256
# No part of it can run over the next "<", so that no text makes the search take long.
_MENTION = re.compile(r"<at[^<>]*>[^<]*</at>")
_INVOKES = {
    "adaptiveCard/action": Door.CARD,
    "composeExtension/fetchTask": Door.COMPOSE_OPEN,
    "composeExtension/submitAction": Door.COMPOSE_SUBMIT,
}


class Malformed(Exception):
    """An invoke whose value has not the shape that its name promises."""


def turn_from_activity(
    activity: Activity, *, organisation: Organisation, signer: Signer, received_at: datetime
) -> Turn | None:
    """What somebody did; None for what asks nothing of Passeur (typing, reactions, other people's arrivals).

    Raises Malformed when an invoke cannot be read.
    """
    door = _door(activity)
    person_id = getattr(activity.from_property, "aad_object_id", None)
    if door is None or not person_id:
        return None
    view = View(reader_locale(activity.locale, organisation.locale), organisation, signer)
    data, verb = _card_data(activity, door)
    channel_data = activity.channel_data if isinstance(activity.channel_data, Mapping) else {}
    return Turn(
        door=door,
        tenant_id=organisation.tenant_id,
        # It becomes part of storage keys, which tell capitals apart where Entra does not.
        person_id=person_id.casefold(),
        person_name=(activity.from_property.name or "")[:_LONGEST_NAME],
        address=_address(activity),
        received_at=received_at,
        view=view,
        speaks=view.locale if activity.locale else "",
        text=_words_of(activity.text or ""),
        token=_token(data, verb, signer),
        inputs={str(key): _text(value) for key, value in data.items() if key != TOKEN},
        card_id=activity.reply_to_id,
        team_id=_id_of(channel_data.get("team")),
    )


def invoke_body(turn: Turn, reply: Reply) -> dict[str, Any]:
    """The body of the answer to an invoke, in the shape that its door expects."""
    if turn.door is Door.CARD:
        return _card_answer(reply)
    if reply.card is not None:
        info = {"title": reply.title, "width": "medium", "height": "large", "card": card_attachment(reply.card)}
        return {"task": {"type": "continue", "value": info}}
    return {"task": {"type": "message", "value": reply.notice}} if reply.notice else {}


def card_attachment(card: Mapping[str, Any]) -> dict[str, Any]:
    return {"contentType": CARD, "content": card}


def _card_answer(reply: Reply) -> dict[str, Any]:
    if reply.card is not None and reply.in_place:
        return {"statusCode": 200, "type": CARD, "value": reply.card}
    return {"statusCode": 200, "type": MESSAGE, "value": reply.notice}


def _door(activity: Activity) -> Door | None:
    match activity.type:
        case ActivityTypes.message:
            return Door.CARD_MESSAGE if isinstance(activity.value, Mapping) else Door.MESSAGE
        case ActivityTypes.invoke:
            return _INVOKES.get(activity.name)
        case ActivityTypes.installation_update:
            return _news(str(activity.action or ""))
    return None


def _news(action: str) -> Door:
    """`add` and `remove`, each with a variant of its own for an upgrade, which nobody asked for."""
    if action.startswith("remove"):
        return Door.REMOVED
    return Door.INSTALLED if action == "add" else Door.UPGRADED


def _words_of(text: str) -> str:
    """What somebody wrote, without the mention of Passeur. Teams writes signs such as a no-break space as entities."""
    return html.unescape(_MENTION.sub(" ", text[:_LONGEST_TEXT])).strip()


def _card_data(activity: Activity, door: Door) -> tuple[Mapping[str, Any], str | None]:
    """The data that a card or a dialog sent, and the verb that it names outside of the signed token, if any."""
    if door in (Door.MESSAGE, Door.INSTALLED, Door.UPGRADED, Door.REMOVED):
        return {}, None
    value = activity.value
    if not isinstance(value, Mapping):
        raise Malformed("the value is not an object")
    match door:
        case Door.CARD_MESSAGE:
            return value, None
        case Door.CARD:
            action = value.get("action")
            if not isinstance(action, Mapping) or action.get("type") != "Action.Execute":
                raise Malformed("the action is not an Action.Execute")
            return _object(action.get("data")), str(action.get("verb"))
        case Door.COMPOSE_OPEN:
            # Without a manifest to choose from, the local client names no command.
            if value.get("commandId") not in (COMPOSE_SHARE, "", None):
                raise Malformed("the command is not ours")
            return {}, None
        case _:
            return _object(value.get("data")), None


def _object(data: object) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Malformed("the data is not an object")
    return data


def _token(data: Mapping[str, Any], verb: str | None, signer: Signer) -> CardToken | None:
    """What we signed. A verb beside the token that says something else makes the whole worthless."""
    try:
        token = signer.read(data.get(TOKEN))
    except BadToken:
        return None
    return token if verb is None or verb == token.verb else None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""


def _id_of(part: object) -> str | None:
    found = part.get("id") if isinstance(part, Mapping) else None
    return found if isinstance(found, str) and found else None


def _address(activity: Activity) -> Address:
    """Where this happens. What is not called a personal chat is none: nothing of one person is written there."""
    kind = activity.conversation.conversation_type
    known = kind in set(ConversationKind)
    return Address(
        conversation_id=activity.conversation.id,
        service_url=activity.service_url,
        kind=ConversationKind(kind) if known else ConversationKind.GROUP,
    )
