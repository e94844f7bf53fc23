"""What is written while somebody is being erased, between the look that finds them and the one that is the last."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from passeur.ambassadors.check_ins import CheckInState
from passeur.ambassadors.find_in_programme import find_in_programme
from passeur.ambassadors.leave_programme import Leaving, leave_programme
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.errors import StorageUnavailable
from passeur.privacy.erase_people import Looked, erase_people
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import ShareRef
from passeur.storage.entities import KEY
from tests.passeur.ambassadors.check_ins import REF, TENANT, THURSDAY, a_check_in
from tests.passeur.ambassadors.erasing import ANNA, BOB, CALLING, CHLOE, MARKS, RUNNING, WORDS, being
from tests.passeur.privacy.everywhere import HERS, plant_everywhere
from tests.passeur.privacy.mortal import Kept, Told, open_mortal

STAND_IN = f"erased-{7:032x}"
LEAVING = Leaving(ANNA, STAND_IN)
ERASURE = Erasure(TENANT, ANNA, STAND_IN, TheirShares.STAY, THURSDAY, "fr")


@pytest.fixture
async def kept() -> Kept:
    opened = open_mortal()
    await plant_everywhere(opened.storage, TENANT)
    return opened


async def _review(kept: Kept, cohort_id: str, person_id: str, reviewer_id: str) -> None:
    await kept.storage.candidates.review(Review(TENANT, cohort_id, person_id, reviewer_id, MARKS, THURSDAY))


def _words_of(kept: Kept) -> list[str]:
    """Where the words that Anna wrote, or others wrote about her, still are among candidates and check-ins."""
    return [row[KEY] for name, row in kept.mentions(WORDS) if name in ("candidates", "checkins")]


async def _hand_over_to(kept: Kept, successor_id: str) -> None:
    def accepted(term: Term | None) -> Term:
        assert term is not None
        return term.handing_over_to(successor_id, THURSDAY).handed_over(successor_id, THURSDAY)

    await kept.storage.terms.change(TENANT, RUNNING, ANNA, accepted)


async def test_a_review_that_comes_after_the_look_goes_with_the_candidate(kept: Kept) -> None:
    found = await find_in_programme([ANNA], kept.backend)
    await _review(kept, CALLING, ANNA, "reviewer-9")
    await leave_programme(LEAVING, found[ANNA], kept.backend, now=THURSDAY)
    assert await kept.storage.candidates.reviews_of(TENANT, CALLING, ANNA) == []


async def test_whatever_the_programme_was_sent_after_somebody_left_it_keeps_no_word_under_the_pseudonym(
    kept: Kept,
) -> None:
    found = await find_in_programme([ANNA], kept.backend)
    candidate = await kept.storage.candidates.get(TENANT, CALLING, ANNA)
    assert candidate is not None
    await leave_programme(LEAVING, found[ANNA], kept.backend, now=THURSDAY)
    await _review(kept, CALLING, ANNA, "reviewer-9")
    await _review(kept, CALLING, CHLOE, ANNA)
    await kept.storage.candidates.change(TENANT, RUNNING, ANNA, being(replace(candidate, cohort_id=RUNNING)))
    period = REF.period.plus(4)
    asking = a_check_in(ANNA, period, tenant_id=TENANT, help_text=WORDS, may_ask_peers=True, prompts=3)
    await kept.storage.check_ins.change(TENANT, asking.cohort_id, period, ANNA, being(asking))
    assert len(_words_of(kept)) == 4, _words_of(kept)
    await kept.storage.erasures.leave(TENANT, [ERASURE])
    assert _words_of(kept) == []
    assert await kept.storage.candidates.reviews_of(TENANT, CALLING, STAND_IN) == []
    (review,) = await kept.storage.candidates.reviews_of(TENANT, CALLING, CHLOE)
    assert (review.reviewer_id, {mark.value for mark in review.marks.values()}) == (STAND_IN, {2})
    assert await kept.storage.check_ins.asking(TENANT, period, period) == []
    left = await kept.storage.check_ins.get(TENANT, asking.cohort_id, period, STAND_IN)
    assert left is not None
    assert (left.state, left.prompts) == (CheckInState.ANSWERED, 3)


@pytest.mark.parametrize("tried_before", [False, True])
async def test_a_hand_over_that_is_accepted_after_the_look_stays_one(kept: Kept, *, tried_before: bool) -> None:
    found = await find_in_programme([ANNA], kept.backend)
    if tried_before:
        # A try that was cut right before it forgot the person's own term.
        (term,) = (term for term in found[ANNA].terms if term.cohort_id == RUNNING)
        left = replace(term.ended(Ending.THANKED, THURSDAY), person_id=STAND_IN)
        await kept.storage.terms.change(TENANT, RUNNING, STAND_IN, being(left))
    await _hand_over_to(kept, CHLOE)
    await leave_programme(LEAVING, found[ANNA], kept.backend, now=THURSDAY)
    ended = await kept.storage.terms.get(TENANT, RUNNING, STAND_IN)
    assert ended is not None
    assert (ended.ending, ended.successor_id) == (Ending.HANDED_OVER, CHLOE)
    assert await kept.storage.terms.get(TENANT, RUNNING, ANNA) is None


async def test_what_somebody_took_over_after_the_look_ends_as_well(kept: Kept) -> None:
    theirs = await kept.storage.terms.get(TENANT, RUNNING, ANNA)
    assert theirs is not None
    await kept.storage.terms.forget(TENANT, RUNNING, ANNA)
    found = await find_in_programme([ANNA], kept.backend)
    assert [(term.cohort_id, term.person_id) for term in found[ANNA].asked] == [(RUNNING, BOB)]
    await kept.storage.terms.change(TENANT, RUNNING, ANNA, being(theirs))
    await leave_programme(LEAVING, found[ANNA], kept.backend, now=THURSDAY)
    ended = await kept.storage.terms.get(TENANT, RUNNING, STAND_IN)
    assert ended is not None
    assert ended.state is TermState.ENDED


class _Busy(Told):
    """Teams takes no more."""

    async def redraw(self, traces: Traces) -> bool:
        return False

    async def redraw_digests(self, shares: Collection[ShareRef]) -> bool:
        return False


async def _look(kept: Kept, told: Told, look: int) -> Looked:
    under_way = await kept.backend.erasures.under_way(TENANT)
    return await erase_people(under_way, kept.backend, told, now=THURSDAY + look * SETTLES_IN)


async def _found_again(kept: Kept) -> None:
    """Once everything was gone through, something is there again."""
    await kept.storage.erasures.begin(ERASURE)
    await _look(kept, Told(), 0)
    await kept.storage.shares.record_reproduction(TENANT, Reproduction(HERS, ANNA, Outcome.WORKED, THURSDAY))


async def test_what_a_second_look_found_is_drawn_anew_however_late_teams_takes_it(kept: Kept) -> None:
    await _found_again(kept)
    assert not (await _look(kept, _Busy(), 1)).finished
    told = Told()
    assert not (await _look(kept, told, 2)).finished
    assert len(told.drawn) == 1
    assert list((await _look(kept, told, 3)).finished) == [ANNA]


async def test_a_second_look_that_is_cut_at_any_write_leaves_nothing_undrawn() -> None:
    cuts = 0
    for writes in range(12):
        kept = open_mortal()
        await plant_everywhere(kept.storage, TENANT)
        await _found_again(kept)
        told, kept.life.left = Told(), writes
        try:
            cuts += bool((await _look(kept, told, 1)).held_up)
        except StorageUnavailable:
            cuts += 1
        kept.life.left = None
        for look in range(2, 6):
            await _look(kept, told, look)
        assert await kept.backend.erasures.under_way(TENANT) == [], f"after {writes} writes"
        assert told.drawn, f"after {writes} writes"
    assert cuts > 3
