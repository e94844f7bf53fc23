"""The table of docs/azure.md, made again from the counts and the prices."""

import re
import tomllib
from pathlib import Path

from infra.azure.costs.bill import Bill, Prices, bill_of, container_apps
from infra.azure.costs.use import Use

SIZES = (1_000, 10_000, 100_000)
PAGE = Path(__file__).resolve().parents[3] / "docs" / "azure.md"
_BEGINS, _ENDS = "<!-- costs -->\n", "<!-- /costs -->"


def read_prices() -> Prices:
    return tomllib.loads((Path(__file__).parent / "prices.toml").read_text(encoding="utf-8"))


def cost_table(prices: Prices) -> str:
    bills = [bill_of(Use(size), prices) for size in SIZES]
    rows = [
        ("**people**", [f"**{size:,}**" for size in SIZES]),
        ("calls to tables", [_many(bill.table_calls) for bill in bills]),
        ("calls to queues", [_many(bill.queue_calls) for bill in bills]),
        ("runs of functions", [_many(bill.executions) for bill in bills]),
        ("GB-seconds of functions", [_many(bill.gb_seconds) for bill in bills]),
        ("GB stored, after two years", [f"{bill.gb_stored:.2f}" for bill in bills]),
        ("GB of logs and metrics", [f"{bill.gb_told:.2f}" for bill in bills]),
        ("the bot, always warm", [_dollars(bill.bot) for bill in bills]),
        ("functions", [_dollars(bill.functions) for bill in bills]),
        ("storage", [_dollars(bill.storage) for bill in bills]),
        ("logs, alerts, vault", [_dollars(bill.watching) for bill in bills]),
        ("**a month**", [f"**{_dollars(bill.total)}**" for bill in bills]),
        ("for a person and a month", [_of_one(bill, size) for bill, size in zip(bills, SIZES, strict=True)]),
    ]
    lines = [f"| {' | '.join([name, *cells])} |" for name, cells in rows]
    head, rest = lines[0], lines[1:]
    hosts = (
        f"The bot on Container Apps instead, one replica kept: {_dollars(container_apps(prices, active=0))} idle "
        f"to {_dollars(container_apps(prices, active=1))} busy, its registry included."
    )
    return "\n".join([head, f"|{'---|' * (len(SIZES) + 1)}", *rest, "", hosts, ""])


def page_with(page: str, table: str) -> str:
    """The page with this table in the place of the one that it has."""
    return re.sub(
        f"{re.escape(_BEGINS)}.*{re.escape(_ENDS)}", lambda _: f"{_BEGINS}{table}{_ENDS}", page, flags=re.DOTALL
    )


def _many(count: float) -> str:
    return f"{round(count, -2):,.0f}"


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}"


def _of_one(bill: Bill, people: int) -> str:
    return f"${bill.total / people:.4f}"
