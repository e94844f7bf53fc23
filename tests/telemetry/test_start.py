"""Watching begins by a setting, costs nothing without one, and says nothing of itself to anybody else."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout

import pytest

from infra.local.places import ROOT
from passeur.setting_values import SettingsError
from passeur.telemetry.names import BOT_ROLE, Attribute, Metric, Outcome, Span
from passeur.telemetry.start import opened_watch
from passeur.telemetry.watch import NOBODY, timed, watched_by

# The shape of Azure's, for an address where nobody listens.
CONNECTION = "InstrumentationKey=00000000-0000-4000-8000-000000000000;IngestionEndpoint=https://127.0.0.1:9/"
_NONE_OF = "import sys; print([name for name in sys.modules if name.startswith(('opentelemetry', 'azure.monitor'))])"


def _python(line: str, **settings: str) -> str:
    told = subprocess.run(  # noqa: S603 - this interpreter, on a line of ours
        [sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60, env=settings
    )
    return told.stdout


@pytest.mark.parametrize("imported", ["functions.function_app", "functions.watched", "bot.__main__", "bot.wiring"])
def test_without_a_setting_nothing_of_it_is_imported(imported: str) -> None:
    begins = "from passeur.telemetry.start import start_watching; start_watching({}, 'x')"
    assert _python(f"import {imported}; {begins}; {_NONE_OF}").strip() == "[]"


def test_the_console_gets_a_line_of_json_for_each_piece_of_work() -> None:
    written = io.StringIO()
    with redirect_stdout(written):
        watch = opened_watch({"PASSEUR_TELEMETRY": "console"}, BOT_ROLE)
        with watched_by(watch), timed(Span.JOB, Metric.JOB_DURATION, {Attribute.JOB: "a_job"}):
            pass
        watch.flush()
    spans, metrics = (json.loads(line) for line in written.getvalue().splitlines()[:2])
    assert (spans["name"], spans["attributes"][Attribute.OUTCOME]) == (Span.JOB, Outcome.OK)
    assert spans["resource"]["attributes"] == {"service.name": BOT_ROLE}
    assert metrics["resource_metrics"][0]["scope_metrics"][0]["metrics"][0]["name"] == Metric.JOB_DURATION
    watch.close()  # type: ignore[attr-defined]  # what was opened can be closed


def test_no_setting_is_nobody_and_a_wrong_one_is_refused() -> None:
    assert opened_watch({}, BOT_ROLE) is NOBODY
    assert opened_watch({"PASSEUR_TELEMETRY": "off"}, BOT_ROLE) is NOBODY
    with pytest.raises(SettingsError, match="PASSEUR_TELEMETRY is 'loud'"):
        opened_watch({"PASSEUR_TELEMETRY": "loud"}, BOT_ROLE)
    with pytest.raises(SettingsError, match="PASSEUR_TRACES_PERCENT"):
        opened_watch({"PASSEUR_TELEMETRY": "console", "PASSEUR_TRACES_PERCENT": "101"}, BOT_ROLE)
    with pytest.raises(SettingsError, match="APPLICATIONINSIGHTS_CONNECTION_STRING"):
        opened_watch({"APPLICATIONINSIGHTS_CONNECTION_STRING": "no such thing"}, BOT_ROLE)


def test_azure_monitor_is_opened_by_its_connection_string_and_sends_nothing_of_its_own() -> None:
    line = (
        "import os, threading, opentelemetry.sdk.metrics.export as e\n"
        "from passeur.telemetry.azure_monitor import azure_exporters\n"
        f"traces, metrics = azure_exporters({CONNECTION!r}, None)\n"
        "print(type(traces).__name__, type(metrics).__name__, traces.storage is None)\n"
        "print([t.name for t in threading.enumerate() if t is not threading.main_thread()])\n"
    )
    kinds, threads = _python(line).splitlines()
    assert kinds == "AzureMonitorTraceExporter AzureMonitorMetricExporter True"
    # The statistics of the exporter itself would have a thread that sends them.
    assert threads == "[]"


def test_a_share_of_traces_can_be_kept_and_every_measure_is() -> None:
    written = io.StringIO()
    with redirect_stdout(written):
        watch = opened_watch({"PASSEUR_TELEMETRY": "console", "PASSEUR_TRACES_PERCENT": "0"}, BOT_ROLE)
        with watched_by(watch):
            for _ in range(20):
                with timed(Span.TURN, Metric.TURN_DURATION):
                    pass
        watch.flush()
    (metrics,) = (json.loads(line) for line in written.getvalue().splitlines()[:1])
    (point,) = metrics["resource_metrics"][0]["scope_metrics"][0]["metrics"][0]["data"]["data_points"]
    assert point["count"] == 20
    assert "parent_id" not in written.getvalue()
    watch.close()  # type: ignore[attr-defined]  # what was opened can be closed
