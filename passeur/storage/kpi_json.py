"""A month's board and people's own numbers as JSON."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.kpis import Continuity, Counted, CoverageThen, Figure, Group, Measure, MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.periods import Month
from passeur.storage.columns import read_time, write_time

_COUNTS = ("workshops", "reached", "prompts", "use_cases", "shares", "reproductions")
# In the order in which somebody's own numbers are written.
OWN_NAMES = (*_COUNTS, "gain_hours", "gain_shares")


def board_to_json(board: MonthBoard) -> str:
    return json.dumps(
        {
            "rule": board.rule,
            "folded_at": write_time(board.folded_at),
            "groups": [str(group) for group in board.groups],
            "figures": {_name(of): _figures(figures) for of, figures in board.figures.items()},
            "useful": board.useful,
            "continuity": [
                [each.cohort_id, each.began, each.retained, each.resting, each.returning] for each in board.continuity
            ],
            "coverage": _coverage(board.coverage),
        },
        separators=(",", ":"),
    )


def board_from_json(month: Month, text: str) -> MonthBoard:
    read = json.loads(text)
    return MonthBoard(
        month,
        read["rule"],
        read_time(read["folded_at"]),
        tuple(map(Group.parse, read["groups"])),
        {
            _counted(name): {
                Group.parse(group): Figure(Decimal(value), people) for group, (value, people) in figures.items()
            }
            for name, figures in read["figures"].items()
        },
        read["useful"],
        tuple(Continuity(*each) for each in read["continuity"]),
        _coverage_from(read["coverage"]),
    )


def own_to_json(lines: Mapping[str, OwnMonth]) -> str:
    return json.dumps({person_id: _own(line) for person_id, line in sorted(lines.items())}, separators=(",", ":"))


def own_from_json(month: Month, text: str) -> dict[str, OwnMonth]:
    return {person_id: _own_from(month, line) for person_id, line in json.loads(text).items()}


def _name(of: Counted) -> str:
    return of.value if isinstance(of, Measure) else f"blocker.{of.value}"


def _counted(name: str) -> Counted:
    kind, _, theme = name.partition(".")
    return Blocker(theme) if theme else Measure(kind)


def _figures(figures: Mapping[Group, Figure]) -> dict[str, list[Any]]:
    return {str(group): [str(figure.value), figure.people] for group, figure in figures.items()}


def _coverage(then: CoverageThen | None) -> list[Any] | None:
    return None if then is None else [then.covered, then.wanted, write_time(then.counted_at)]


def _coverage_from(read: list[Any] | None) -> CoverageThen | None:
    return None if read is None else CoverageThen(read[0], read[1], read_time(read[2]))


def _own(line: OwnMonth) -> list[Any]:
    return [*(getattr(line, name) for name in _COUNTS), _decimal(line.gain_hours), _decimal(line.gain_shares)]


def _own_from(month: Month, read: list[Any]) -> OwnMonth:
    *counts, gain_hours, gain_shares = read
    return OwnMonth(
        month,
        **dict(zip(_COUNTS, counts, strict=True)),
        gain_hours=_read_decimal(gain_hours),
        gain_shares=_read_decimal(gain_shares),
    )


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _read_decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
