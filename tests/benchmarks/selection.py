"""How long it takes to propose a cohort: the marks, the solver, and the reason of everybody."""

import random
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median

from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.proposal import Material, Part, propose
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.directory.headcounts import Headcounts
from passeur.organisation import Organisation
from passeur.settings import read_organisation
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.stage import ENVIRONMENT, TENANT

_START = datetime(2026, 9, 1, 8, tzinfo=UTC)
# Seconds: a card waits for the first, and somebody who asked twice for the second.
_AIMS = {500: 2.0, 5_000: 10.0}
_TRADES, _SITES = 14, 6


def measure_selection(counts: Counts) -> list[Comparison]:
    organisation = read_organisation(
        {
            **ENVIRONMENT,
            "PASSEUR_TRADES": ";".join(f"t{number:02d}" for number in range(_TRADES)),
            "PASSEUR_SITES": ";".join(f"s{number}" for number in range(_SITES)),
            "PASSEUR_TECHNICAL_TRADES": "t00;t12",
        }
    )
    return [_proposals(size, organisation, counts) for size in (counts.candidates // 10, counts.candidates)]


def _proposals(size: int, organisation: Organisation, counts: Counts) -> Comparison:
    """Another call each time; the first one only loads the solver."""
    wanted = max(2, min(100, size // 20))
    walls, cpus = [], []
    for seed in range(counts.selections + 1):
        material = a_call(size, wanted, seed)
        wall, cpu = time.perf_counter(), time.process_time()
        proposal = propose(material, organisation)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
        assert len(proposal.parts[Part.CHOSEN]) == wanted
    seconds = median(walls[1:]) / 1000
    limit = _AIMS.get(size, _AIMS[5_000])
    return Comparison(
        f"A cohort of {wanted} proposed among {size:,} candidates, {_TRADES} trades, {_SITES} sites "
        f"({counts.selections} calls)",
        Figure("ours: marks, exact choice and every reason", median(cpus[1:]), walls[1:]),
        remarks=[str(Aim(f"{seconds:.2f} s, aim <= {limit:g} s", seconds <= limit))],
    )


def a_call(size: int, wanted: int, seed: int) -> Material:
    """Unequal trades and sites, few people who were spotted, a quarter of managers: as companies are."""
    chance = random.Random(seed)  # noqa: S311  # made-up people
    call = Call(wanted, _START + timedelta(days=60))
    cohort = Cohort(TENANT, "2026-1", call, CohortState.CHOOSING, _START, "lead", date(2027, 1, 4), date(2027, 6, 30))
    candidates: list[Candidate] = []
    reviews: list[Review] = []
    for number in range(size):
        one = Candidate(
            TENANT,
            cohort.id,
            f"p-{number:05d}",
            chance.choices(list(Way), [6, 3, 1])[0],
            CandidateState.APPLIED,
            _START + timedelta(minutes=number),
            f"t{min(int(chance.expovariate(0.25)), _TRADES - 1):02d}",
            f"s{min(int(chance.expovariate(0.6)), _SITES - 1)}",
            "",
            Availability.TWO_HOURS_A_MONTH,
            chance.choices(list(Seniority), [2, 5, 3])[0],
        )
        candidates.append(one)
        reviews += _reviews(one, chance)
    managers = {each.person_id for each in candidates if chance.random() < 0.25}
    people = {(f"t{trade:02d}", f"s{site}"): 130 for trade in range(_TRADES) for site in range(_SITES)}
    return Material(cohort, candidates, reviews, managers, Headcounts(_START, people))


def _reviews(candidate: Candidate, chance: random.Random) -> Sequence[Review]:
    return [
        Review(
            TENANT,
            candidate.cohort_id,
            candidate.person_id,
            f"r-{number}",
            {criterion: Mark(chance.choices(range(4), [1, 3, 4, 2])[0]) for criterion in Criterion},
            _START,
        )
        for number in range(chance.choice([2, 2, 2, 3, 3, 4]))
    ]
