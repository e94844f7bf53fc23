"""Whole numbers, rules about their sums, and the smallest value that a sum can have: a narrow door to the solver.

HiGHS (MIT licence) computes with floating point numbers. What is given to it here are whole numbers far below those
that floating point numbers hold exactly, and what comes back is rounded: whoever asks counts the answer again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

# Columns with their coefficients.
Terms = Sequence[tuple[int, int]]
# A rule for a whole number is relaxed by less than a half, and by more than the solver's tolerances add up to.
_SLACK = 0.25
_UNBOUNDED = float("inf")


class NotSolved(Exception):
    """The solver gave no proven answer: a fault of the program, never of what it was given."""


@dataclass(slots=True)
class IntegerProgram:
    """Built column by column, then row by row, then asked. Always gives the same answer to the same questions."""

    _columns: list[tuple[int, int]] = field(default_factory=list)
    _rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def number(self, least: int, most: int) -> int:
        """A whole number to be found; returns its column."""
        self._columns.append((least, most))
        return len(self._columns) - 1

    def at_least(self, terms: Terms, least: int) -> None:
        self._rows.append((terms, least, _UNBOUNDED))

    def exactly(self, terms: Terms, value: int) -> None:
        self._rows.append((terms, value, value))

    def solve(self, aims: Sequence[tuple[Terms, int | None]]) -> tuple[list[int], list[int]]:
        """Minimise one aim after the other; returns what was reached for each, and every number.

        An aim comes with a bound that it can never be below, None when none is known. Raises NotSolved.
        """
        question = _Question(self._columns, self._rows)
        first = [bound for _, bound in aims]
        known = first.index(None) if None in first else len(first)
        bounds = [question.bound(terms) for terms, _ in aims]
        # Most of the time the first aims all reach their bounds at once, and one question is enough to know it.
        for row, (_, bound) in zip(bounds[:known], aims[:known], strict=True):
            question.limit(row, bound)
        reached = [bound for bound in first[:known] if bound is not None]
        values = question.smallest(aims[known][0] if known < len(aims) else [])
        if values is None:
            for row in bounds[:known]:
                question.limit(row, None)
            known, reached = 0, []
        elif known < len(aims):
            reached.append(_sum(aims[known][0], values))
            question.limit(bounds[known], reached[-1])
            known += 1
        for row, (terms, _) in zip(bounds[known:], aims[known:], strict=True):
            values = question.smallest(terms, start=values)
            if values is None:
                raise NotSolved("no choice respects the rules")
            reached.append(_sum(terms, values))
            question.limit(row, reached[-1])
        if values is None:
            raise NotSolved("no choice respects the rules")
        return reached, values


class _Question:
    """One conversation with the solver."""

    def __init__(self, columns: Sequence[tuple[int, int]], rows: Sequence[tuple[Terms, float, float]]) -> None:
        # Half a tenth of a second and 30 MB that only a selection needs: not when a process starts.
        import highspy  # noqa: PLC0415  # see above
        import numpy as np  # noqa: PLC0415  # see above

        self._highspy, self._np = highspy, np
        self._solver = solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor alone has no annotations
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            # Sums are whole: what is closer than this to the best is the best.
            ("mip_abs_gap", 0.5),
            # Nobody waits that long; a question of this kind that takes it is a fault, and must not keep a core.
            ("time_limit", 60.0),
        ):
            solver.setOptionValue(option, value)
        count = len(columns)
        everything = np.arange(count, dtype=np.int32)
        solver.addVars(count, np.array([low for low, _ in columns], float), np.array([up for _, up in columns], float))
        integer = np.full(count, int(highspy.HighsVarType.kInteger), np.uint8)
        solver.changeColsIntegrality(count, everything, integer)
        self._everything = everything
        for terms, least, most in rows:
            self._row(terms, least, most)

    def bound(self, terms: Terms) -> int:
        """A row that limits nothing yet; returns its number."""
        self._row(terms, -_UNBOUNDED, _UNBOUNDED)
        return self._solver.getNumRow() - 1

    def limit(self, row: int, most: int | None) -> None:
        self._solver.changeRowBounds(row, -_UNBOUNDED, _UNBOUNDED if most is None else most + _SLACK)

    def smallest(self, terms: Terms, start: Sequence[int] | None = None) -> list[int] | None:
        """The numbers for which a sum is smallest; None when no numbers respect the rows."""
        np, solver = self._np, self._solver
        costs = np.zeros(len(self._everything))
        for column, coefficient in terms:
            costs[column] = coefficient
        solver.changeColsCost(len(costs), self._everything, costs)
        if start is not None:
            solver.setSolution(len(costs), self._everything, np.array(start, float))
        solver.run()
        status = solver.getModelStatus()
        if status == self._highspy.HighsModelStatus.kInfeasible:
            return None
        if status != self._highspy.HighsModelStatus.kOptimal:
            raise NotSolved(str(status))
        return [round(value) for value in solver.getSolution().col_value]

    def _row(self, terms: Terms, least: float, most: float) -> None:
        columns = self._np.array([column for column, _ in terms], self._np.int32)
        coefficients = self._np.array([coefficient for _, coefficient in terms], float)
        self._solver.addRow(least, most, len(terms), columns, coefficients)


def _sum(terms: Terms, values: Sequence[int]) -> int:
    return sum(coefficient * values[column] for column, coefficient in terms)
