"""Check-ins: what an answer costs the bot with storage behind it, and what it takes to ask a whole cohort."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import aiohttp

from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.delivery.batches import all_of
from passeur.periods import Week
from passeur.settings import StorageSettings, read_organisation
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from tests.benchmarks.activities import Activities
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.load import Load
from tests.benchmarks.program import Program
from tests.benchmarks.stage import ENVIRONMENT, TENANT, Stage
from tests.fakes.teams import Someone
from tests.passeur.ambassadors.check_ins import a_term
from tests.simulation.check_ins import rows_of_facts, simulate_check_ins
from tests.simulation.digests import Figures

_MOST_ROUND_TRIPS = 3
# Its row, its person, the claim and the outcome, as of any message; the term and what was said, as of a check-in.
_MOST_READS_AND_WRITES = 6.1
_LEAST_HELD = 0.95


async def measure_check_ins(stage: Stage, connection: str, counts: Counts) -> list[Comparison]:
    return [await _submits(stage, connection, counts), await _asking(counts)]


async def _submits(stage: Stage, connection: str, counts: Counts) -> Comparison:
    """Each answer is another ambassador's first."""
    number = counts.warm_up + counts.rounds * counts.submits
    people = [Someone(str(uuid4()), f"Ambassadrice {each}") for each in range(number)]
    await _serve(connection, people)
    coming = iter(people)
    ref = CheckInRef("2026-1", Week.of(datetime.now(UTC), read_organisation(ENVIRONMENT).sending.zone), 2)
    async with aiohttp.ClientSession() as session:
        load, activities = Load.on(stage, session), Activities.on(stage, session)

        def submit() -> Mapping[str, Any]:
            return activities.check_in(next(coming), str(ref))

        with Program.start("tests.benchmarks.ours", stage.config | {"storage": connection}) as ours:
            (mine,) = await load.measure([ours], submit, counts=counts, each=counts.submits)
    trips = max(mine.counted)
    aim = Aim(f"{trips:g} round trips, aim <= {_MOST_ROUND_TRIPS}", trips <= _MOST_ROUND_TRIPS)
    return Comparison(
        f"Action.Execute: check-in answered, receipt in the answer, storage on Azurite ({len(mine.walls)} each)",
        Figure("ours, authentication on", mine.cpu, mine.walls, aim),
    )


async def _serve(connection: str, people: list[Someone]) -> None:
    storage = open_storage(StorageSettings(connection, None), patience=FOR_A_JOB)
    await storage.start()

    async def serve(who: Someone) -> None:
        term = a_term(who.id, TENANT)
        await storage.terms.change(TENANT, term.cohort_id, who.id, lambda _: term)

    await all_of(map(serve, people))
    await storage.close()


async def _asking(counts: Counts) -> Comparison:
    figures = await asyncio.to_thread(simulate_check_ins, counts.ambassadors)
    return Comparison(
        f"{counts.ambassadors:,} check-ins asked for through the delivery engine, {figures.instances} instances, "
        f"{figures.rate} a second (virtual time: {figures.seconds:.0f} s)",
        Figure("each: planned, drawn, sent; the store in memory", figures.cpu * 1000 / figures.people),
        remarks=[str(aim) for aim in _aims(figures)],
    )


def _aims(figures: Figures) -> Iterator[Aim]:
    own = _own(figures)
    lost = len(figures.truth.faults) + figures.truth.duplicates
    # A page for each thousand rows, and one call more to see that there is none left.
    pages = figures.made.get("table.shares.page", 0)
    most = figures.instances * (2 + rows_of_facts(figures.people) // 1_000)
    yield Aim(f"{figures.held:.1%} of the budget, aim >= {_LEAST_HELD:.0%}", figures.held >= _LEAST_HELD)
    yield Aim(f"{lost} lost or twice, aim 0", lost == 0 and figures.truth.states == {"sent": figures.people})
    yield Aim(f"{own:.2f} own round trips each, aim <= {_MOST_READS_AND_WRITES}", own <= _MOST_READS_AND_WRITES)
    yield Aim(f"{pages} reads of the period's facts, aim <= {most}: once for each instance", pages <= most)


def _own(figures: Figures) -> float:
    """Round trips made for one message alone; its own row is read from the table of its run."""
    alone = ("table.people.get", "table.runs.write", "table.terms.get", "table.checkins.get")
    return (sum(figures.made.get(name, 0) for name in alone) + figures.people) / figures.people
