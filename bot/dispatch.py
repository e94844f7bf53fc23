"""From a turn to its handler, and from a refusal to a sentence."""

import logging

from bot.handlers import DOOR_HANDLERS, VERB_HANDLERS
from bot.turn import Reply, Turn
from cards.refusals import problem_sentence, sentence
from passeur.backend import Backend
from passeur.errors import BadToken, FormRefused, Refusal, StorageUnavailable

log = logging.getLogger(__name__)


async def dispatch(turn: Turn, backend: Backend) -> Reply:
    """Answer one turn. Whatever is refused comes back as a plain sentence in the reader's language."""
    try:
        handler = DOOR_HANDLERS.get(turn.door)
        if handler is None:
            handler = VERB_HANDLERS[turn.signed.verb]
        return await handler(turn, backend)
    except BadToken as forged:
        log.warning("a card's data was not ours: door %s", turn.door)
        return Reply(notice=sentence(forged, turn.view.locale))
    except FormRefused as refused:
        field, problem = next(iter(refused.problems.items()))
        return Reply(notice=problem_sentence(problem, field, turn.view.locale))
    except Refusal as refusal:
        return Reply(notice=sentence(refusal, turn.view.locale))
    except StorageUnavailable as outage:
        log.exception("storage did not answer: door %s", turn.door)
        return Reply(notice=sentence(outage, turn.view.locale))
