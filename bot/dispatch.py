"""From a turn to its handler, and from a refusal to a sentence."""

import logging

from bot.handlers import DOOR_HANDLERS, VERB_HANDLERS
from bot.turn import Reply, Turn
from cards.refusals import sentence
from passeur.backend import Backend
from passeur.errors import BadToken, Refusal, StorageUnavailable

log = logging.getLogger(__name__)


async def dispatch(turn: Turn, backend: Backend) -> Reply:
    """Answer one turn. Whatever is refused comes back as a plain sentence in the reader's language."""
    try:
        handler = DOOR_HANDLERS.get(turn.door)
        if handler is None:
            handler = VERB_HANDLERS[turn.signed.verb]
        return await handler(turn, backend)
    except BadToken:
        log.warning("a card's data was not ours: door %s", turn.door)
        return Reply(notice=sentence(BadToken.code, turn.view.locale))
    except Refusal as refusal:
        return Reply(notice=sentence(refusal.code, turn.view.locale))
    except StorageUnavailable:
        log.exception("storage did not answer: door %s", turn.door)
        return Reply(notice=sentence("storage_unavailable", turn.view.locale))
