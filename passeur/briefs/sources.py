"""The rows behind a brief's figures: references to shares, which anybody may look up, and tries as counts only."""

from collections.abc import Sequence
from dataclasses import dataclass

from passeur.briefs.brief import Brief
from passeur.briefs.build_brief import lines_of
from passeur.briefs.needs import Need, Source
from passeur.briefs.summaries import WeekSummary
from passeur.periods import Month
from passeur.sharing.shares import ShareRef


@dataclass(frozen=True, slots=True)
class Sources:
    """For each figure that is told, the shares from which it can be counted again; nothing for one that is not."""

    shared: tuple[ShareRef, ...]
    by_tool: dict[str, tuple[ShareRef, ...]]
    by_need: dict[Need, tuple[ShareRef, ...]]
    by_trade: dict[str, tuple[ShareRef, ...]]


def sources_of(brief: Brief, summaries: Sequence[WeekSummary]) -> Sources:
    """What to count again, and where: the summaries are those from which the brief was made."""
    lines = lines_of(summary for summary in summaries if Month.of_week(summary.week) == brief.month)
    limits = {each.need: dict(each.by_source)[Source.LIMITS] for each in brief.needs}
    return Sources(
        tuple(line.ref for line in lines) if brief.now.shared is not None else (),
        {
            tool.key: tuple(line.ref for line in lines if line.tool_key == tool.key)
            for tool in brief.tools
            if tool.people is not None
        },
        {
            need: tuple(line.ref for line in lines if need in line.needs)
            for need, people in limits.items()
            if people is not None
        },
        {
            each.trade: tuple(line.ref for line in lines if line.trade == each.trade)
            for each in brief.coverage.trades
            if each.shared is not None
        },
    )
