"""From a turn to its handler, and from a refusal to a sentence."""

import logging

from bot.deadlines import HANDLER, within
from bot.handlers import DOOR_HANDLERS, VERB_HANDLERS
from bot.handlers.share_form import renew_form
from bot.turn import Door, Reply, Turn
from cards.refusals import refused_field, sentence
from passeur.backend import Backend
from passeur.errors import BadToken, FormRefused, Refusal, StorageUnavailable

log = logging.getLogger(__name__)


async def dispatch(turn: Turn, backend: Backend) -> Reply:
    """Answer one turn. Whatever is refused comes back as a plain sentence in the reader's language."""
    try:
        handler = DOOR_HANDLERS.get(turn.door)
        if handler is None:
            handler = VERB_HANDLERS[turn.signed.verb]
        async with within(HANDLER):
            return await handler(turn, backend)
    except BadToken as forged:
        log.warning("a card's data was not ours: door %s", turn.door)
        if turn.door is Door.COMPOSE_SUBMIT:
            # A sentence would close the dialog over everything that was typed in it.
            return renew_form(turn, forged)
        return Reply(notice=sentence(forged, turn.view.locale))
    except FormRefused as refused:
        field, problem = next(iter(refused.problems.items()))
        return Reply(notice=refused_field(problem, field, turn.view.locale))
    except Refusal as refusal:
        return Reply(notice=sentence(refusal, turn.view.locale))
    except StorageUnavailable as outage:
        log.exception("storage did not answer: door %s", turn.door)
        return Reply(notice=sentence(outage, turn.view.locale))
