"""Every benchmark, in one run."""

import os
import platform

from tests.benchmarks.boards import measure_boards
from tests.benchmarks.check_ins import measure_check_ins
from tests.benchmarks.counts import Counts
from tests.benchmarks.drawing import a_card
from tests.benchmarks.figures import Comparison
from tests.benchmarks.imports import measure_imports
from tests.benchmarks.proactive import measure_sends
from tests.benchmarks.recap import measure_recap
from tests.benchmarks.selection import measure_selection
from tests.benchmarks.stage import open_stage
from tests.benchmarks.stock import local_login
from tests.benchmarks.submits import measure_submits
from tests.benchmarks.tokens import measure_tokens
from tests.benchmarks.turns import measure_turns


async def measure(connection: str, counts: Counts) -> list[Comparison]:
    """What everything costs; `connection` is that of an emulator in memory."""
    with open_stage() as stage, local_login(stage.metadata_url):
        return [
            *await measure_turns(stage, counts),
            await measure_submits(stage, connection, counts),
            *await measure_check_ins(stage, connection, counts),
            *await measure_boards(connection, counts),
            *await measure_recap(connection, counts),
            *await measure_tokens(stage, counts),
            await measure_sends(stage, a_card(), counts),
            *measure_selection(counts),
            *measure_imports(counts),
        ]


def where() -> str:
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
