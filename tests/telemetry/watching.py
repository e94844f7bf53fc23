"""A watch that keeps what it was told, as the exporters would have sent it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from passeur.storage.bundle import Storage, bundle
from passeur.storage.memory import MemoryQueue, MemoryTable, open_memory_storage
from passeur.storage.watched import WatchedQueue, WatchedTable
from passeur.telemetry.names import Metric, Span
from passeur.telemetry.otel import OpenWatch
from passeur.telemetry.watch import watched_by


@dataclass
class Kept:
    spans_of: InMemorySpanExporter
    reader: InMemoryMetricReader
    watch: OpenWatch
    _metrics: dict[str, list[Any]] | None = None

    def spans(self, name: Span) -> list[ReadableSpan]:
        return [span for span in self.spans_of.get_finished_spans() if span.name == name]

    def points(self, metric: Metric) -> list[Any]:
        """What was measured: each with its attributes."""
        if self._metrics is None:
            data = self.reader.get_metrics_data()
            found = [] if data is None else data.resource_metrics[0].scope_metrics[0].metrics
            self._metrics = {each.name: list(each.data.data_points) for each in found}
        return self._metrics.get(metric, [])

    def everything(self) -> str:
        """All that would leave the process, as text."""
        spans = [json.loads(span.to_json()) for span in self.spans_of.get_finished_spans()]
        data = self.reader.get_metrics_data()
        return json.dumps(spans, ensure_ascii=False) + ("" if data is None else data.to_json())


@contextmanager
def kept_watch() -> Iterator[Kept]:
    spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
    watch = OpenWatch("passeur-tests", [SimpleSpanProcessor(spans)], [reader], link_key="k" * 40)
    with watched_by(watch):
        yield Kept(spans, reader, watch)
    watch.close()


def watched_memory() -> Storage:
    """A storage in memory that is watched as one in Azure is."""
    queue = MemoryQueue()
    connection = open_memory_storage(queue).connection
    return bundle(lambda name: WatchedTable(name, MemoryTable()), WatchedQueue(queue), connection)
