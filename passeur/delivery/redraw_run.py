import logging
from collections.abc import Callable, Mapping
from typing import Any

from passeur.delivery.ports import CardSender, SendFailed, SendThrottled, SendUnknown
from passeur.delivery.runs import Run, Watcher

log = logging.getLogger(__name__)

# The card of a run for one of its watchers.
Draw = Callable[[Run, Watcher], Mapping[str, Any]]


async def redraw_run(run: Run, draw: Draw, sender: CardSender) -> tuple[bool, frozenset[Watcher]]:
    """Show a run as it stands on every card that follows it; whether all are up to date, and which are gone."""
    gone, all_saw_it = set[Watcher](), True
    for watcher in run.watchers:
        try:
            await sender.update(watcher.address, watcher.activity_id, draw(run, watcher))
        except SendFailed as failed:
            log.warning("a card of run %s is shown no more: %s", run.id, failed.reason)
            gone.add(watcher)
        except (SendThrottled, SendUnknown) as trouble:
            log.info("a card of run %s waits: %s", run.id, type(trouble))
            all_saw_it = False
    return all_saw_it, frozenset(gone)
