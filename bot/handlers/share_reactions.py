"""What colleagues do with a share that they see: say how it went, report a problem."""

from bot.handlers.share_updates import as_read_from, own_updates
from bot.handlers.subjects import share_in
from bot.turn import CardUpdate, Reply, Turn
from cards import notices
from cards.sharing.reactions import COPY
from cards.sharing.share_card import share_card
from passeur.backend import Backend
from passeur.sharing.report_problem import REPORT, Reporter, report_problem
from passeur.sharing.reproduce_share import reproduce_share
from passeur.sharing.threads import Thread


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
    is_copy = turn.signed.version == COPY
    # The message of a copy may be a form or a receipt, which everybody else still sees there.
    updates = await own_updates(turn, thread, backend) if is_copy else _clicked(turn, thread)
    card = share_card(turn.view, as_read_from(turn, thread), is_copy=is_copy)
    return Reply(card=card, in_place=True, updates=updates)


def _clicked(turn: Turn, thread: Thread) -> tuple[CardUpdate, ...]:
    """The posted card that was clicked, without a read of where it is."""
    if not turn.card_id:
        return ()
    return (CardUpdate(turn.address, turn.card_id, share_card(turn.public_view, thread)),)


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
