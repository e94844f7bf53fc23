"""Somebody's own badges, in their own chat, and whether they agree to be considered for recognition."""

from bot.handlers.subjects import badge_in, help_offer_in
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.ambassadors.badges import badge_files_card, badges_card, helper_thanked
from passeur.ambassadors.agree_to_be_named import agree_to_be_named
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.thank_for_help import thank_for_help
from passeur.backend import Backend


async def show_badges(turn: Turn, backend: Backend) -> Reply:
    """Their own, whoever asks: nothing on a card says whose."""
    return Reply(card=await _card(turn, backend), in_place=turn.door is not Door.MESSAGE)


async def give_files(turn: Turn, backend: Backend) -> Reply:
    """Links that are good for an hour, to the signed file of a badge that the person has."""
    badge_id = badge_in(turn)
    badges = await backend.badges.of_person(turn.tenant_id, turn.person_id)
    badge = next((each for each in badges if each.id == badge_id and each.is_held), None)
    if badge is None:
        raise Declined(Why.BADGE_GONE)
    card = badge_files_card(turn.view, badge, turn.person_id, turn.received_at)
    return Reply(card=card, notice=notices.files_below(turn.view))


async def agree(turn: Turn, backend: Backend) -> Reply:
    return await _noted(turn, backend, agrees=True)


async def decline(turn: Turn, backend: Backend) -> Reply:
    return await _noted(turn, backend, agrees=False)


async def thank(turn: Turn, backend: Backend) -> Reply:
    """Say that a colleague's help helped, once."""
    await thank_for_help(help_offer_in(turn), turn.person_id, backend, now=turn.received_at)
    return Reply(notice=helper_thanked(turn.view))


async def _noted(turn: Turn, backend: Backend, *, agrees: bool) -> Reply:
    await agree_to_be_named(turn.person_id, backend, agrees=agrees)
    return Reply(card=await _card(turn, backend), in_place=True)


async def _card(turn: Turn, backend: Backend) -> dict[str, object]:
    badges = await backend.badges.of_person(turn.tenant_id, turn.person_id)
    current = await current_term(turn.person_id, backend)
    agrees = current.term.recognised if current is not None and current.term.is_in_office else None
    return badges_card(turn.view, badges, agrees=agrees)
