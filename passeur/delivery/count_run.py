import asyncio
from dataclasses import replace
from functools import reduce

from passeur.backend import Backend
from passeur.delivery.runs import Run, Tally
from passeur.delivery.shards import RUN_SHARDS


async def count_run(run: Run, backend: Backend) -> Run:
    """The run with its messages counted now. Shards in which nothing moves any more are closed, and counted once."""
    open_shards = [shard for shard in RUN_SHARDS if shard not in run.closed]
    tallies = await asyncio.gather(*(backend.runs.tally(run.tenant_id, run.id, shard) for shard in open_shards))
    counted = dict(zip(open_shards, tallies, strict=True))
    tally = reduce(Tally.plus, (*run.closed.values(), *counted.values()), Tally())
    if not run.is_planned or run.walk:
        return replace(run, tally=tally)
    over = {shard: tally for shard, tally in counted.items() if tally.final == tally.planned}
    return replace(run, tally=tally, closed={**run.closed, **over})
