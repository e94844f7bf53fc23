"""A month's brief and its review as JSON: figures and references, and nobody's words."""

import json
from typing import Any

from passeur.briefs.brief import (
    Brief,
    Coverage,
    Gain,
    MonthFigures,
    NeedFigure,
    Quote,
    Tool,
    TradeFigure,
)
from passeur.briefs.needs import Need, Source
from passeur.briefs.review import Review
from passeur.periods import Month, Week
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time, write_time
from passeur.storage.summary_json import gain_from_json, gain_to_json


def brief_to_json(brief: Brief) -> str:
    return json.dumps(
        {
            "made_at": write_time(brief.made_at),
            "weeks": [week.key for week in brief.weeks],
            "tools": [[each.key, each.name, each.people] for each in brief.tools],
            "gains": [_gain_to_json(each) for each in brief.gains],
            "needs": [[each.need, each.people, [list(part) for part in each.by_source]] for each in brief.needs],
            "trend": [[each.month.key, each.shared, each.tried] for each in brief.trend],
            "coverage": [
                [[each.trade, each.people, each.shared, each.only_tried] for each in brief.coverage.trades],
                brief.coverage.listed,
            ],
            "quotes": [[str(each.ref), each.version, each.trade] for each in brief.quotes],
        }
    )


def brief_from_json(month: Month, text: str) -> Brief:
    read = json.loads(text)
    trades, listed = read["coverage"]
    return Brief(
        month=month,
        made_at=read_time(read["made_at"]),
        weeks=tuple(map(Week.parse, read["weeks"])),
        tools=tuple(Tool(*each) for each in read["tools"]),
        gains=tuple(_gain_from_json(each) for each in read["gains"]),
        needs=tuple(
            NeedFigure(Need(need), people, tuple((Source(source), part) for source, part in parts))
            for need, people, parts in read["needs"]
        ),
        trend=tuple(MonthFigures(Month.parse(key), shared, tried) for key, shared, tried in read["trend"]),
        coverage=Coverage(tuple(TradeFigure(*each) for each in trades), listed),
        quotes=tuple(Quote(ShareRef.parse(ref), version, trade) for ref, version, trade in read["quotes"]),
    )


def review_to_json(review: Review) -> str:
    return json.dumps(
        {
            "reviewed": sorted(map(str, review.reviewed)),
            "dropped": sorted(map(str, review.dropped)),
            "approved_at": write_time(review.approved_at) if review.approved_at else None,
            "approved_by": review.approved_by,
        }
    )


def review_from_json(month: Month, text: str) -> Review:
    read = json.loads(text)
    return Review(
        month,
        frozenset(map(ShareRef.parse, read["reviewed"])),
        frozenset(map(ShareRef.parse, read["dropped"])),
        read_time(read["approved_at"]) if read["approved_at"] else None,
        read["approved_by"],
    )


def _gain_to_json(gain: Gain) -> list[Any]:
    figures = [gain.reproduced, gain.trades, gain.quotable]
    return [str(gain.ref), gain.version, gain.tool, gain_to_json(gain.claimed), *figures]


def _gain_from_json(read: list[Any]) -> Gain:
    ref, version, tool, claimed, *figures = read
    return Gain(ShareRef.parse(ref), version, tool, gain_from_json(claimed), *figures)
