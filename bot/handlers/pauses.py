"""What each person decides about the messages that they did not ask for. Nobody else is told."""

from bot.handlers.subjects import topic_in
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.pauses import ELSEWHERE, messages_card
from passeur.ambassadors.current_term import current_term
from passeur.backend import Backend
from passeur.delivery.pause import accept, decline, pause_a_month, resume
from passeur.people import READERS, Person, Role, Topic


async def show_messages(turn: Turn, backend: Backend) -> Reply:
    """What the person receives unasked, and how to change it; where others read, only where to ask."""
    person = await backend.people.get(turn.tenant_id, turn.person_id) or _newcomer(turn)
    return await _answer(turn, backend, person)


async def pause(turn: Turn, backend: Backend) -> Reply:
    """Send nothing unasked for a month."""
    zone = backend.organisation.sending.zone
    settled = await pause_a_month(_newcomer(turn), people=backend.people, zone=zone, now=turn.received_at)
    return await _changed(turn, backend, *settled)


async def end_pause(turn: Turn, backend: Backend) -> Reply:
    return await _changed(turn, backend, *await resume(_newcomer(turn), people=backend.people))


async def decline_topic(turn: Turn, backend: Backend) -> Reply:
    """Send one kind of message no more."""
    return await _changed(turn, backend, *await decline(_newcomer(turn), topic_in(turn), people=backend.people))


async def accept_topic(turn: Turn, backend: Backend) -> Reply:
    return await _changed(turn, backend, *await accept(_newcomer(turn), topic_in(turn), people=backend.people))


async def _changed(turn: Turn, backend: Backend, person: Person, is_new: bool) -> Reply:  # noqa: FBT001 - as the use case returns it
    if not is_new and _is_beside(turn):
        # A second click on a card that stays: one answer below it is enough.
        return Reply(notice=notices.messages_unchanged(turn.view))
    return await _answer(turn, backend, person)


async def _answer(turn: Turn, backend: Backend, person: Person) -> Reply:
    if not turn.is_private:
        return Reply(notice=notices.messages_in_private(turn.view))
    lead = await holds(turn, backend, Role.PROGRAMME_LEAD)
    topics = await _topics(turn, backend, person)
    card = messages_card(turn.view, person, topics, now=turn.received_at, lead=lead)
    if _is_beside(turn):
        # The card that was clicked may still be read: the answer, with the way to undo it, comes after it.
        return Reply(card=card, notice=notices.messages_changed(turn.view))
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def _topics(turn: Turn, backend: Backend, person: Person) -> list[Topic]:
    """What concerns the person, and what they declined when it did."""
    concerns = set(person.declined)
    if Topic.MANAGER_DIGEST not in concerns and await backend.teams.get(turn.tenant_id, turn.person_id) is not None:
        concerns.add(Topic.MANAGER_DIGEST)
    if Topic.BRIEF not in concerns and await holds(turn, backend, *READERS):
        concerns.add(Topic.BRIEF)
    if await current_term(turn.person_id, backend) is not None:
        concerns |= {Topic.CHECK_IN, Topic.PEER_HELP, Topic.BADGE_EARNED}
    if any(each.takes_candidates(turn.received_at) for each in await backend.cohorts.all(turn.tenant_id)):
        concerns |= {Topic.NOMINATION, Topic.CALL_INVITATION}
    return [topic for topic in Topic if topic in concerns]


def _is_beside(turn: Turn) -> bool:
    return turn.token is not None and turn.token.version == ELSEWHERE


def _newcomer(turn: Turn) -> Person:
    return Person(turn.tenant_id, turn.person_id, turn.person_name, locale=turn.view.locale)
