"""The five best of the week, seen and published from the chat."""

from bot.handlers.subjects import week_in
from bot.turn import Door, Reply, Turn
from cards.recaps import no_recap_yet_card, recap_card, recap_preview_card
from passeur.backend import Backend
from passeur.errors import NotAllowed
from passeur.people import Role
from passeur.sharing.publish_recap import preview_next_recap, publish_recap
from passeur.sharing.told_shares import told_shares


async def show_recap(turn: Turn, backend: Backend) -> Reply:
    """The programme lead previews what comes next; everybody else sees the last five best that were told."""
    if await backend.roles.has(turn.tenant_id, turn.person_id, Role.PROGRAMME_LEAD):
        return await preview(turn, backend)
    schedule = backend.organisation.recap
    due = schedule.week_due(turn.received_at)
    told = await backend.recaps.between(turn.tenant_id, due.plus(-1), due)
    posted = [stored.recap for stored in told if stored.recap.is_worth_posting]
    if not posted:
        return Reply(card=no_recap_yet_card(turn.view, schedule.moment_for(due.plus(1))))
    latest = max(posted, key=lambda recap: recap.week)
    return Reply(card=recap_card(turn.view, latest, await told_shares(latest, turn.tenant_id, shares=backend.shares)))


async def preview(turn: Turn, backend: Backend) -> Reply:
    """What would be told, with the reason of each pick; only for the programme lead."""
    await _only_the_lead(turn, backend)
    recap, published = await preview_next_recap(backend, now=turn.received_at)
    card = recap_preview_card(
        turn.view, recap, await told_shares(recap, turn.tenant_id, shares=backend.shares), published=published
    )
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def publish(turn: Turn, backend: Backend) -> Reply:
    """Publish now, once; only for the programme lead."""
    await _only_the_lead(turn, backend)
    stored = await publish_recap(week_in(turn), backend, now=turn.received_at)
    card = recap_preview_card(
        turn.view, stored.recap, await told_shares(stored.recap, turn.tenant_id, shares=backend.shares), published=True
    )
    return Reply(card=card, in_place=True)


async def _only_the_lead(turn: Turn, backend: Backend) -> None:
    if not await backend.roles.has(turn.tenant_id, turn.person_id, Role.PROGRAMME_LEAD):
        raise NotAllowed
