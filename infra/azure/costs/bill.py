"""The bill of a month: uses times counted work times prices, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.azure.costs import counted
from infra.azure.costs.timers import timer_runs
from infra.azure.costs.use import Use

GB_OF_AN_INSTANCE = 2.0
# At 30 messages a second two instances hold the budget full; each second of it is paid for both.
RUN_MESSAGES_A_SECOND, RUN_INSTANCES = 30, 2
# Queries that are asked every five minutes, those that are asked less often, and rules about metrics.
QUICK_ALERTS, SLOW_ALERTS, METRIC_ALERTS = 2, 5, 2
VAULT_CALLS = 2 * 2 * 30 * 24
_KB_OF_A_GB = 1_000_000

Prices = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bill:
    """Operations of a month, and dollars."""

    table_calls: float
    queue_calls: float
    executions: float
    gb_seconds: float
    gb_stored: float
    gb_told: float
    bot: float
    functions: float
    storage: float
    watching: float

    @property
    def total(self) -> float:
        return self.bot + self.functions + self.storage + self.watching


def bill_of(use: Use, prices: Prices) -> Bill:
    timers = timer_runs()
    messages = use.posts + use.of_runs
    tables = _table_calls(use, timers)
    queues = use.shares * counted.SHARE.queues + use.of_runs * counted.OF_A_RUN.queues
    queues += messages * counted.HOST_QUEUE_CALLS
    executions = timers + messages
    gb_seconds = GB_OF_AN_INSTANCE * (
        (timers + use.posts) * prices["functions"]["shortest_second"]
        + use.of_runs / RUN_MESSAGES_A_SECOND * RUN_INSTANCES
    )
    stored = use.months_kept * use.row * (4 * use.shares + use.tries + messages) / _KB_OF_A_GB
    told = use.turns * use.told_of_a_turn + messages * use.told_of_a_message + timers * use.told_of_a_timer
    return Bill(
        table_calls=tables,
        queue_calls=queues,
        executions=executions,
        gb_seconds=gb_seconds,
        gb_stored=stored,
        gb_told=told / _KB_OF_A_GB,
        bot=prices["bot"]["hours"] * prices["bot"]["app_service_b1_hour"],
        functions=_functions(executions, gb_seconds, prices["functions"]),
        storage=_storage(tables, queues, timers, stored, prices["storage"]),
        watching=_watching(told / _KB_OF_A_GB, prices),
    )


def _table_calls(use: Use, timers: float) -> float:
    # Two weeks of facts for a recap, a month of them for the summaries of a brief: pages of a thousand rows.
    week = (use.shares + use.tries) / use.weeks
    pages = use.weeks * (2 * week + week) / counted.ROWS_OF_A_PAGE
    return (
        use.shares * counted.SHARE.tables
        + use.tries * counted.TRY.tables
        + use.words * counted.WORD.tables
        + use.ambassadors * use.check_ins * counted.CHECK_IN.tables
        + use.of_runs * counted.OF_A_RUN.tables
        + use.weeks * counted.RECAP.tables
        + timers * counted.IDLE_TIMER.tables
        + pages
    )


def _functions(executions: float, gb_seconds: float, price: Prices) -> float:
    paid = max(0.0, gb_seconds - price["free_gb_seconds"]) * float(price["gb_second"])
    return float(paid + max(0.0, executions - price["free_executions"]) / 1e6 * price["million_executions"])


def _storage(tables: float, queues: float, timers: float, stored: float, price: Prices) -> float:
    blobs = timers * counted.HOST_BLOB_CALLS_OF_A_TIMER
    calls = tables * price["ten_thousand_table_calls"] + queues * price["ten_thousand_queue_calls"]
    return float((calls + blobs * price["ten_thousand_blob_calls"]) / 10_000 + stored * price["gb_month"])


def _watching(told: float, prices: Prices) -> float:
    logs = prices["logs"]
    rules = QUICK_ALERTS * logs["alert_rule_5_minutes"] + SLOW_ALERTS * logs["alert_rule_15_minutes"]
    rules += METRIC_ALERTS * logs["metric_alert_month"]
    vault = VAULT_CALLS / 10_000 * prices["vault"]["ten_thousand_calls"]
    return float(max(0.0, told - logs["free_gb"]) * logs["gb"] + rules + vault)


def container_apps(prices: Prices, *, active: float) -> float:
    """The bot on Container Apps, one replica of a quarter of a processor, busy for a part of the time."""
    price = prices["container_apps"]
    seconds = prices["bot"]["hours"] * 3600
    processor = max(0.0, seconds * 0.25 - price["free_vcpu_seconds"])
    memory = max(0.0, seconds * 0.5 - price["free_gib_seconds"]) * price["gib_second"]
    rate = active * price["vcpu_second_active"] + (1 - active) * price["vcpu_second_idle"]
    return float(processor * rate + memory + price["registry_month"])
