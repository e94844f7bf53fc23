from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.count_run import count_run
from passeur.delivery.following import has_news, is_due, is_followed, noted, pause_after, stands_still
from passeur.delivery.ports import CardSender, RunStep, StepKind
from passeur.delivery.redraw_run import Draw, redraw_run
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.wake_run import end_rest, wake_run


async def follow_run(run_id: RunId, backend: Backend, *, sender: CardSender, draw: Draw) -> Run:
    """Look at a run once: count it, help on what stands still, redraw the cards that show it; asks for the next look.

    Of several steps that come at the same time one looks, and the others end there. Raises RunGone.
    """
    now = backend.clock()
    run, is_ours = await _claim(run_id, backend, now)
    if not is_ours:
        return run
    if run.state in (RunState.CANCELLED, RunState.RECALLED) and run.ended_at is None:
        await end_rest(run, backend)
    counted = await count_run(run, backend)
    run = await _change(run, backend, lambda stored: noted(stored, counted, now))
    throttled_until = await backend.paces.throttled_until(run.tenant_id) if run.ended_at is None else None
    if stands_still(run, backend.organisation.sending, throttled_until, now):
        run = await wake_run(run, backend, now=now)
    if has_news(run):
        run = await _show(run, backend, sender, draw)
    if is_followed(run, now) and run.follow_at is not None:
        await backend.queue.put_step(RunStep(StepKind.FOLLOW, run.tenant_id, run_id), run.follow_at - now)
    return run


async def _claim(run_id: RunId, backend: Backend, now: datetime) -> tuple[Run, bool]:
    """Take this look at the run, unless somebody took it or it is too early; whether it is ours."""
    is_ours, target = False, now

    def claimed(run: Run) -> Run:
        nonlocal is_ours, target
        if is_due(run, now):
            is_ours, target = True, now + pause_after(run, backend.organisation.sending, now)
            return replace(run, follow_at=target)
        # Our own write, whose answer was lost, is still ours.
        is_ours = is_ours and run.follow_at == target
        return run

    run = await backend.runs.change(backend.organisation.tenant_id, run_id, claimed)
    return run, is_ours


async def _show(run: Run, backend: Backend, sender: CardSender, draw: Draw) -> Run:
    """Redraw the cards that show the run; a watcher whose card is gone is forgotten, the others wait for their turn."""
    all_saw_it, gone = await redraw_run(run, draw, sender)
    now = backend.clock()

    def shown(stored: Run) -> Run:
        watchers = tuple(each for each in stored.watchers if each not in gone)
        return replace(stored, watchers=watchers, drawn_at=now if all_saw_it else stored.drawn_at)

    return await _change(run, backend, shown)


async def _change(run: Run, backend: Backend, change: Callable[[Run], Run]) -> Run:
    return await backend.runs.change(run.tenant_id, run.id, change)
