"""`make faults`: 200 workers killed at random moments, and an accident at every call of every flow in virtual time."""

import asyncio
import logging
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from infra.local.azurite import Azurite
from infra.local.ports import free_ports
from infra.local.trouble import Trouble
from tests.benchmarks.measure import where
from tests.faults import check_in_flows, digest_flows, recap_flow
from tests.faults.enumerated import Flow, When, every_accident, play
from tests.faults.kills import Killed, Round, play_round

ROUNDS = tuple(Round(people=250, workers=workers, kills=25, seed=workers) for workers in range(1, 9))
FLOWS: dict[str, tuple[Flow, When]] = {
    "digests started, planned, delivered, done": (digest_flows.digests, digest_flows.WHEN),
    "digests cancelled": (digest_flows.cancelled_digests, digest_flows.WHEN),
    "digests recalled": (digest_flows.recalled_digests, digest_flows.WHEN),
    "digests replayed": (digest_flows.replayed_digests, digest_flows.WHEN),
    "recap": (recap_flow.recap, recap_flow.WHEN),
    "check-ins asked for": (check_in_flows.asked_check_ins, check_in_flows.WHEN),
    "a check-in asked for again": (check_in_flows.snoozed_check_in, check_in_flows.WHEN),
    "help passed on": (check_in_flows.passed_on_help, check_in_flows.WHEN),
}
_WITHIN = 300.0
_KILLS = "{:>7} {:>6} {:>7} {:>5} {:>8} {:>5} {:>9} {:>9} {:>9} {:>8} {:>7}"


def kill_round(played: Round) -> Killed:
    """One round on an emulator of its own, which nobody kills."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Azurite.start(free_ports(), log=Path(folder) / "azurite.log", data=None) as azurite,
    ):
        return asyncio.run(play_round(azurite.connection_string, Path(folder), played, within=_WITHIN))


def kills() -> int:
    """Print what came of every round; how many faults there were."""
    heads = ("workers", "kills", "people", "lost", "open row", "twice", "uncounted", "unknown", "(unsent)", "429s", "s")
    sys.stdout.write(f"{_KILLS.format(*heads)}\n")
    faults = 0
    for each in ROUNDS:
        killed = kill_round(each)
        both = (killed.digests, killed.recap)
        cells = (
            each.workers,
            killed.kills,
            each.people,
            sum(len(truth.lost) + len(truth.missing) for truth in both),
            sum(len(truth.unfinished) for truth in both),
            sum(truth.duplicates for truth in both),
            sum(len(truth.uncounted) for truth in both),
            killed.digests.states["unknown"],
            killed.digests.unknown_unsent,
            killed.windows.violations,
            f"{killed.seconds:.0f}",
        )
        sys.stdout.write(f"{_KILLS.format(*cells)}\n")
        for fault in killed.faults[:10]:
            sys.stdout.write(f"        {fault}\n")
        sys.stdout.flush()
        faults += len(killed.faults)
    return faults


def enumeration(name: str) -> tuple[str, int, list[str]]:
    """Every accident at every call of one flow: how many were played, and what went wrong."""
    logging.disable(logging.CRITICAL)
    flow, when = FLOWS[name]
    well = play(flow, when)
    faults, number = list(well.faults), 0
    for plan in every_accident(well.world.fuse.number):
        played = play(flow, when, plan)
        faults += [f"{played.world.fuse.blown}: {fault}" for fault in played.faults]
        number += 1
    return name, number, faults


def main() -> int:
    began = time.monotonic()
    try:
        sys.stdout.write(f"Passeur, {where()}: workers that are killed\n\n")
        found = kills()
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.write("\nAn accident at every call of a flow (virtual time)\n\n")
    with ProcessPoolExecutor(max_workers=2) as pool:
        for name, number, faults in pool.map(enumeration, FLOWS):
            found += len(faults)
            sys.stdout.write(f"  {name:<45} {number:>5} accidents  {len(faults)} faults\n")
            for fault in faults[:10]:
                sys.stdout.write(f"        {fault}\n")
    sys.stdout.write(f"\n{found} faults, {time.monotonic() - began:.0f} s\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
