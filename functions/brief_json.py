"""A brief as JSON: each number with the rows behind it, so that whoever has them can count again."""

from typing import Any

from passeur.briefs.brief import Figure, NeedFigure, TradeFigure
from passeur.briefs.needs import WORDS, Source
from passeur.briefs.sources import Sources
from passeur.briefs.told_brief import ToldBrief, ToldGain
from passeur.organisation import Organisation, name_of
from passeur.periods import Month
from passeur.sharing.shares import ShareRef

# What a number that may not be shown is in the place of a number.
_WITHHELD = "fewer than 5, or would tell one by subtraction"
_RULES = {
    "people": "Different people, each once. A number of fewer than 5 is null.",
    "shared": "Use cases published in the month's weeks and not withdrawn; null when fewer than 5 people shared them.",
    "tried": "Different people who tried one of them before the month ended, rounded down to a multiple of 5.",
    "tools": "Different people who shared a use case of the tool; names differ in more than case, accents and spaces.",
    "gains": "The author's claim, the colleagues who made it work and the review are never added together.",
    "needs": "Each person under the first source in which the need showed; the parts add up to `people`.",
    "coverage": "People of a trade who shared, or else tried; the parts add up to `people`.",
}


def brief_as_json(told: ToldBrief, sources: Sources, organisation: Organisation) -> dict[str, Any]:
    brief, review = told.brief, told.review
    return {
        "month": brief.month.key,
        "weeks": [week.key for week in brief.weeks],
        "made_at": brief.made_at.isoformat(),
        "approved_at": review.approved_at.isoformat() if review.approved_at else None,
        "rules": {**_RULES, "needs_words": {need.value: list(words) for need, words in WORDS.items()}},
        "shared": {**_figure(brief.now.shared, "count"), "shares": _refs(sources.shared)},
        "tried": _figure(brief.now.tried),
        "tools": [
            {"tool": each.name, **_figure(each.people), "shares": _refs(sources.by_tool.get(each.key))}
            for each in brief.tools
        ],
        "gains": [_gain(each) for each in told.gains],
        "needs": [_need(each, sources) for each in brief.needs],
        "trend": [
            {"month": each.month.key, "shared": each.shared, "tried": each.tried, "weeks": _weeks(each.month)}
            for each in brief.trend
        ],
        "coverage": {
            "covered": len(brief.coverage.trades),
            "listed": brief.coverage.listed,
            "trades": [_trade(each, sources, organisation) for each in brief.coverage.trades],
        },
        "quotes": [
            {"text": each.text, "tool": each.tool, "trade": each.quote.trade, "share": str(each.quote.ref)}
            for each in told.quotes
        ],
    }


def _gain(told: ToldGain) -> dict[str, Any]:
    gain = told.gain
    return {
        "share": str(gain.ref),
        "tool": gain.tool,
        "text": told.text,
        "claimed": {"value": str(gain.claimed.value), "unit": gain.claimed.unit, "per": gain.claimed.per},
        "reproduced": {**_figure(gain.reproduced), "trades": gain.trades},
        "reviewed": told.reviewed,
    }


def _need(need: NeedFigure, sources: Sources) -> dict[str, Any]:
    parts = []
    for source, people in need.by_source:
        part: dict[str, Any] = {"source": source.value, **_figure(people)}
        if source is Source.LIMITS:
            part["shares"] = _refs(sources.by_need.get(need.need))
        parts.append(part)
    return {"need": need.need.value, **_figure(need.people), "sources": parts}


def _trade(figure: TradeFigure, sources: Sources, organisation: Organisation) -> dict[str, Any]:
    return {
        "trade": figure.trade,
        "name": name_of(organisation.trades, figure.trade, organisation.locale),
        "people": figure.people,
        "sources": [
            {"source": "shares", **_figure(figure.shared), "shares": _refs(sources.by_trade.get(figure.trade))},
            {"source": "tries", **_figure(figure.only_tried)},
        ],
    }


def _figure(figure: Figure, name: str = "people") -> dict[str, Any]:
    return {name: figure} if figure is not None else {name: None, "withheld": _WITHHELD}


def _refs(refs: tuple[ShareRef, ...] | None) -> list[str] | None:
    return None if refs is None else [str(ref) for ref in refs]


def _weeks(month: Month) -> list[str]:
    return [week.key for week in month.weeks]
