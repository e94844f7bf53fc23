"""What watching costs a turn, in processor time: the same turns with nobody watching, and with traces and metrics."""

import asyncio
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from passeur.telemetry.otel import OpenWatch
from passeur.telemetry.watch import NOBODY, watched_by
from tests.fakes.teams import personal
from tests.scenarios.house import KARIM, open_house
from tests.telemetry.watching import watched_memory

_TURNS, _ROUNDS = 200, 5


class _Dropping(SpanExporter):
    """What sends spans away is another thread's work, a few times a minute."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return SpanExportResult.SUCCESS


@contextmanager
def _open_watch() -> Iterator[None]:
    spans: list[SpanProcessor] = [BatchSpanProcessor(_Dropping())]
    watch = OpenWatch("passeur-bench", spans, [InMemoryMetricReader()])
    with watched_by(watch):
        yield
    watch.close()


async def _cpu_of_a_turn(storage: Storage) -> float:
    """Milliseconds of this process, its fakes of Teams included: they are the same on both sides."""
    async with open_house(storage) as house:
        for _ in range(50):
            await house.teams.say(KARIM, "aide", personal(KARIM))
        gc.collect()
        began = time.process_time()
        for _ in range(_TURNS):
            await house.teams.say(KARIM, "aide", personal(KARIM))
        return (time.process_time() - began) * 1000 / _TURNS


async def measure() -> tuple[float, float]:
    """The medians without and with."""
    without, with_traces = [], []
    for _ in range(_ROUNDS):
        with watched_by(NOBODY):
            without.append(await _cpu_of_a_turn(open_memory_storage()))
        with _open_watch():
            with_traces.append(await _cpu_of_a_turn(watched_memory()))
    return median(without), median(with_traces)


def main() -> int:
    without, with_traces = asyncio.run(measure())
    sys.stdout.write(f"a turn, nobody watching: {without:.2f} ms; with traces and metrics: {with_traces:.2f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
