"""Erasing somebody: totals as they were, nothing of them anywhere, and an erasure that is cut is completed."""

import hashlib
from collections import Counter
from decimal import Decimal
from itertools import count

import pytest

from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.workshops import respondent_of
from passeur.briefs.summaries import Pseudonyms, WeekSummary
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.errors import StorageUnavailable
from passeur.people import Role
from passeur.periods import Month, Week
from passeur.privacy.erase_again import erase_again
from passeur.privacy.erasures import SETTLES_IN, TheirShares
from passeur.sharing.recaps import build_recap
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.withdraw_share import withdraw_share
from passeur.storage.bundle import ERASURES, Storage
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.leaving import hashed
from passeur.storage.table import Put
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, BOB, CALLING, CHAT, CHLOE, OLD, RUN, RUNNING, WORDS
from tests.passeur.privacy.everywhere import (
    BOBS_CHAT,
    CHILD,
    ELSEWHERE,
    EMAIL,
    HERS,
    NAME,
    OLD_ONE,
    TOLD,
    WEEK,
    plant_everywhere,
)
from tests.passeur.privacy.mortal import Kept, Told, erase, look_once, open_mortal

FIRST, LAST = Week(2025, 1), Week(2027, 52)
# Where nobody is named, whatever happens.
NAMELESS = {"proofs", "channels", "claims", "paces", "summaries", "recaps", "literacy", "answers", ERASURES}


@pytest.fixture
async def kept() -> Kept:
    opened = open_mortal()
    await plant_everywhere(opened.storage, TENANT)
    return opened


async def _terms(storage: Storage, cohort_id: str) -> list[Term]:
    return [term async for page in storage.terms.pages(TENANT, cohort_id) for term in page]


async def _check_ins(storage: Storage) -> list[CheckIn]:
    return [each async for page in storage.check_ins.between(TENANT, FIRST, LAST) for each in page]


async def totals(storage: Storage) -> dict[str, object]:
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


async def shared(storage: Storage) -> dict[str, object]:
    """What is counted of sharing: each card's numbers, the five best, and what a month's brief is made of."""
    facts = await storage.shares.facts(TENANT, FIRST, LAST)
    threads = [each for week in range(40, 49) async for each in storage.shares.threads(TENANT, Week(2026, week))]
    folded = [
        WeekSummary.fold(week, of_week, Pseudonyms(b"k"), until=THURSDAY, now=THURSDAY)
        for week in sorted({each.thread.share.ref.week for each in threads})
        if (of_week := [each for each in threads if each.thread.share.ref.week == week])
    ]
    return {
        "cards": {each.thread.share.ref: (each.thread.tally(), each.thread.varied()) for each in threads},
        "best": build_recap(WEEK, facts, told=set(), until=THURSDAY),
        "reports": {each.thread.share.ref: len(each.reports) for each in threads},
        "lines": [
            [
                (line.ref, line.tool, line.gain, line.confirmed, line.failed, line.trades, line.needs)
                for line in each.shares
            ]
            for each in folded
        ],
        "authors": [len({line.author for line in each.shares}) for each in folded],
        "tryers": [Counter(tryer.trade for tryer in each.tryers) for each in folded],
        "signals": [Counter((signal.source, signal.need) for signal in each.signals) for each in folded],
        "kept_recaps": len(await storage.recaps.between(TENANT, FIRST, LAST)),
    }


def _rows(kept: Kept) -> dict[str, list[Row]]:
    """Everything that is stored, but who was erased and which version of a row it is."""
    return {
        name: [
            {column: value for column, value in row.items() if column != "odata.etag"} for row in table.rows.values()
        ]
        for name, table in kept.tables.items()
        if name != ERASURES
    }


def _traces(kept: Kept) -> dict[str, list[str]]:
    """Where anything still leads to Anna: her ids, name, e-mail, chat, and what she wrote to a few people."""
    marks = (ANNA, NAME, EMAIL, CHAT.conversation_id, WORDS, hashed(ANNA), hashed(CHAT.conversation_id))
    return {mark: found for mark in marks if (found := [name for name, _ in kept.leads_to(mark)])}


async def test_nothing_of_the_person_is_left_in_any_table(kept: Kept) -> None:
    assert {name for name, _ in kept.mentions(ANNA)} == set(kept.tables) - NAMELESS
    assert _traces(kept).keys() == {
        ANNA,
        NAME,
        EMAIL,
        CHAT.conversation_id,
        WORDS,
        hashed(ANNA),
        hashed(CHAT.conversation_id),
    }
    await erase(ANNA, kept.backend, CHAT)
    assert _traces(kept) == {}


