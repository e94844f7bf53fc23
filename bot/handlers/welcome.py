"""First contact, and the little that Passeur knows about a person."""

from dataclasses import replace

from bot.turn import Reply, Turn
from cards import notices
from cards.welcome import SITE, TRADE, greeting_card, profile_saved_card
from passeur.backend import Backend
from passeur.delivery.addresses import Channel, ConversationKind
from passeur.errors import FormRefused, Problem
from passeur.people import Person


async def remember(turn: Turn, backend: Backend) -> Person:
    """The person who speaks, as stored, brought up to date with what this request says of their name and chat."""
    known = await backend.people.get(turn.tenant_id, turn.person_id)
    person = known or Person(turn.tenant_id, turn.person_id, turn.person_name)
    person = replace(person, name=turn.person_name, locale=turn.view.locale)
    if turn.address.kind is ConversationKind.PERSONAL:
        person = replace(person, address=turn.address)
    if person != known:
        await backend.people.put(person)
    return person


async def introduce(turn: Turn, backend: Backend, person: Person) -> dict[str, object] | None:
    """The greeting card, the first time that somebody meets Passeur in a personal chat."""
    if person.introduced or turn.address.kind is not ConversationKind.PERSONAL:
        return None
    await backend.people.put(replace(person, introduced=True))
    return greeting_card(turn.view, person)


async def greet(turn: Turn, backend: Backend) -> Reply:
    """Say again what this is and what is stored, and let the trade and site be changed."""
    person = await backend.people.get(turn.tenant_id, turn.person_id)
    return Reply(card=greeting_card(turn.view, person), in_place=False)


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
    person = replace(await remember(turn, backend), trade=trade or None, site=site or None, introduced=True)
    await backend.people.put(person)
    return Reply(card=profile_saved_card(turn.view, person), in_place=True)


async def skip_profile(turn: Turn, backend: Backend) -> Reply:  # noqa: ARG001 - every handler has the same shape
    """Leave the question open; it is not asked again."""
    return Reply(notice=notices.profile_skipped(turn.view))


async def installed(turn: Turn, backend: Backend) -> Reply:
    """Somebody installed Passeur: greet the person, or note in which channel the team hears from it."""
    if turn.address.kind is ConversationKind.PERSONAL:
        person = await remember(turn, backend)
        return Reply(card=await introduce(turn, backend, person))
    if turn.team_id:
        await backend.channels.put(Channel(turn.tenant_id, turn.team_id, turn.address))
    return Reply()


async def removed(turn: Turn, backend: Backend) -> Reply:
    """Passeur was removed: write there no more."""
    if turn.team_id:
        await backend.channels.remove(turn.tenant_id, turn.team_id)
    elif turn.address.kind is ConversationKind.PERSONAL:
        person = await backend.people.get(turn.tenant_id, turn.person_id)
        if person is not None:
            await backend.people.put(replace(person, address=None))
    return Reply()
