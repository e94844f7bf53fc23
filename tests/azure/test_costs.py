"""The cost table of docs/azure.md is what the counts and the dated prices give, and nothing else."""

import re
from dataclasses import replace
from datetime import date

from infra.azure.costs import bill, counted
from infra.azure.costs.bill import bill_of, container_apps
from infra.azure.costs.table import PAGE, SIZES, cost_table, page_with, read_prices
from infra.azure.costs.timers import timer_runs
from infra.azure.costs.use import Use
from tests.azure.bicep import AZURE, read_bicep

PRICES = read_prices()


def test_the_table_of_the_page_is_made_of_today_s_counts_and_prices() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page_with(page, cost_table(PRICES)) == page, "run `python -m infra.azure.costs`"
    assert [f"{size:,}" for size in SIZES] == ["1,000", "10,000", "100,000"]


def test_prices_are_dated_and_say_where_they_come_from() -> None:
    assert date.fromisoformat(PRICES["read"]) <= date(2026, 12, 31)
    assert PRICES["read"] in PAGE.read_text(encoding="utf-8")
    services = {name: price for name, price in PRICES.items() if isinstance(price, dict)}
    assert len(services) == 6
    assert [name for name, price in services.items() if len(price["source"]) < 20] == []


def test_a_price_that_doubles_shows_in_its_line_alone() -> None:
    dear = {**PRICES, "bot": {**PRICES["bot"], "app_service_b1_hour": 2 * PRICES["bot"]["app_service_b1_hour"]}}
    usual, dearer = bill_of(Use(1000), PRICES), bill_of(Use(1000), dear)
    assert dearer.bot == 2 * usual.bot
    assert replace(dearer, bot=usual.bot) == usual


def test_more_people_cost_more_work_and_no_timer_runs_more_often() -> None:
    bills = [bill_of(Use(size), PRICES) for size in SIZES]
    for each in ("table_calls", "queue_calls", "executions", "gb_seconds", "gb_stored", "gb_told", "storage"):
        amounts = [getattr(every, each) for every in bills]
        assert amounts == sorted(set(amounts)), each
    nobody = bill_of(Use(0), PRICES)
    assert nobody.table_calls >= timer_runs() * counted.IDLE_TIMER.tables
    assert nobody.executions == timer_runs() + Use(0).posts


def test_what_a_share_costs_is_added_for_each_share() -> None:
    none, one = Use(1000, shares_each=0, tries_of_a_share=0), Use(1000, shares_each=0.001, tries_of_a_share=0)
    added = bill_of(one, PRICES).table_calls - bill_of(none, PRICES).table_calls
    assert counted.SHARE.tables <= added <= counted.SHARE.tables + 0.1


def test_free_grants_are_taken_off_once() -> None:
    free = {**PRICES, "functions": {**PRICES["functions"], "free_gb_seconds": 0, "free_executions": 0}}
    paid = bill_of(Use(1000), free)
    price = PRICES["functions"]
    whole = paid.gb_seconds * price["gb_second"] + paid.executions / 1e6 * price["million_executions"]
    assert abs(paid.functions - whole) < 1e-9
    assert bill_of(Use(1000), PRICES).functions < paid.functions


def test_timers_are_those_of_the_functions_that_are_deployed() -> None:
    # The five-minute sweeper alone runs 8,640 times in thirty days, an hourly one 720 times.
    assert timer_runs() >= 2 * 8640 + 6 * 720
    assert timer_runs() % 30 == 0


def test_alerts_and_the_machine_are_those_of_the_templates() -> None:
    told = read_bicep(AZURE / "modules" / "alerts.bicep")
    metric = sum("metricAlerts" in each["type"] for each in told.names("resources").values())
    every = [rule["every"] for rule in told.names("variables")["told"]["value"]]
    assert (every.count("PT5M"), len(every)) == (bill.QUICK_ALERTS, bill.QUICK_ALERTS + bill.SLOW_ALERTS)
    assert set(every) - {"PT5M"} == {"PT15M", "PT6H"}
    assert metric == bill.METRIC_ALERTS
    main = read_bicep(AZURE / "main.bicep").names("parameters")
    assert main["botSku"]["default"] == "B1"
    assert main["instanceMemory"]["default"] == bill.GB_OF_AN_INSTANCE * 1024


def test_the_other_host_of_the_bot_is_dearer_the_busier_it_is() -> None:
    idle, busy = container_apps(PRICES, active=0), container_apps(PRICES, active=1)
    assert 0 < idle < busy
    assert re.search(rf"\${idle:.2f} idle to \${busy:.2f} busy", PAGE.read_text(encoding="utf-8"))
