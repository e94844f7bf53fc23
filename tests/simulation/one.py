"""`python -m tests.simulation.one`: simulates what its standard input asks for, in a process of its own; tells JSON."""

import json
import logging
import resource
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.fakes.mishaps import FINAL, PASSING, UNHEARD, Mishaps
from tests.simulation.digests import Digests, Figures

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """Figures of one run of digests, per digest where that says more; times in seconds, memory in MiB."""

    people: int
    rate: int
    instances: int
    with_mishaps: bool
    held: float
    seconds: float
    most_in_a_second: int
    before_a_429: int
    after_a_429: int
    impatient: int
    faults: list[str]
    states: dict[str, int]
    duplicates: int
    unsure: int
    unknown_unsent: int
    cpu_ms: float
    own_round_trips: float
    all_round_trips: float
    queue_messages: float
    planned_in: float
    planning_cpu: float
    grown: float
    rows: float
    peak: float
    made: dict[str, int] = field(default_factory=dict)


def tell(people: int, rate: int, instances: int, *, with_mishaps: bool, seed: int) -> Told:
    plan = Mishaps([*PASSING, *UNHEARD, *FINAL], seed) if with_mishaps else None
    figures = Digests(people, rate, instances, seed=seed, plan=plan, weighs=not with_mishaps).simulate()
    assert figures.windows
    windows, truth = figures.windows, figures.truth
    return Told(
        people=people,
        rate=rate,
        instances=instances,
        with_mishaps=with_mishaps,
        held=figures.held,
        seconds=figures.seconds,
        most_in_a_second=windows.most_in_a_second,
        before_a_429=windows.before,
        after_a_429=windows.after,
        impatient=windows.impatient,
        faults=truth.faults[:10],
        states=dict(truth.states),
        duplicates=truth.duplicates,
        unsure=truth.unsure,
        unknown_unsent=truth.unknown_unsent,
        cpu_ms=figures.cpu * 1000 / people,
        own_round_trips=_own(figures),
        all_round_trips=figures.round_trips(),
        queue_messages=figures.round_trips(of_tables=False),
        planned_in=figures.planned_in,
        planning_cpu=figures.planning_cpu,
        grown=figures.grown / _MEBIBYTE,
        rows=figures.rows / _MEBIBYTE,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        made=dict(figures.made),
    )


def _own(figures: Figures) -> float:
    """Round trips that are made for one message alone: its row, its person, the claim and the record."""
    alone = ("table.people.get", "table.runs.write")
    rows = sum(figures.made.get(name, 0) for name in alone) + figures.people
    return rows / figures.people


def main() -> None:
    logging.disable(logging.CRITICAL)
    asked: dict[str, Any] = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(asdict(tell(**asked))) + "\n")


if __name__ == "__main__":
    main()
