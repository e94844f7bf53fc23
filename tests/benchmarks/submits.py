"""A share submitted with storage behind it: round trips first, then what they cost."""

import aiohttp

from tests.benchmarks.activities import SUBMIT, Activities
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.load import Load
from tests.benchmarks.program import Program
from tests.benchmarks.stage import Stage
from tests.benchmarks.written_rows import written_by_a_share

_MOST_ROUND_TRIPS = 3


async def measure_submits(stage: Stage, connection: str, counts: Counts) -> Comparison:
    async with aiohttp.ClientSession() as session:
        load, people = Load.on(stage, session), Activities.on(stage, session)
        with Program.start("tests.benchmarks.ours", stage.config | {"storage": connection}) as ours:
            config = stage.config | {
                "storage": connection,
                "answers": {SUBMIT: await load.ask(ours, people.submit())},
                **await written_by_a_share(stage.service_url),
            }
            with Program.start("tests.benchmarks.floor", config) as floor:
                mine, least = await load.measure([ours, floor], people.submit, counts=counts, each=counts.submits)
    trips = max(mine.counted)
    aim = Aim(f"{trips:g} round trips, aim <= {_MOST_ROUND_TRIPS}", trips <= _MOST_ROUND_TRIPS)
    return Comparison(
        f"Action.Execute: share submitted, storage on Azurite ({len(mine.walls)} each)",
        Figure("ours, authentication on", mine.cpu, mine.walls, aim),
        floor=Figure("floor: bare aiohttp, the same rows by signed REST", least.cpu, least.walls),
    )
