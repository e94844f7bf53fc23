"""Spans and metrics through OpenTelemetry. Imported by setting alone (see start.py).

The provider is ours and not the process's: what libraries would tell of themselves (addresses with keys in them, texts
of errors) reaches no exporter.
"""

import hashlib
import hmac
import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from opentelemetry.metrics import Histogram, Meter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import ConsoleMetricExporter, MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span as OpenSpan
from opentelemetry.trace import SpanKind, StatusCode, Tracer

from passeur.telemetry.names import COUNTED, Metric, Span
from passeur.telemetry.watch import NOTHING, Attributes, Piece, Watch

_EVERY_MINUTE = 60_000
# Seconds: from a storage call to a message that waited for Monday.
_BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400, 604_800]
_KINDS = {
    Span.TURN: SpanKind.SERVER,
    Span.JOB: SpanKind.CONSUMER,
    Span.STORAGE: SpanKind.CLIENT,
    Span.CONNECTOR: SpanKind.CLIENT,
}


@dataclass(frozen=True, slots=True)
class _OpenPiece:
    span: OpenSpan

    def note(self, attributes: Attributes, /) -> None:
        self.span.set_attributes(cast("Mapping[str, str | int]", attributes))


class OpenWatch:
    """Watch."""

    is_on = True

    def __init__(
        self,
        role: str,
        spans: Sequence[SpanProcessor],
        readers: Sequence[MetricReader],
        *,
        percent: int = 100,
        link_key: str = "",
    ) -> None:
        self._link_key = link_key.encode() or secrets.token_bytes(32)
        # Ours alone: the detectors of the SDK would add the process's command line and the host's name.
        resource = Resource({"service.name": role})
        sampler = ParentBased(TraceIdRatioBased(percent / 100))
        self._tracing = TracerProvider(resource=resource, sampler=sampler, shutdown_on_exit=False)
        for processor in spans:
            self._tracing.add_span_processor(processor)
        self._metering = MeterProvider(readers, resource=resource, shutdown_on_exit=False)
        self._tracer: Tracer = self._tracing.get_tracer("passeur")
        meter = self._metering.get_meter("passeur")
        self._counters = {metric: meter.create_counter(metric.value) for metric in COUNTED}
        self._histograms = {metric: _histogram(meter, metric) for metric in Metric if metric not in COUNTED}

    @contextmanager
    def piece(self, name: Span, attributes: Attributes = NOTHING, /) -> Iterator[Piece]:
        # An exception's text may hold anything: that there was one is all that is told.
        with self._tracer.start_as_current_span(
            name.value,
            kind=_KINDS.get(name, SpanKind.INTERNAL),
            attributes=_plain(attributes),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield _OpenPiece(span)
            except BaseException:
                span.set_status(StatusCode.ERROR)
                raise

    def add(self, metric: Metric, attributes: Attributes = NOTHING, number: int = 1, /) -> None:
        self._counters[metric].add(number, _plain(attributes))

    def record(self, metric: Metric, value: float, attributes: Attributes = NOTHING, /) -> None:
        self._histograms[metric].record(value, _plain(attributes))

    def link(self, text: str, /) -> str:
        return hmac.new(self._link_key, text.encode(), hashlib.sha256).hexdigest()[:16]

    def flush(self) -> None:
        self._tracing.force_flush()
        self._metering.force_flush()

    def close(self) -> None:
        self._tracing.shutdown()
        self._metering.shutdown()


def open_watch(
    role: str, *, percent: int, console: bool, connection: str, client_id: str | None, link_key: str
) -> Watch:
    """A watch that writes to the output, or sends to Application Insights; ValueError when it cannot be addressed."""
    spans: list[SpanProcessor] = []
    readers: list[MetricReader] = []
    if console:
        spans.append(BatchSpanProcessor(ConsoleSpanExporter(out=sys.stdout, formatter=_line)))
        metrics = ConsoleMetricExporter(out=sys.stdout, formatter=lambda data: f"{data.to_json(indent=None)}\n")
        readers.append(PeriodicExportingMetricReader(metrics, export_interval_millis=_EVERY_MINUTE))
    if connection:
        from passeur.telemetry.azure_monitor import azure_exporters  # noqa: PLC0415  # a second of imports of its own

        traces, metrics_too = azure_exporters(connection, client_id)
        spans.append(BatchSpanProcessor(traces))
        readers.append(PeriodicExportingMetricReader(metrics_too, export_interval_millis=_EVERY_MINUTE))
    return OpenWatch(role, spans, readers, percent=percent, link_key=link_key)


def _histogram(meter: Meter, metric: Metric) -> Histogram:
    return meter.create_histogram(metric.value, explicit_bucket_boundaries_advisory=_BOUNDARIES)


def _plain(attributes: Attributes) -> Mapping[str, Any]:
    # Names are texts already, and are used as they are: each conversion would be paid at each call.
    return cast("Mapping[str, Any]", attributes)


def _line(span: Any) -> str:
    return f"{span.to_json(indent=None)}\n"
