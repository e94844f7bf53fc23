"""Where traces and metrics go in Azure: Application Insights, as the process itself where it has an identity."""

import os
from typing import Any

from opentelemetry.sdk.metrics.export import MetricExporter
from opentelemetry.sdk.trace.export import SpanExporter

# The exporter would tell Microsoft about itself and ask it what to do, at addresses of its own.
_TELLS_NOTHING_OF_ITSELF = {
    "APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL": "true",
    "APPLICATIONINSIGHTS_SDKSTATS_DISABLED": "true",
    "APPLICATIONINSIGHTS_CONTROLPLANE_DISABLED": "true",
}


def azure_exporters(connection: str, client_id: str | None) -> tuple[SpanExporter, MetricExporter]:
    """What sends spans and metrics; ValueError for a connection string that is none."""
    for name, value in _TELLS_NOTHING_OF_ITSELF.items():
        os.environ.setdefault(name, value)
    from azure.monitor.opentelemetry.exporter import (  # noqa: PLC0415  # it reads the environment as it is imported
        AzureMonitorMetricExporter,
        AzureMonitorTraceExporter,
    )

    # What could not be sent is not kept on disk either.
    options: dict[str, Any] = {"connection_string": connection, "disable_offline_storage": True}
    if client_id is not None:
        from azure.identity import ManagedIdentityCredential  # noqa: PLC0415  # for an identity alone

        options["credential"] = ManagedIdentityCredential(client_id=client_id)
    return AzureMonitorTraceExporter(**options), AzureMonitorMetricExporter(**options)
