"""A board as JSON: each figure with the people it comes from, and what is not told said so."""

from decimal import Decimal
from typing import Any

from cards.ambassadors.board_words import group_name
from cards.translations import texts
from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.kpi_periods import Board
from passeur.ambassadors.kpis import Counted, Group, Measure
from passeur.organisation import Organisation

# What a number that may not be told is in the place of a number.
_WITHHELD = "from fewer than 5 people, or would tell of fewer by sums and differences"
_RULES = {
    "told": "A figure comes from at least 5 people, and so does whatever sums and differences give. No nought is told.",
    "people_at_least": "Different people from whom the figure comes, rounded down to a multiple of 5.",
    "months": "Of how many months of the period a figure is the sum; a month that is not told is in no sum.",
    "workshops": "For each ambassador and month, the larger of those recorded and those told in check-ins.",
    "reached": "People who came, as hosts counted them; who came twice counts twice.",
    "gain_claimed_in_check_ins": "Hours a week that ambassadors last estimated in the month. Gains are never added up.",
    "gain_claimed_in_shares": "Hours a week claimed with the use cases that ambassadors shared in the month.",
    "gain_reproduced": "Hours a week that colleagues who made these use cases work say that they gain themselves.",
    "longer_periods": "Sums of the months that are told. A gain is a pace: that of the last month, not a sum.",
    "blockers": "Different ambassadors who named the theme, rounded down to a multiple of 5.",
}


def board_as_json(board: Board, organisation: Organisation) -> dict[str, Any]:
    return {
        "period": board.period.key,
        "cohort": board.period.cohort_id or None,
        "months": [month.key for month in board.period.months],
        "months_told": [month.key for month in board.told],
        "rules_version": sorted(board.rules),
        "rules": _RULES,
        "groups": [_group(group, organisation) for group in board.groups],
        "figures": [
            {"measure": measure.value, "group": str(group), **_figure(board, measure, group)}
            for measure in Measure
            for group in board.groups
        ],
        "blockers": [
            {"theme": theme.value, "group": str(group), **_figure(board, theme, group)}
            for theme in Blocker
            for group in board.groups
        ],
        "mostly_useful": board.useful,
        "continuity": [
            {
                "cohort": each.cohort_id,
                "began_at_least": each.began,
                "retained_at_least": each.retained,
                "resting_at_least": each.resting,
                "returning_at_least": each.returning,
            }
            for each in board.continuity
        ],
        "coverage": _coverage(board),
        "trend": [
            {
                "month": month.month.key,
                **{
                    measure.value: {"value": _number(figure.value), "people_at_least": figure.people}
                    for measure in Measure
                    if (figure := month.figure(measure)) is not None
                },
            }
            for month in board.trend
        ],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _group(group: Group, organisation: Organisation) -> dict[str, Any]:
    name = group_name(texts(organisation.locale), organisation, group)
    return {"group": str(group), "dimension": group.dimension.value, "id": group.id or None, "name": name}


def _coverage(board: Board) -> dict[str, Any] | None:
    then = board.coverage
    if then is None:
        return None
    return {"covered": then.covered, "wanted": then.wanted, "headcounts_of": then.counted_at.isoformat()}


def _figure(board: Board, of: Counted, group: Group) -> dict[str, Any]:
    figure = board.figure(of, group)
    if figure is None:
        return {"value": None, "people_at_least": None, "withheld": _WITHHELD}
    return {"value": _number(figure.value), "people_at_least": figure.people, "months": figure.months}
