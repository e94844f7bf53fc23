"""A week's summary as JSON, in lists: it is written for every share of a week."""

import json
from decimal import Decimal
from typing import Any

from passeur.briefs.needs import Need, Signal, Source
from passeur.briefs.summaries import ShareLine, Tryer, WeekSummary
from passeur.periods import Week
from passeur.sharing.shares import GainPer, GainUnit, ShareRef, TimeGain
from passeur.storage.columns import read_time, write_time


def summary_to_json(summary: WeekSummary) -> str:
    return json.dumps(
        {
            "folded_at": write_time(summary.folded_at),
            "mark": summary.mark,
            "shares": [_line_to_json(line) for line in summary.shares],
            "tryers": [[each.person, each.trade] for each in summary.tryers],
            "signals": [[each.source, each.need, each.person] for each in summary.signals],
        },
        separators=(",", ":"),
    )


def summary_from_json(week: Week, text: str) -> WeekSummary:
    read = json.loads(text)
    return WeekSummary(
        week,
        read_time(read["folded_at"]),
        read.get("mark", ""),
        tuple(_line_from_json(week, line) for line in read["shares"]),
        tuple(Tryer(person, trade) for person, trade in read["tryers"]),
        tuple(Signal(Source(source), Need(need), person) for source, need, person in read["signals"]),
    )


def gain_to_json(gain: TimeGain) -> list[str]:
    return [str(gain.value), gain.unit, gain.per]


def gain_from_json(read: list[str]) -> TimeGain:
    value, unit, per = read
    return TimeGain(Decimal(value), GainUnit(unit), GainPer(per))


def _line_to_json(line: ShareLine) -> list[Any]:
    counts = [line.confirmed, line.failed, line.trades]
    told = [line.tool, line.trade, gain_to_json(line.gain), line.plausible, line.quotable]
    return [line.ref.id, line.version, line.author, *told, *counts, list(line.needs)]


def _line_from_json(week: Week, read: list[Any]) -> ShareLine:
    share_id, version, author, tool, trade, gain, plausible, quotable, confirmed, failed, trades, needs = read
    return ShareLine(
        ref=ShareRef(week, share_id),
        version=version,
        author=author,
        tool=tool,
        trade=trade,
        gain=gain_from_json(gain),
        plausible=plausible,
        confirmed=confirmed,
        failed=failed,
        trades=trades,
        needs=tuple(map(Need, needs)),
        quotable=quotable,
    )
