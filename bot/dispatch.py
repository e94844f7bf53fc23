"""From a turn to its handler, and from a refusal to a sentence."""

import logging
from collections.abc import Iterable, Mapping

from bot.allowances import Allowances
from bot.deadlines import HANDLER, within
from bot.handlers import DOOR_HANDLERS, VERB_HANDLERS
from bot.handlers.answers_to_words import Command
from bot.handlers.commands import COMMANDS, GREETINGS
from bot.handlers.share_form import renew_form
from bot.noted_reads import NOTED_VERBS, note_read
from bot.rights import check
from bot.rights_table import COMMAND_RIGHTS, DOOR_RIGHTS, VERB_RIGHTS
from bot.turn import Door, Reply, Turn
from cards.refusals import refused_field, sentence
from cards.signing import CardToken
from cards.verbs import Verb
from passeur.backend import Backend
from passeur.errors import BadToken, FormRefused, Refusal, StorageUnavailable, TooOften
from passeur.telemetry.names import Attribute, Outcome, Span
from passeur.telemetry.watch import tell, watching

log = logging.getLogger(__name__)

_WORDS = {**COMMANDS, **GREETINGS}


class Unplaced(Exception):
    """Something that people can ask for has no right: nobody knows who may."""


def check_every_handler_has_a_right(
    verbs: Iterable[Verb] = VERB_HANDLERS,
    words: Mapping[str, Command] = _WORDS,
    doors: Iterable[Door] = DOOR_HANDLERS,
) -> None:
    """Unplaced, at the start rather than at somebody's click."""
    missing = [
        *(str(verb) for verb in verbs if verb not in VERB_RIGHTS),
        *(word for word, command in words.items() if command.__name__ not in COMMAND_RIGHTS),
        *(str(door) for door in doors if door not in DOOR_RIGHTS),
    ]
    if missing:
        raise Unplaced(f"no right says who may ask for: {', '.join(missing)}")


async def dispatch(turn: Turn, backend: Backend, allowances: Allowances) -> Reply:
    """Answer one turn. Whatever is refused comes back as a plain sentence in the reader's language."""
    tell(Attribute.DOOR, turn.door)
    if turn.token is not None:
        tell(Attribute.VERB, turn.token.verb)
    return await _answered(turn, backend) if allowances.allows(turn) else _too_often(turn, allowances)


async def _answered(turn: Turn, backend: Backend) -> Reply:
    try:
        async with within(HANDLER):
            with watching().piece(Span.HANDLER):
                return await answer(turn, backend)
    except BadToken as forged:
        tell(Attribute.OUTCOME, Outcome.REFUSED)
        log.warning("a card's data was not ours: door %s", turn.door)
        if turn.door is Door.COMPOSE_SUBMIT:
            # A sentence would close the dialog over everything that was typed in it.
            return renew_form(turn, forged)
        return Reply(notice=sentence(forged, turn.view.locale))
    except FormRefused as refused:
        tell(Attribute.OUTCOME, Outcome.REFUSED)
        field, problem = next(iter(refused.problems.items()))
        return Reply(notice=refused_field(problem, field, turn.view.locale))
    except Refusal as refusal:
        tell(Attribute.OUTCOME, Outcome.REFUSED)
        return Reply(notice=sentence(refusal, turn.view.locale))
    except StorageUnavailable as outage:
        tell(Attribute.OUTCOME, Outcome.UNAVAILABLE)
        log.exception("storage did not answer: door %s", turn.door)
        return Reply(notice=sentence(outage, turn.view.locale))


def _too_often(turn: Turn, allowances: Allowances) -> Reply:
    """An invoke is always answered; a message only the first time."""
    refusal = TooOften()
    tell(Attribute.OUTCOME, Outcome.THROTTLED)
    if turn.door is Door.COMPOSE_SUBMIT and _is_new_share(turn.token):
        # A sentence would close the dialog over everything that was typed in it.
        return renew_form(turn, refusal)
    is_told = allowances.tells(turn)
    if is_told:
        log.warning("somebody asks faster than a person does: door %s", turn.door)
    said = is_told or turn.door is not Door.MESSAGE
    return Reply(notice=sentence(refusal, turn.view.locale)) if said else Reply()


def _is_new_share(token: CardToken | None) -> bool:
    return token is not None and token.verb is Verb.SUBMIT_SHARE and not token.parent


async def answer(turn: Turn, backend: Backend) -> Reply:
    """What the handler of this door or verb answers, if this person may ask for it here; raises what is refused."""
    if turn.door in DOOR_HANDLERS:
        await check(DOOR_RIGHTS.get(turn.door), turn, backend)
        return await DOOR_HANDLERS[turn.door](turn, backend)
    verb = turn.signed.verb
    await check(VERB_RIGHTS.get(verb), turn, backend)
    await note_read(NOTED_VERBS.get(verb), turn, backend)
    return await VERB_HANDLERS[verb](turn, backend)
