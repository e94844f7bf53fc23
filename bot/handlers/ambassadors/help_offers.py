"""What somebody who was asked for help answers, in their own chat."""

from bot.handlers.subjects import help_request_in
from bot.turn import Reply, Turn
from cards.ambassadors.help_requests import help_declined_card, help_gone_card, help_offered_card
from passeur.ambassadors.offer_help import check_was_asked, offer_help
from passeur.backend import Backend


async def offer(turn: Turn, backend: Backend) -> Reply:
    """Tell whoever asked, once; the card then says how to reach them."""
    told = await offer_help(help_request_in(turn), turn.person_id, backend, now=turn.received_at)
    card = help_gone_card(turn.view) if told is None else help_offered_card(turn.view, *told)
    return Reply(card=card, in_place=True)


async def decline(turn: Turn, backend: Backend) -> Reply:
    """Nothing is kept of it, and nobody is told."""
    await check_was_asked(help_request_in(turn), turn.person_id, backend)
    return Reply(card=help_declined_card(turn.view), in_place=True)
