from dataclasses import replace

from passeur.backend import Backend
from passeur.delivery.runs import Run, RunId, Watcher

MOST_WATCHERS = 3


async def watch_run(run_id: RunId, watcher: Watcher, backend: Backend) -> Run:
    """Redraw this card while the run goes, beside the newest two others. Raises RunGone."""

    def watched(run: Run) -> Run:
        others = tuple(each for each in run.watchers if each.activity_id != watcher.activity_id)
        return replace(run, watchers=(*others, watcher)[-MOST_WATCHERS:])

    return await backend.runs.change(backend.organisation.tenant_id, run_id, watched)
