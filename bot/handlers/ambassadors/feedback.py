"""What those who came to a workshop say of it: by its code, or by the button of a card that everybody sees."""

from bot.handlers.ambassadors import workshops
from bot.handlers.ambassadors.subjects import code_in
from bot.turn import Door, Reply, Turn
from cards.ambassadors.feedback import (
    CODE,
    answer_both,
    code_card,
    feedback_card,
    feedback_kept,
    feedback_thanks_card,
    how_to_ask,
)
from cards.refusals import sentence
from passeur.ambassadors.find_workshop import code_of, find_workshop
from passeur.ambassadors.give_feedback import USEFUL, WILL_USE, give_feedback, workshop_of
from passeur.ambassadors.refusals import Declined
from passeur.ambassadors.workshops import Workshop
from passeur.backend import Backend
from passeur.errors import FormRefused
from passeur.periods import Week, day_of
from passeur.texts import folded

COMMANDS = frozenset({"avis", "feedback"})
_WEEKS_BACK = 5


async def ask(turn: Turn, backend: Backend) -> Reply:
    """The word and a code: the two questions. The word alone: where to type a code, or the host's latest workshop."""
    typed = _after_the_word(turn.text)
    if typed:
        workshop = await find_workshop(typed, turn.person_id, backend, now=turn.received_at)
        return await _questions(turn, backend, workshop)
    if turn.is_private:
        return Reply(card=code_card(turn.view))
    latest = await _latest(turn, backend)
    return Reply(notice=how_to_ask(turn.view)) if latest is None else await _questions(turn, backend, latest)


async def find(turn: Turn, backend: Backend) -> Reply:
    """The two questions about the workshop whose code was typed in the card, which stays when it is none."""
    typed = turn.inputs.get(CODE, "")
    try:
        workshop = await find_workshop(typed, turn.person_id, backend, now=turn.received_at)
    except Declined as declined:
        return Reply(
            card=code_card(turn.view, typed=typed, problem=sentence(declined, turn.view.locale)), in_place=True
        )
    return await _questions(turn, backend, workshop)


async def give(turn: Turn, backend: Backend) -> Reply:
    """Keep the two answers. On a card that everybody sees nothing shows that this person answered."""
    code = code_in(turn)
    typed = {name: turn.inputs.get(name, "") for name in (USEFUL, WILL_USE)}
    try:
        workshop = await give_feedback(code, turn.person_id, typed, backend, now=turn.received_at)
    except FormRefused as refused:
        if not turn.is_private:
            return Reply(notice=answer_both(turn.view))
        workshop = await workshop_of(code, backend)
        host, today = await _host(backend, workshop), day_of(turn.received_at, backend.organisation.sending.zone)
        again = feedback_card(turn.view, workshop, host, today, typed=typed, problems=refused.problems)
        return Reply(card=again, in_place=True)
    if turn.is_private:
        return Reply(card=feedback_thanks_card(turn.view, workshop), in_place=True)
    return Reply(notice=feedback_kept(turn.view))


async def _questions(turn: Turn, backend: Backend, workshop: Workshop) -> Reply:
    if turn.is_private and workshop.host_id == turn.person_id:
        return await workshops.shown(turn, backend, workshop)
    view = turn.view if turn.is_private else turn.public_view
    today = day_of(turn.received_at, backend.organisation.sending.zone)
    # Where others read, the card that its host has posted names them, and can be drawn anew; an answer cannot.
    host = "" if turn.is_read_by_others else await _host(backend, workshop)
    card = feedback_card(view, workshop, host, today, in_private=turn.is_private)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def _latest(turn: Turn, backend: Backend) -> Workshop | None:
    """The newest workshop of whoever asks among others, while its feedback is open."""
    today = day_of(turn.received_at, backend.organisation.sending.zone)
    since = Week.of_day(today).plus(-_WEEKS_BACK)
    hosted = await backend.workshops.hosted_by(turn.tenant_id, turn.person_id, since)
    return next((each for each in hosted if each.takes_feedback(today)), None)


async def _host(backend: Backend, workshop: Workshop) -> str:
    host = await backend.people.get(workshop.tenant_id, workshop.host_id)
    return host.name if host else ""


def _after_the_word(text: str) -> str:
    """The code that follows `avis` or `feedback`, whole or in two halves; nothing when other words do."""
    words = folded(text).split()
    start = 1 + next((index for index, word in enumerate(words) if word in COMMANDS), len(words))
    found = (code_of("".join(words[start : start + many])) for many in (1, 2))
    return next(filter(None, found), "")
