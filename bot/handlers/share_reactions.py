"""What colleagues do with a share that they see: say how it went, report a problem."""

from bot.handlers.subjects import share_in
from bot.turn import CardUpdate, Reply, Turn
from cards import notices
from cards.sharing.share_card import share_card
from passeur.backend import Backend
from passeur.sharing.report_problem import REPORT, Reporter, report_problem
from passeur.sharing.reproduce_share import reproduce_share


async def say_how_it_went(turn: Turn, backend: Backend) -> Reply:
    """Count the person's experience, once, and refresh the card for everybody."""
    thread = await reproduce_share(
        turn.tenant_id,
        share_in(turn),
        turn.person_id,
        turn.inputs,
        people=backend.people,
        shares=backend.shares,
        now=turn.received_at,
    )
    public = share_card(turn.public_view, thread)
    updates = (CardUpdate(turn.address, turn.card_id, public),) if turn.card_id else ()
    return Reply(card=share_card(turn.view, thread), in_place=True, updates=updates)


async def report(turn: Turn, backend: Backend) -> Reply:
    """Tell the programme leads, and nobody else."""
    told = await report_problem(
        Reporter(turn.tenant_id, turn.person_id, turn.person_name),
        share_in(turn),
        turn.inputs.get(REPORT, ""),
        people=backend.people,
        roles=backend.roles,
        shares=backend.shares,
        queue=backend.queue,
        now=turn.received_at,
    )
    return Reply(notice=notices.reported(turn.view, told=told > 0))
