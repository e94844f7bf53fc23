"""The table of `make simulate`: a figure, what it should be, and whether it is."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.simulation.busy_channel import BusyChannel
from tests.simulation.one import Told
from tests.simulation.over_azurite import OverAzurite

_NAME, _FIGURE = 74, 16
# What a process may hold beyond the rows of its store, in MiB, more for 100,000 recipients than for 1,000.
_FLAT = 32
_MOST_ADVISED = 4


@dataclass(slots=True)
class Report:
    """Written line by line, as the figures come."""

    missed: int = 0

    def title(self, title: str) -> None:
        self.write(f"\n{title}")

    def figure(self, name: str, figure: str, aim: str = "", *, reached: bool = True) -> None:
        self.missed += not reached
        verdict = f"{aim}: {'reached' if reached else 'NOT REACHED'}" if aim else ""
        self.write(f"  {name:<{_NAME}}{figure:>{_FIGURE}}  {verdict}".rstrip())

    def write(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def told_digests(report: Report, runs: Sequence[Told]) -> None:
    well = [each for each in runs if not each.with_mishaps]
    for each in runs:
        ill = ", one call in seven failing" if each.with_mishaps else ""
        report.title(
            f"{each.people:,} digests, {each.instances} instances, budget {each.rate} a second{ill} (virtual time)"
        )
        _told_run(report, each)
    smallest, biggest = min(well, key=lambda each: each.people), max(well, key=lambda each: each.people)
    report.title("Memory of a process beyond the rows, the queue and the counters that a store would hold elsewhere")
    for each in sorted(well, key=lambda each: (each.people, each.rate)):
        beyond = each.grown - each.rows
        report.figure(f"{each.people:,} recipients", f"{beyond:.0f} MiB ({each.rows:.0f})")
    more = (biggest.grown - biggest.rows) - (smallest.grown - smallest.rows)
    report.figure("more for the most than for the fewest", f"{more:.0f} MiB", f"< {_FLAT} MiB", reached=more < _FLAT)


def _told_run(report: Report, run: Told) -> None:
    over = run.before_a_429 + run.after_a_429
    if run.with_mishaps:
        report.figure(
            "window violations, calls made although asked to wait",
            f"{over}, {run.impatient}",
            "0, 0",
            reached=over + run.impatient == 0,
        )
        report.figure(
            "sent / failed / unknown",
            " / ".join(str(run.states.get(state, 0)) for state in ("sent", "failed", "unknown")),
        )
    else:
        # Aims hold for as many instances as docs/deliveries.md advises; beyond, the figure is told as it is.
        advised = run.instances <= _MOST_ADVISED
        held = run.held >= 0.95 or not advised
        report.figure("rate held, of the budget", f"{run.held:.1%}", ">= 95 %" if advised else "", reached=held)
        report.figure(
            "window violations (most calls in any second)", f"{over} ({run.most_in_a_second})", "0", reached=over == 0
        )
        report.figure("CPU for each, drawing and the store in memory included", f"{run.cpu_ms:.2f} ms")
        own = f"{run.own_round_trips:.2f} + {run.all_round_trips - run.own_round_trips:.2f}"
        report.figure(
            "storage round trips for each: its own + its part of the shared ones",
            own,
            "<= 4 own" if advised else "",
            reached=run.own_round_trips <= 4.05 or not advised,
        )
        per_10_000 = run.planning_cpu * 10_000 / run.people
        report.figure("planning, CPU for 10,000 (with what was sent meanwhile)", f"{per_10_000:.1f} s")
    lost = len(run.faults)
    report.figure(
        "lost, untold or not final / received twice",
        f"{lost} / {run.duplicates}",
        "0 / 0",
        reached=lost + run.duplicates == 0,
    )


def told_channel(report: Report, channel: BusyChannel) -> None:
    report.title(f"{channel.shares} shares in one channel at once, through its windows (virtual time)")
    over = channel.windows.violations
    report.figure("window violations", str(over), "0", reached=over == 0)
    lost = len(channel.truth.faults) + channel.truth.duplicates
    report.figure("lost or twice", str(lost), "0", reached=lost == 0)
    report.figure("the last one arrived after (the windows alone)", f"{channel.seconds:.0f} s ({channel.fastest:.0f})")


def told_azurite(report: Report, runs: Sequence[OverAzurite]) -> None:
    people = sum(each.people for each in runs)
    report.title(
        f"{people:,} digests over Azurite, {runs[0].workers} workers, a strict connector on loopback (real time)"
    )
    report.figure("arrived in a second, of 30", f"{sum(each.rate for each in runs) / len(runs):.1f}")
    over = sum(each.windows.violations for each in runs)
    report.figure("window violations", str(over), "0", reached=over == 0)
    lost = sum(len(each.truth.faults) + each.truth.duplicates + (not each.is_over) for each in runs)
    report.figure("lost, not final or twice", str(lost), "0", reached=lost == 0)
    cpu = sum(each.cpu_ms for each in runs) / len(runs)
    report.figure("CPU of the workers for each, Azure's libraries and the queue included", f"{cpu:.1f} ms")
