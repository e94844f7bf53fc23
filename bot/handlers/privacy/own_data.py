"""What somebody may ask about their own data: to see it, to object, to have it erased. Nobody else is told."""

from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.privacy.erasure import SHARES, ask_erasure_card, erasing_card
from cards.privacy.objection import objection_card
from cards.privacy.own_data import own_data_card
from passeur.ambassadors.current_term import current_term
from passeur.backend import Backend
from passeur.errors import FormRefused, Problem
from passeur.people import Person, Role
from passeur.privacy.ask_erasure import ask_erasure
from passeur.privacy.erasures import TheirShares
from passeur.privacy.objection import object_to_it, take_objection_back


async def show_own_data(turn: Turn, backend: Backend) -> Reply:
    """Who Passeur believes they are, and links to everything that is held about them."""
    if await _is_being_erased(turn, backend):
        return _answer(turn, erasing_card(turn.view))
    return _answer(turn, own_data_card(turn.view, await _person(turn, backend), turn.received_at))


async def show_objection(turn: Turn, backend: Backend) -> Reply:
    return _answer(turn, objection_card(turn.view, await _person(turn, backend)))


async def object_now(turn: Turn, backend: Backend) -> Reply:
    person = await object_to_it(_newcomer(turn), people=backend.people, now=turn.received_at)
    return _answer(turn, objection_card(turn.view, person))


async def take_back(turn: Turn, backend: Backend) -> Reply:
    person = await take_objection_back(_newcomer(turn), people=backend.people)
    return _answer(turn, objection_card(turn.view, person))


async def ask(turn: Turn, backend: Backend) -> Reply:
    """Say what goes and what stays, before anything does."""
    if await _is_being_erased(turn, backend):
        return _answer(turn, erasing_card(turn.view))
    current = await current_term(turn.person_id, backend)
    in_office = current is not None and current.term.is_in_office
    leads = await holds(turn, backend, Role.PROGRAMME_LEAD)
    return _answer(turn, ask_erasure_card(turn.view, leads=leads, in_office=in_office))


async def erase(turn: Turn, backend: Backend) -> Reply:
    """Promise it; the functions do it, and tell the person here when it is done."""
    try:
        shares = TheirShares(turn.inputs.get(SHARES) or TheirShares.STAY)
    except ValueError as error:
        raise FormRefused({SHARES: Problem.UNKNOWN_CHOICE}) from error
    await ask_erasure(
        turn.person_id, shares, backend, address=turn.address, locale=turn.view.locale, now=turn.received_at
    )
    return _answer(turn, erasing_card(turn.view))


async def _is_being_erased(turn: Turn, backend: Backend) -> bool:
    return await backend.erasures.get(turn.tenant_id, turn.person_id) is not None


async def _person(turn: Turn, backend: Backend) -> Person:
    return await backend.people.get(turn.tenant_id, turn.person_id) or _newcomer(turn)


def _newcomer(turn: Turn) -> Person:
    return Person(turn.tenant_id, turn.person_id, turn.person_name, locale=turn.view.locale)


def _answer(turn: Turn, card: dict[str, object]) -> Reply:
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)
