"""First contact, and the little that Passeur knows about a person."""

from dataclasses import replace

from bot.deadlines import USE_CASE, within
from bot.turn import Reply, Turn
from cards import notices
from cards.help import Reader, help_card
from cards.welcome import SITE, TRADE, greeting_card, profile_card, profile_saved_card
from passeur.backend import Backend
from passeur.delivery.addresses import Channel
from passeur.errors import FormRefused, Problem
from passeur.people import Person


async def remember(turn: Turn, backend: Backend) -> tuple[Person, bool]:
    """The person who speaks, brought up to date with what this request says of their name and chat.

    Also says whether Passeur meets them for the first time in a personal chat, which happens exactly once.
    """

    def up_to_date(known: Person | None) -> Person:
        person = known or Person(turn.tenant_id, turn.person_id, turn.person_name, locale=turn.view.locale)
        person = replace(person, name=turn.person_name or person.name, locale=turn.speaks or person.locale)
        if not turn.is_private:
            return person
        return replace(person, address=turn.address, introduced=True, chat_closed=False)

    before, after = await backend.people.change(turn.tenant_id, turn.person_id, up_to_date)
    if before is None and await _is_leaving(turn, backend):
        return after, False
    return after, turn.is_private and not (before and before.introduced)


async def _is_leaving(turn: Turn, backend: Backend) -> bool:
    """Whether somebody of whom nothing is known is being erased, and stays unknown; else they are back, if gone."""
    if await backend.erasures.get(turn.tenant_id, turn.person_id) is None:
        await backend.erasures.came_back(turn.tenant_id, turn.person_id)
        return False
    await backend.directory.remove(turn.tenant_id, turn.person_id)
    return True


async def forget_greeting(turn: Turn, backend: Backend) -> None:
    """Greet at the next contact: what was to be the first greeting was not sent."""

    def not_yet(known: Person | None) -> Person:
        person = known or Person(turn.tenant_id, turn.person_id, turn.person_name, locale=turn.view.locale)
        return replace(person, introduced=False)

    async with within(USE_CASE):
        await backend.people.change(turn.tenant_id, turn.person_id, not_yet)


def greet(turn: Turn, person: Person) -> Reply:
    """Say again what this is."""
    return Reply(card=greeting_card(turn.view, person))


def show_profile(turn: Turn, person: Person) -> Reply:
    """Say again what is stored, and let the trade and site be changed."""
    return Reply(card=profile_card(turn.view, person))


async def save_profile(turn: Turn, backend: Backend) -> Reply:
    """Store the trade and site that the person chose from the organisation's lists."""
    trade, site = turn.inputs.get(TRADE, ""), turn.inputs.get(SITE, "")
    problems = {
        name: Problem.UNKNOWN_CHOICE
        for name, chosen, allowed in (
            (TRADE, trade, backend.organisation.trade_ids()),
            (SITE, site, backend.organisation.site_ids()),
        )
        if chosen and chosen not in allowed
    }
    if problems:
        raise FormRefused(problems)

    def settled(known: Person | None) -> Person:
        person = known or Person(turn.tenant_id, turn.person_id, turn.person_name, locale=turn.view.locale)
        return replace(person, trade=trade or None, site=site or None, introduced=True)

    _, person = await backend.people.change(turn.tenant_id, turn.person_id, settled)
    return Reply(card=profile_saved_card(turn.view, person), in_place=True)


async def skip_profile(turn: Turn, backend: Backend) -> Reply:  # noqa: ARG001 - every handler has the same shape
    """Leave the question open; it is not asked again."""
    return Reply(notice=notices.profile_skipped(turn.view))


async def installed(turn: Turn, backend: Backend) -> Reply:
    """Somebody installed Passeur: greet the person, or say to everybody there what it can do."""
    reply = await upgraded(turn, backend)
    return reply if turn.is_private else replace(reply, card=help_card(turn.public_view, Reader(in_private=False)))


async def upgraded(turn: Turn, backend: Backend) -> Reply:
    """Passeur is there, and nobody asked to hear of it: greet who was not, note where the team hears from it."""
    if turn.is_private:
        person, is_first = await remember(turn, backend)
        return Reply(preface=greeting_card(turn.view, person) if is_first else None)
    if turn.team_id:
        await backend.channels.put(Channel(turn.tenant_id, turn.team_id, turn.address.without_thread()))
    return Reply(roster_of=turn.team_id)


async def removed(turn: Turn, backend: Backend) -> Reply:
    """Passeur was removed: write there no more."""
    if turn.team_id:
        await backend.channels.remove(turn.tenant_id, turn.team_id)
    elif turn.is_private:
        await _forget_address(turn, backend)
    return Reply()


async def _forget_address(turn: Turn, backend: Backend) -> None:
    if await backend.people.get(turn.tenant_id, turn.person_id) is not None:
        unknown = Person(turn.tenant_id, turn.person_id, turn.person_name, locale=turn.view.locale)
        await backend.people.change(
            turn.tenant_id, turn.person_id, lambda known: replace(known or unknown, address=None, chat_closed=True)
        )
