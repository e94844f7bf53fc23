"""From the summaries of a month's weeks to its brief: pure, and the same whatever the order of what comes in."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal

from passeur.briefs.brief import (
    MONTHS_OF_TREND,
    MOST_GAINS,
    MOST_NEEDS,
    MOST_QUOTES,
    MOST_TOOLS,
    SPARE_GAINS,
    SPARE_QUOTES,
    Brief,
    Coverage,
    Figure,
    Gain,
    MonthFigures,
    NeedFigure,
    Quote,
    Tool,
    TradeFigure,
)
from passeur.briefs.needs import Need, Signal, Source
from passeur.briefs.summaries import ShareLine, WeekSummary
from passeur.periods import Month
from passeur.privacy.groups import in_fives, is_publishable, publishable, shown
from passeur.sharing.shares import GainPer

# What is gained once is compared with what comes back as if it were spread over the weeks of a month.
_WEEKS_OF_A_MONTH = 4


def build_brief(month: Month, summaries: Iterable[WeekSummary], *, trades: Collection[str], made_at: datetime) -> Brief:
    """The brief of `month`, from its own weeks and, for the trend, those of the five months before.

    `trades` are the organisation's; what people say of others counts, but is not named.
    """
    by_month: dict[Month, list[WeekSummary]] = defaultdict(list)
    for summary in summaries:
        by_month[Month.of_week(summary.week)].append(summary)
    lines = lines_of(by_month[month])
    coverage = _coverage(by_month[month], trades)
    gains = _best_of_each_author(filter(_holds, lines), _by_gain)
    chosen = gains[: MOST_GAINS + SPARE_GAINS]
    return Brief(
        month=month,
        made_at=made_at,
        weeks=month.weeks,
        tools=_tools(lines),
        gains=tuple(map(_gain, chosen)),
        needs=_needs(signal for summary in by_month[month] for signal in summary.signals),
        trend=_trend(month, by_month),
        coverage=coverage,
        quotes=_quotes(lines, {each.ref.id for each in chosen[:MOST_GAINS]}, {each.trade for each in coverage.trades}),
    )


def lines_of(summaries: Iterable[WeekSummary]) -> list[ShareLine]:
    return sorted((line for summary in summaries for line in summary.shares), key=lambda line: line.ref)


def parted(groups: Sequence[tuple[str, AbstractSet[str]]]) -> dict[str, Figure]:
    """Each person in the first group that has them; then the numbers that may stand beside their sum."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for name, people in groups:
        counts[name] = len(people - seen)
        seen |= people
    return publishable(counts)


def _tools(lines: Sequence[ShareLine]) -> tuple[Tool, ...]:
    people: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        people[line.tool_key].add(line.author)
        names[line.tool_key][line.tool] += 1
    ranked = sorted(people, key=lambda key: (-len(people[key]), -names[key].total(), key))[:MOST_TOOLS]
    return tuple(Tool(key, _most_written(names[key]), shown(len(people[key]))) for key in ranked)


def _most_written(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _holds(line: ShareLine) -> bool:
    """Not more often failed than made to work, and believable."""
    return line.confirmed >= line.failed and line.plausible


def _by_gain(line: ShareLine) -> tuple[object, ...]:
    """What colleagues made work comes before what is only claimed; within that, the larger claim."""
    if line.gain.per is GainPer.ONCE:
        worth = line.gain.minutes() / _WEEKS_OF_A_MONTH
    else:
        worth = line.gain.minutes_a_week() or Decimal()
    return (not is_publishable(line.confirmed), line.confirmed == 0, -worth, -line.confirmed, line.ref)


def _by_reuse(line: ShareLine) -> tuple[object, ...]:
    return (-line.confirmed, -line.trades, line.ref)


def _best_of_each_author(
    lines: Iterable[ShareLine], rank: Callable[[ShareLine], tuple[object, ...]]
) -> list[ShareLine]:
    best: dict[str, ShareLine] = {}
    for line in sorted(lines, key=rank):
        best.setdefault(line.author, line)
    return list(best.values())


def _gain(line: ShareLine) -> Gain:
    reproduced = shown(line.confirmed)
    trades = line.trades if reproduced else 0
    return Gain(line.ref, line.version, line.tool, line.gain, reproduced, trades, line.quotable)


def _needs(signals: Iterable[Signal]) -> tuple[NeedFigure, ...]:
    people: dict[Need, dict[Source, set[str]]] = defaultdict(lambda: defaultdict(set))
    for signal in signals:
        people[signal.need][signal.source].add(signal.person)
    everybody = {need: set[str]().union(*groups.values()) for need, groups in people.items()}
    ranked = sorted(everybody, key=lambda need: (-len(everybody[need]), need))[:MOST_NEEDS]
    return tuple(_need(need, len(everybody[need]), people[need]) for need in ranked)


def _need(need: Need, people: int, groups: dict[Source, set[str]]) -> NeedFigure:
    figure = shown(people)
    if figure is None:
        return NeedFigure(need, None, tuple((source, None) for source in Source))
    parts = parted([(source, groups[source]) for source in Source])
    return NeedFigure(need, figure, tuple((source, parts[source]) for source in Source))


def _trend(month: Month, by_month: dict[Month, list[WeekSummary]]) -> tuple[MonthFigures, ...]:
    months = [_month(each, by_month[each]) for each in (month.plus(-back) for back in range(MONTHS_OF_TREND))]
    while len(months) > 1 and months[-1].shared == 0 and months[-1].tried == 0:
        months.pop()
    return tuple(reversed(months))


def _month(month: Month, summaries: Sequence[WeekSummary]) -> MonthFigures:
    lines = lines_of(summaries)
    authors = {line.author for line in lines}
    tried = {tryer.person for summary in summaries for tryer in summary.tryers}
    return MonthFigures(month, len(lines) if shown(len(authors)) is not None else None, in_fives(len(tried)))


def _coverage(summaries: Sequence[WeekSummary], trades: Collection[str]) -> Coverage:
    shared: dict[str, set[str]] = defaultdict(set)
    tried: dict[str, set[str]] = defaultdict(set)
    for summary in summaries:
        for line in summary.shares:
            shared[line.trade].add(line.author)
        for tryer in summary.tryers:
            tried[tryer.trade].add(tryer.person)
    figures = []
    for trade in trades:
        people = len(shared[trade] | tried[trade])
        if is_publishable(people):
            parts = parted([("shared", shared[trade]), ("only_tried", tried[trade])])
            figures.append(TradeFigure(trade, people, parts["shared"], parts["only_tried"]))
    return Coverage(tuple(sorted(figures, key=lambda each: (-each.people, each.trade))), len(trades))


def _quotes(lines: Iterable[ShareLine], told: AbstractSet[str], covered: AbstractSet[str]) -> tuple[Quote, ...]:
    """What colleagues reuse most: one of each author, first one of each trade, and nothing that is told as a gain."""
    quotable = (line for line in lines if line.quotable and line.ref.id not in told and line.confirmed >= line.failed)
    ranked = _best_of_each_author(quotable, _by_reuse)
    first: dict[str, ShareLine] = {}
    for line in ranked:
        first.setdefault(line.trade, line)
    later = [line for line in ranked if first[line.trade] is not line]
    return tuple(
        Quote(line.ref, line.version, line.trade if line.trade in covered else None)
        for line in [*first.values(), *later][: MOST_QUOTES + SPARE_QUOTES]
    )
