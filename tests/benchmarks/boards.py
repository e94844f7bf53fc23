"""The programme's board and an ambassador's own, for thousands of ambassadors over two years."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from statistics import median
from uuid import uuid4

import aiohttp

from cards.ambassadors.board import board_card
from cards.ambassadors.own_board import own_board_card
from cards.signing import Signer
from cards.view import View
from passeur.ambassadors.fold_month import fold_month
from passeur.ambassadors.kpi_months import months_between, told_from
from passeur.ambassadors.kpis import MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.read_board import newest_board
from passeur.ambassadors.read_own_board import read_own_board
from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.periods import Month
from passeur.settings import StorageSettings, read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.check_in_rows import check_in_row
from passeur.storage.entities import Row
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from passeur.storage.term_rows import term_row
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure, times
from tests.benchmarks.raw_storage import RawStorage
from tests.benchmarks.stage import CARD_KEY, ENVIRONMENT
from tests.passeur.ambassadors.check_ins import a_check_in, a_cohort, a_term
from tests.passeur.ambassadors.kpi_company import first_period
from tests.storage.counting import CountingTransport

_MONTH = Month(2026, 10)
_MONTHS = 24
_BATCH = 100
_MOST_READS = 2
_FLAT = 1.3
_TRADES = 14
_SITES = 6
_EVERY = 4


@dataclass(slots=True)
class Tries:
    """What each try of one thing cost: milliseconds of processor and of waiting, and requests."""

    cpus: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)

    def figure(self, name: str, *aims: Aim) -> Figure:
        told = "".join(f"  {aim}" for aim in aims[1:])
        note = f"  {max(self.requests)} requests{told}"
        return Figure(name, median(self.cpus), self.walls, aims[0] if aims else None, note)


@dataclass(frozen=True, slots=True)
class Programme:
    backend: Backend
    transport: CountingTransport
    raw: RawStorage
    now: datetime

    async def time(self, tries: Tries, way: Callable[[], Awaitable[object]]) -> None:
        before = len(self.transport.sent)
        wall, cpu = time.perf_counter(), time.process_time()
        await way()
        tries.cpus.append((time.process_time() - cpu) * 1000)
        tries.walls.append((time.perf_counter() - wall) * 1000)
        tries.requests.append(len(self.transport.sent) - before)

    @property
    def view(self) -> View:
        organisation = self.backend.organisation
        return View("fr", organisation, Signer([CARD_KEY], organisation.tenant_id))

    async def board(self) -> None:
        board = await newest_board(self.backend, now=self.now)
        if board is None or not board.figures:
            raise RuntimeError("a board without figures measures nothing")
        board_card(self.view, board, "lead", self.now)

    async def own_board(self) -> None:
        own_board_card(self.view, await read_own_board(_person(0), self.backend, now=self.now))

    async def fold(self) -> MonthBoard:
        cohorts = await self.backend.cohorts.all(self.backend.organisation.tenant_id)
        return await fold_month(_MONTH, cohorts, self.backend, now=self.now)


async def measure_boards(connection: str, counts: Counts) -> list[Comparison]:
    async with _programme(connection, counts.ambassadors) as programme:
        fold, short, long = Tries(), Tries(), Tries()
        own_short, own_long = Tries(), Tries()
        for _ in range(counts.recaps):
            await programme.time(fold, programme.fold)
        told = await programme.fold()
        for months, board, own in ((2, short, own_short), (_MONTHS, long, own_long)):
            await _remember(programme, told, months)
            # The first opens connections.
            await programme.board()
            for _ in range(counts.rounds * 2):
                await programme.time(board, programme.board)
                await programme.time(own, programme.own_board)
    people = f"{counts.ambassadors:,} ambassadors"
    return [
        _compared(f"Programme board of {people}: read and drawn", short, long, most=_MOST_READS),
        _compared(f"An ambassador's own board, among {people}", own_short, own_long, most=None),
        Comparison(
            f"A month of {people} counted, once: two check-ins each ({counts.recaps} times)",
            fold.figure("read, counted, audited, kept; their own numbers too"),
        ),
    ]


def _compared(title: str, short: Tries, long: Tries, *, most: int | None) -> Comparison:
    cpu = times(median(long.cpus), median(short.cpus)) or 0.0
    requests = (max(short.requests), max(long.requests))
    aims = [Aim(f"requests {requests[0]} and {requests[1]}, aim: flat", requests[0] == requests[1])]
    if most is not None:
        aims.append(Aim(f"{requests[1]} reads, aim <= {most}", requests[1] <= most))
    aims.append(Aim(f"CPU {cpu:.2f} times that of a year, aim: flat", cpu <= _FLAT))
    return Comparison(
        title,
        long.figure(f"with {_MONTHS} months of history"),
        [short.figure("with 12 months of history")],
        remarks=[str(aim) for aim in aims],
    )


@asynccontextmanager
async def _programme(connection: str, people: int) -> AsyncIterator[Programme]:
    transport = CountingTransport(FOR_A_JOB)
    storage = open_storage(StorageSettings(connection, None), transport=transport, patience=FOR_A_JOB)
    await storage.start()
    tenant_id = f"tenant-{uuid4()}"
    organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": tenant_id})
    cohorts = [
        a_cohort(tenant_id, id="2024-1", starts_on=date(2024, 10, 7), ends_on=date(2025, 12, 26)),
        a_cohort(tenant_id, id="2026-1", starts_on=date(2026, 1, 5), ends_on=date(2027, 2, 26)),
    ]
    now = told_from(_MONTH, cohorts, organisation.sending.zone)
    backend = backend_of(storage, organisation, lambda: now)
    for cohort in cohorts:
        await backend.cohorts.create(cohort)
    async with aiohttp.ClientSession() as session:
        raw = RawStorage.of(connection, session)
        for table, rows in _facts(tenant_id, people):
            for start in range(0, len(rows), _BATCH):
                await raw.insert(table, rows[start : start + _BATCH])
        yield Programme(backend, transport, raw, now)
    await storage.close()


def _facts(tenant_id: str, people: int) -> Iterator[tuple[str, Sequence[Row]]]:
    """The terms of everybody, and what they said in a month: some of each trade and site say nothing."""
    terms = [
        a_term(_person(number), tenant_id, trade=f"trade-{number % _TRADES}", site=f"site-{number % _SITES}")
        for number in range(people)
    ]
    yield "terms", [term_row(term) for term in terms]
    first = first_period(a_cohort(starts_on=date(2026, 1, 5)), _MONTH)
    if first is None:
        raise RuntimeError("no check-in of this month")
    for period in (first, first.plus(2)):
        said = [
            replace(a_check_in(term.person_id, period, trade=term.trade, site=term.site), tenant_id=tenant_id)
            for number, term in enumerate(terms)
            if number % _EVERY
        ]
        rows = [check_in_row(replace(each, workshops=1 + at % 3, prompts=at % 7)) for at, each in enumerate(said)]
        yield "checkins", rows


async def _remember(programme: Programme, told: MonthBoard, months: int) -> None:
    """Boards of so many months, and of a year at least, each as large as the one that was counted."""
    tenant_id, kpis = programme.backend.organisation.tenant_id, programme.backend.kpis
    await all_of(
        kpis.put(tenant_id, replace(told, month=month), {_person(0): OwnMonth(month, workshops=1)})
        for month in months_between(_MONTH.plus(1 - max(months, 12)), _MONTH)
    )


def _person(number: int) -> str:
    return f"11111111-0000-4000-8000-{number:012d}"