async def test_every_total_is_what_it_was(kept: Kept) -> None:
    before = await totals(kept.storage), await shared(kept.storage)
    await erase(ANNA, kept.backend, CHAT)
    assert (await totals(kept.storage), await shared(kept.storage)) == before


async def test_shares_stay_as_those_of_a_colleague_without_a_name_or_go_as_their_author_could_take_them_back(
    kept: Kept,
) -> None:
    await erase(ANNA, kept.backend, CHAT)
    share = await kept.storage.shares.get(TENANT, HERS)
    assert share is not None
    assert (share.author_name, share.withdrawn) == ("", False)
    assert TOLD in share.content.use_case
    assert NAME not in share.content.use_case
    other = open_mortal()
    await plant_everywhere(other.storage, TENANT)
    by_hand = open_mortal()
    await plant_everywhere(by_hand.storage, TENANT)
    for ref in (HERS, OLD_ONE, CHILD):
        own = await by_hand.storage.shares.get(TENANT, ref)
        assert own is not None
        backend = by_hand.backend
        await withdraw_share(TENANT, ref, 1, ANNA, claims=backend.claims, shares=backend.shares, now=THURSDAY)
    expected = await totals(by_hand.storage), await shared(by_hand.storage)
    await erase(ANNA, other.backend, CHAT, TheirShares.WITHDRAWN)
    assert (await totals(other.storage), await shared(other.storage)) == expected
    assert [row for _, row in other.mentions(TOLD) if row.get("author_id", "") != BOB] == []
    assert _traces(other) == {}


async def test_whoever_leads_a_team_or_the_programme_does_no_more_and_their_people_are_still_there(kept: Kept) -> None:
    await erase(ANNA, kept.backend, CHAT)
    assert await kept.storage.people.get(TENANT, ANNA) is None
    bob = await kept.storage.people.get(TENANT, BOB)
    assert bob is not None
    assert (bob.manager_id, bob.name) == (None, "Bob Durand")
    assert await kept.storage.teams.get(TENANT, ANNA) is None
    assert list(await kept.storage.roles.holders(TENANT, Role.PROGRAMME_LEAD)) == [BOB]
    assert len(await kept.storage.kept.of_person(TENANT, BOB)) == 1
    run = await kept.storage.runs.get(TENANT, RUN)
    assert run is not None
    assert [watcher.activity_id for watcher in run.watchers] == ["card-2"]
    summary = await kept.storage.directory.summary(TENANT)
    assert summary is not None
    assert summary.people == 2


async def test_the_person_is_told_when_everything_is_done_and_their_chat_is_forgotten_after(kept: Kept) -> None:
    told = await erase(ANNA, kept.backend, CHAT)
    assert [each.address for each in told.told] == [CHAT]
    # What shows them was drawn anew once it named nobody, and not again when nothing more was found.
    (drawn,) = told.drawn
    assert set(drawn.shares) == {HERS, OLD_ONE, CHILD}
    assert {where.row.split("|")[2] for where in drawn.messages} == {"thanks", "report"}
    assert not [row for row in kept.tables[ERASURES].rows.values() if "conversation_id" in row]


async def test_what_cannot_be_told_yet_is_told_later_and_what_was_written_meanwhile_goes_too(kept: Kept) -> None:
    told = Told(answers=False)
    with pytest.raises(AssertionError, match="never ends"):
        await erase(ANNA, kept.backend, CHAT, told=told)
    assert len(told.told) > 1
    await kept.storage.shares.record_reproduction(TENANT, Reproduction(HERS, ANNA, Outcome.WORKED, THURSDAY))
    told.answers = True
    now = THURSDAY + 20 * SETTLES_IN
    assert not await look_once(ANNA, kept.backend, told, now)
    assert not await look_once(ANNA, kept.backend, told, now + SETTLES_IN / 2)
    assert await look_once(ANNA, kept.backend, told, now + SETTLES_IN)
    assert _traces(kept) == {}


async def test_all_that_is_remembered_is_a_hash_that_says_nothing_without_its_key(kept: Kept) -> None:
    await erase(ANNA, kept.backend, CHAT)
    rows = list(kept.tables[ERASURES].rows.values())
    assert sorted(row[PARTITION].rpartition("|")[2] for row in rows) == ["gone", "gone", "key"]
    assert not {hashlib.sha256(mark.encode()).hexdigest()[:32] for mark in (ANNA, EMAIL)} & {row[KEY] for row in rows}
    gone = await kept.storage.erasures.gone(TENANT)
    assert [gone(mark) for mark in (ANNA, EMAIL, EMAIL.upper(), BOB, "")] == [True, True, True, False, False]


