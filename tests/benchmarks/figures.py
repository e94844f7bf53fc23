"""What was measured, and the one table in which it is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

_WIDTHS = (58, 9, 9, 9, 10, 10)
_HEADINGS = ("", "CPU ms", "p50 ms", "p95 ms", "to floor", "to stock")


@dataclass(frozen=True, slots=True)
class Aim:
    """What we want of a figure, in words, and whether we are there."""

    told: str
    reached: bool

    def __str__(self) -> str:
        return f"{self.told}: {'reached' if self.reached else 'NOT REACHED'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `cpu` is of one operation, in milliseconds; so is each of `walls`."""

    name: str
    cpu: float | None = None
    walls: Sequence[float] = ()
    aim: Aim | None = None
    note: str = ""

    @property
    def p50(self) -> float | None:
        return median(self.walls) if self.walls else None

    @property
    def p95(self) -> float | None:
        if len(self.walls) < 2:  # what quantiles needs
            return self.p50
        return quantiles(self.walls, n=20, method="inclusive")[-1]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of the same work: ours first, then others; `floor` and `stock` are what ours is divided by."""

    title: str
    ours: Figure
    others: Sequence[Figure] = ()
    floor: Figure | None = None
    stock: Figure | None = None
    remarks: Sequence[str] = field(default_factory=tuple)

    def figures(self) -> list[Figure]:
        return [self.ours, *(each for each in (self.floor, self.stock) if each), *self.others]


def table(comparisons: Iterable[Comparison]) -> str:
    lines = [_line(_HEADINGS)]
    for comparison in comparisons:
        lines += ["", comparison.title]
        for figure in comparison.figures():
            lines.append(_told(figure, comparison))
        lines += [f"    {remark}" for remark in comparison.remarks]
    return "\n".join(lines)


def times(ours: float | None, other: float | None) -> float | None:
    return ours / other if ours is not None and other else None


def _told(figure: Figure, comparison: Comparison) -> str:
    ratios = ["", ""]
    if figure is comparison.ours:
        for place, other in enumerate((comparison.floor, comparison.stock)):
            if other is not None:
                ratio = times(figure.cpu, other.cpu) if other.cpu else times(figure.p50, other.p50)
                ratios[place] = "" if ratio is None else f"{ratio:.2f}x"
    cells = (f"  {figure.name}", _number(figure.cpu), _number(figure.p50), _number(figure.p95), *ratios)
    return "  ".join(part for part in (_line(cells), figure.note, str(figure.aim or "")) if part).rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return ""
    # Three digits say enough.
    if value < 0.01:
        return f"{value:.4f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _line(cells: Sequence[str]) -> str:
    name, *numbers = (
        f"{cell:<{width}}" if place == 0 else f"{cell:>{width}}"
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    return "".join([name, *numbers])
