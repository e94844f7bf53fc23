"""The catalogue of use cases: what people of each trade shared, written by hand in `catalogue/<trade>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.demo.organisation import TRADES
from passeur.sharing.share_form import Field, read_share_form
from passeur.sharing.shares import ShareContent

_CATALOGUE = Path(__file__).parent / "catalogue"
_TRADE_IDS = frozenset(trade for trade, *_ in TRADES)
_TEXTS = (Field.TOOL, Field.USE_CASE, Field.LIMITS, Field.WHEN_NOT, Field.LINK, Field.PROMPT)


@dataclass(frozen=True, slots=True)
class UseCase:
    """One share as it was typed, and what colleagues made of it.

    `key` names its form. `for_all` says that people of any trade can use it as it is.
    """

    key: str
    content: ShareContent
    for_all: bool = False
    variations: tuple["UseCase", ...] = ()


def read_catalogue() -> tuple[UseCase, ...]:
    """Every use case of every trade, through the form that people fill; FormRefused when the form would not take it."""
    return tuple(use_case for trade, *_ in TRADES for use_case in _of_trade(trade))


def _of_trade(trade: str) -> list[UseCase]:
    entries = tomllib.loads((_CATALOGUE / f"{trade}.toml").read_text(encoding="utf-8"))["share"]
    return [_use_case(f"demo.{trade}.{number}", trade, entry) for number, entry in enumerate(entries, 1)]


def _use_case(key: str, trade: str, entry: Mapping[str, Any]) -> UseCase:
    variations = [
        _use_case(f"{key}.{number}", each["trade"], _inherited(entry, each) | each)
        for number, each in enumerate(entry.get("variation", ()), 1)
    ]
    return UseCase(key, _read(trade, entry), entry.get("reach") == "all", tuple(variations))


def _inherited(parent: Mapping[str, Any], variation: Mapping[str, Any]) -> dict[str, Any]:
    """What a colleague leaves in the form, which comes pre-filled: always the tool, the prompt when they say so."""
    kept = ["tool", "gain", "when_not"] + ["prompt"] * variation.get("same_prompt", False)
    return {name: parent[name] for name in kept}


def _read(trade: str, entry: Mapping[str, Any]) -> ShareContent:
    value, unit, per = entry["gain"].split()
    typed: dict[str, str] = {field: entry.get(field, "") for field in _TEXTS}
    typed |= {Field.GAIN_VALUE: value, Field.GAIN_UNIT: unit, Field.GAIN_PER: per, Field.TRADE: trade}
    return read_share_form(typed, _TRADE_IDS)