async def test_what_a_restore_brought_back_is_found_by_the_hashes_alone(kept: Kept) -> None:
    await erase(ANNA, kept.backend, CHAT)
    await plant_everywhere(kept.storage, TENANT)
    assert await kept.storage.erasures.marked_among_rows(TENANT, THURSDAY) == [ANNA]
    assert await kept.storage.erasures.marked_among_rows(TENANT, THURSDAY + 3 * SETTLES_IN) == []
    await erase_again(kept.backend, since=THURSDAY, now=THURSDAY)
    now = THURSDAY + SETTLES_IN
    for _ in range(3):
        await look_once(ANNA, kept.backend, Told(), now)
        now += SETTLES_IN
    assert _traces(kept) == {}


async def test_nothing_leads_from_the_person_to_the_pseudonym_and_no_two_erasures_draw_the_same(kept: Kept) -> None:
    drawn = set()
    for opened in (kept, open_mortal()):
        if opened is not kept:
            await plant_everywhere(opened.storage, TENANT)
        await erase(ANNA, opened.backend, CHAT)
        drawn |= {term.person_id for term in await _terms(opened.storage, RUNNING)} - {BOB}
        assert not [key for key in opened.tables[ERASURES].rows if key[0].endswith("jobs")]
    assert len(drawn) == 2


async def test_a_term_in_office_ends_and_a_candidacy_under_way_is_withdrawn(kept: Kept) -> None:
    await erase(ANNA, kept.backend, CHAT)
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
    await erase(ANNA, kept.backend, CHAT)
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
    await erase(ANNA, kept.backend, CHAT)
    left = (await respondents())["CDEFGHJ9"]
    assert len(left) == 2
    assert chloe in left
    assert anna not in left


async def test_nothing_is_owed_to_the_person_any_more_and_what_was_sent_stays_counted(kept: Kept) -> None:
    await erase(ANNA, kept.backend, CHAT)
    owed = [each async for each in kept.storage.deliveries.unfinished(TENANT, FIRST)]
    assert {each.person_id for each in owed} == {BOB, None}
    assert CHAT not in {each.address for each in owed}
    rows = [row for row in kept.tables["messages"].rows.values() if not row[KEY].endswith(BOB)]
    assert [(row["state"], row["reason"]) for row in rows] == [(DeliveryState.SKIPPED, Reason.LEFT)]
    places = {
        row["conversation_id"]
        for table in kept.tables.values()
        for row in table.rows.values()
        if "conversation_id" in row
    }
    assert places == {ELSEWHERE.conversation_id, BOBS_CHAT.conversation_id}
    states = Counter[str]()
    for shard in "0123456789abcdef":
        states.update((await kept.storage.runs.tally(TENANT, RUN, shard)).states)
    assert states == {DeliveryState.SENT: 1, DeliveryState.PENDING: 1}


async def test_an_erasure_that_is_cut_at_any_write_is_completed_by_the_next_one() -> None:
    whole = open_mortal()
    await plant_everywhere(whole.storage, TENANT)
    expected = await totals(whole.storage), await shared(whole.storage)
    for writes in count():
        opened = open_mortal()
        await plant_everywhere(opened.storage, TENANT)
        opened.life.left = writes
        try:
            await erase(ANNA, opened.backend, CHAT)
        except StorageUnavailable:
            opened.life.left = None
            await erase(ANNA, opened.backend, CHAT)
        else:
            break
        assert _traces(opened) == {}, f"after {writes} writes"
        assert (await totals(opened.storage), await shared(opened.storage)) == expected, f"after {writes} writes"
        unnamed = {term.person_id for term in await _terms(opened.storage, RUNNING)} - {BOB}
        assert len(unnamed) == 1, f"after {writes} writes"
    # Every row that names her costs one write or two, and each of them was the last one once.
    assert writes > 80


async def test_erasing_twice_or_somebody_who_never_was_there_changes_nothing(kept: Kept) -> None:
    await erase(ANNA, kept.backend, CHAT)
    before = _rows(kept)
    await erase(ANNA, kept.backend, CHAT)
    await erase("nobody-1", kept.backend, CHAT)
    assert _rows(kept) == before


async def test_another_organisation_whose_id_begins_alike_is_left_alone(kept: Kept) -> None:
    foreign = {"PartitionKey": f"{TENANT}-b|decisions", "RowKey": "d", "recorded_by": ANNA}
    await kept.tables["decisions"].write(Put(foreign))
    await erase(ANNA, kept.backend, CHAT)
    assert [row["PartitionKey"] for _, row in kept.leads_to(ANNA)] == [f"{TENANT}-b|decisions"]
