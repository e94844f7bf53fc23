"""Erasing an ambassador: totals as they were, nobody's name anywhere, and an erasure that was cut is completed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

import pytest

from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.erase_ambassador import erase_ambassador
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.workshops import respondent_of
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.errors import StorageUnavailable
from passeur.periods import Month, Week
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import NAMING, Storage, bundle
from passeur.storage.entities import KEY, Row
from passeur.storage.memory import MemoryQueue, MemoryTable, open_memory_storage
from passeur.storage.table import Change, Put
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, BOB, CALLING, CHLOE, OLD, RUN, RUNNING, WORDS, plant
from tests.scenarios.house import ENVIRONMENT

FIRST, LAST = Week(2025, 1), Week(2027, 52)


@dataclass
class Life:
    """How many writes are left before the process is killed; None for ever."""

    left: int | None = None

    def spend(self) -> None:
        if self.left is not None:
            if self.left == 0:
                raise StorageUnavailable("killed")
            self.left -= 1


@dataclass
class MortalTable(MemoryTable):
    life: Life = field(default_factory=Life)

    async def write(self, *changes: Change) -> Sequence[str]:
        self.life.spend()
        return await super().write(*changes)


@dataclass
class Kept:
    """A storage whose rows can be looked at, and whose writers can be killed."""

    storage: Storage
    tables: dict[str, MortalTable]
    life: Life

    @property
    def backend(self) -> Backend:
        organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": TENANT})
        return backend_of(self.storage, organisation, lambda: THURSDAY)

    def mentions(self, text: str) -> list[tuple[str, Row]]:
        """The rows in whose keys or columns a text is."""
        named = [(name, row) for name, table in self.tables.items() for row in table.rows.values()]
        return [(name, row) for name, row in named if any(text in str(value) for value in row.values())]


def _open() -> Kept:
    life = Life()
    tables: dict[str, MortalTable] = {}

    def table(name: str) -> MortalTable:
        return tables.setdefault(name, MortalTable(life=life))

    queue = MemoryQueue()
    return Kept(bundle(table, queue, open_memory_storage(queue).connection), tables, life)


@pytest.fixture
async def kept() -> Kept:
    opened = _open()
    await plant(opened.storage, TENANT)
    return opened


async def _terms(storage: Storage, cohort_id: str) -> list[Term]:
    return [term async for page in storage.terms.pages(TENANT, cohort_id) for term in page]


async def _check_ins(storage: Storage) -> list[CheckIn]:
    return [each async for page in storage.check_ins.between(TENANT, FIRST, LAST) for each in page]


async def _totals(storage: Storage) -> dict[str, object]:
    """What is counted of the programme, and of how many people."""
    check_ins = await _check_ins(storage)
    workshops = [each async for each in storage.workshops.between(TENANT, FIRST, LAST)]
    terms = [term for cohort in (OLD, RUNNING) for term in await _terms(storage, cohort)]
    candidates = [
        each for cohort in (RUNNING, CALLING) for each in (await storage.candidates.of_cohort(TENANT, cohort))[0]
    ]
    return {
        "answers": Counter(
            (each.period, each.trade, each.site) for each in check_ins if each.state is CheckInState.ANSWERED
        ),
        "people": len({each.person_id for each in check_ins}),
        "numbers": (
            sum(each.workshops for each in check_ins),
            sum(each.prompts for each in check_ins),
            sum(each.use_cases for each in check_ins),
            sum((each.gain_hours or Decimal(0) for each in check_ins), Decimal(0)),
        ),
        "blockers": Counter(blocker for each in check_ins for blocker in each.blockers),
        "workshops": Counter((each.week, each.trade, each.site, each.reached) for each, _ in workshops),
        "feedback": Counter((said.useful, said.will_use) for _, feedback in workshops for said in feedback),
        "terms": Counter((term.cohort_id, term.trade, term.site, term.way) for term in terms),
        "candidates": Counter((each.cohort_id, each.way) for each in candidates),
        "finished": len(await storage.progress.finishers(TENANT)),
    }


async def test_no_id_name_or_word_of_the_person_is_left_in_any_table(kept: Kept) -> None:
    assert len(kept.mentions(ANNA)) > 20
    assert {name for name, _ in kept.mentions(ANNA)} == set(NAMING)
    assert len(kept.mentions(WORDS)) > 10
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    assert kept.mentions(ANNA) == []
    assert kept.mentions(WORDS) == []


async def test_every_total_is_what_it_was(kept: Kept) -> None:
    before = await _totals(kept.storage)
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    assert await _totals(kept.storage) == before


async def test_nothing_leads_from_the_person_to_the_pseudonym_and_no_two_erasures_draw_the_same(kept: Kept) -> None:
    drawn = set()
    for opened in (kept, _open()):
        if opened is not kept:
            await plant(opened.storage, TENANT)
        await erase_ambassador(ANNA, opened.backend, now=THURSDAY)
        drawn |= {term.person_id for term in await _terms(opened.storage, RUNNING)} - {BOB}
        assert not [key for table in opened.tables.values() for key in table.rows if key[0].startswith("erasures")]
    assert len(drawn) == 2


async def test_a_term_in_office_ends_and_a_candidacy_under_way_is_withdrawn(kept: Kept) -> None:
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    (term,) = [term for term in await _terms(kept.storage, RUNNING) if term.person_id != BOB]
    assert (term.state, term.ending, term.ended_at) == (TermState.ENDED, Ending.THANKED, THURSDAY)
    assert term.signature is not None
    assert not term.recognised
    (candidate,), _ = await kept.storage.candidates.of_cohort(TENANT, CALLING)
    assert candidate.state is CandidateState.WITHDRAWN
    decided, reviews = await kept.storage.candidates.of_cohort(TENANT, RUNNING)
    assert {each.state for each in decided} == {CandidateState.SELECTED}
    assert {review.person_id for review in reviews} == {BOB}


async def test_what_others_did_stays_whole(kept: Kept) -> None:
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    stays = {(term.person_id, term.state) for term in await _terms(kept.storage, RUNNING)}
    assert (BOB, TermState.ACTIVE) in stays
    bob = await kept.storage.terms.get(TENANT, RUNNING, BOB)
    assert bob is not None
    assert (bob.handing_to, bob.handing_at) == (None, None)
    reviews = await kept.storage.candidates.reviews_of(TENANT, RUNNING, BOB)
    by = {review.reviewer_id: review for review in reviews}
    assert len(by) == 2
    # Two people reviewed him, which the selection needs; one of them has no name and no words any more.
    (unnamed,) = by.keys() - {CHLOE}
    assert {mark.value for mark in by[unnamed].marks.values()} == {2}
    assert {mark.evidence for mark in by[unnamed].marks.values()} == {""}
    assert {mark.evidence for mark in by[CHLOE].marks.values()} == {"seen"}
    chosen = await kept.storage.recognitions.months(TENANT, Month(2026, 9), Month(2026, 10))
    assert [each.choice and each.choice.person_id for each in chosen] == [None, BOB]


async def test_not_even_a_pseudonym_of_feedback_can_be_worked_out_from_the_person_s_id(kept: Kept) -> None:
    async def respondents() -> dict[str, set[str]]:
        told = [each async for each in kept.storage.workshops.between(TENANT, FIRST, LAST)]
        return {workshop.code: {each.respondent for each in feedback} for workshop, feedback in told}

    workshop = await kept.storage.workshops.by_code(TENANT, "CDEFGHJ9")
    assert workshop is not None
    anna, chloe = respondent_of(workshop, ANNA), respondent_of(workshop, CHLOE)
    assert (await respondents())["CDEFGHJ9"] == {anna, chloe}
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    left = (await respondents())["CDEFGHJ9"]
    assert len(left) == 2
    assert chloe in left
    assert anna not in left


async def test_nothing_is_owed_to_the_person_any_more_and_what_was_sent_stays_counted(kept: Kept) -> None:
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    owed = [each async for each in kept.storage.deliveries.unfinished(TENANT, FIRST)]
    assert {each.person_id for each in owed} == {BOB}
    rows = [row for row in kept.tables["messages"].rows.values() if not row[KEY].endswith(BOB)]
    assert [(row["state"], row["reason"]) for row in rows] == [(DeliveryState.SKIPPED, Reason.LEFT)]
    assert not any("conversation_id" in row for table in kept.tables.values() for row in table.rows.values())
    states = Counter[str]()
    for shard in "0123456789abcdef":
        states.update((await kept.storage.runs.tally(TENANT, RUN, shard)).states)
    assert states == {DeliveryState.SENT: 1, DeliveryState.PENDING: 1}


async def test_an_erasure_that_is_cut_at_any_write_is_completed_by_the_next_one() -> None:
    whole = _open()
    await plant(whole.storage, TENANT)
    totals = await _totals(whole.storage)
    for writes in count():
        opened = _open()
        await plant(opened.storage, TENANT)
        opened.life.left = writes
        try:
            await erase_ambassador(ANNA, opened.backend, now=THURSDAY)
        except StorageUnavailable:
            opened.life.left = None
            await erase_ambassador(ANNA, opened.backend, now=THURSDAY)
        else:
            break
        assert opened.mentions(ANNA) == [], f"after {writes} writes"
        assert opened.mentions(WORDS) == [], f"after {writes} writes"
        assert await _totals(opened.storage) == totals, f"after {writes} writes"
        unnamed = {term.person_id for term in await _terms(opened.storage, RUNNING)} - {BOB}
        assert len(unnamed) == 1, f"after {writes} writes"
    # Every row that names her costs one write or two, and each of them was the last one once.
    assert writes > 50


async def test_erasing_twice_or_somebody_who_never_was_there_changes_nothing(kept: Kept) -> None:
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    before = {name: dict(table.rows) for name, table in kept.tables.items()}
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    await erase_ambassador("nobody-1", kept.backend, now=THURSDAY)
    assert {name: dict(table.rows) for name, table in kept.tables.items()} == before


async def test_another_organisation_whose_id_begins_alike_is_left_alone(kept: Kept) -> None:
    foreign = {"PartitionKey": f"{TENANT}-b|decisions", "RowKey": "d", "recorded_by": ANNA}
    await kept.tables["decisions"].write(Put(foreign))
    await erase_ambassador(ANNA, kept.backend, now=THURSDAY)
    assert [row["PartitionKey"] for _, row in kept.mentions(ANNA)] == [f"{TENANT}-b|decisions"]
