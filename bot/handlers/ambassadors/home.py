"""The way into the ambassador programme: in private, what is open and what is theirs; among others, where to ask."""

from bot.handlers import welcome
from bot.handlers.ambassadors.subjects import cohort_in
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.ambassadors.home import home_card
from passeur.ambassadors.see_programme import see_programme
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.periods import Week, day_of


async def show_home(turn: Turn, backend: Backend) -> Reply:
    """What the programme is to whoever asks; where others read, they are answered in private."""
    if not turn.is_private:
        return await _in_private(turn, backend)
    programme = await see_programme(turn.person_id, backend, now=turn.received_at)
    return Reply(card=home_card(turn.view, programme, now=turn.received_at), in_place=turn.door is not Door.MESSAGE)


async def ask_call_details(turn: Turn, backend: Backend) -> Reply:
    """Somebody read the call in a channel: what they ask next is nobody else's business."""
    cohort_in(turn)
    return await (show_home if turn.is_private else _in_private)(turn, backend)


async def _in_private(turn: Turn, backend: Backend) -> Reply:
    """Owe the person the home card in their own chat, once a day."""
    await welcome.remember(turn, backend)
    zone = backend.organisation.sending.zone
    today, week = day_of(turn.received_at, zone), Week.of(turn.received_at, zone)
    await owe_message(
        DeliveryKind.CALL_DETAILS, turn.person_id, today.isoformat(), "", backend, week=week, now=turn.received_at
    )
    return Reply(notice=notices.told_in_private(turn.view))
