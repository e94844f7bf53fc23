"""The five best of the week, seen and published from the chat."""

from bot.handlers.subjects import week_in
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.recaps import no_recap_yet_card, recap_card, recap_preview_card
from passeur.backend import Backend
from passeur.people import Role
from passeur.periods import Week
from passeur.sharing.publish_recap import preview_next_recap, publish_recap
from passeur.sharing.told_shares import told_shares

# Quiet weeks and holidays in between do not make the last recap uninteresting.
LOOK_BACK = 8


async def show_recap(turn: Turn, backend: Backend) -> Reply:
    """Show the programme lead, in private, what comes next; everybody else, the last five best that were told."""
    if turn.is_private and await holds(turn, backend, Role.PROGRAMME_LEAD):
        return await preview(turn, backend)
    schedule = backend.organisation.recap
    this_week = Week.of(turn.received_at, schedule.zone)
    told = await backend.recaps.between(turn.tenant_id, this_week.plus(-LOOK_BACK), this_week)
    posted = [stored.recap for stored in told if stored.recap.is_worth_posting]
    if not posted:
        return Reply(card=no_recap_yet_card(turn.view, schedule.next_moment(turn.received_at)))
    latest = max(posted, key=lambda recap: recap.week)
    told_by_ref = await told_shares(latest, turn.tenant_id, shares=backend.shares)
    if turn.is_read_by_others:
        told_by_ref = {ref: share.unnamed() for ref, share in told_by_ref.items()}
    return Reply(card=recap_card(turn.view, latest, told_by_ref))


async def preview(turn: Turn, backend: Backend) -> Reply:
    """What would be told, with the reason of each pick; only for the programme lead."""
    recap, published = await preview_next_recap(backend, now=turn.received_at)
    card = recap_preview_card(
        turn.view, recap, await told_shares(recap, turn.tenant_id, shares=backend.shares), published=published
    )
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def publish(turn: Turn, backend: Backend) -> Reply:
    """Publish now, once; only for the programme lead."""
    stored = await publish_recap(week_in(turn), backend, now=turn.received_at)
    card = recap_preview_card(
        turn.view, stored.recap, await told_shares(stored.recap, turn.tenant_id, shares=backend.shares), published=True
    )
    return Reply(card=card, in_place=True)
