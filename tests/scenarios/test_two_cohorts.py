"""Somebody between two cohorts whose periods begin in the same week: each asks for itself, and loses no word."""

from dataclasses import replace
from typing import Any

from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.find_in_programme import find_in_programme
from passeur.ambassadors.leave_programme import Leaving, leave_programme
from passeur.ambassadors.terms import Ending, TermState
from tests.fakes.card_reading import words
from tests.passeur.ambassadors.check_ins import REF, a_cohort, a_term
from tests.scenarios.check_in_period import FILLED, cohort, received, send, tick, write_term
from tests.scenarios.house import CLAIRE, KARIM, House

OTHER = CheckInRef("2026-2", REF.period, 2)
STAND_IN = "erased-" + "0" * 32


async def between_two(house: House) -> list[Any]:
    """Karim's first cohort was closed in the week in which his second one began; both cards have come."""
    await cohort(house, KARIM)
    await house.storage.cohorts.create(a_cohort(house.tenant, id=OTHER.cohort_id))
    await write_term(house, a_term(KARIM.id, house.tenant, cohort_id=OTHER.cohort_id, trade="rh"))
    await tick(house)
    cards = received(house, KARIM)
    assert len(cards) == 2
    return cards


async def said(house: House, ref: CheckInRef) -> CheckIn:
    stored = await house.storage.check_ins.get(house.tenant, ref.cohort_id, ref.period, KARIM.id)
    assert stored is not None
    return stored


async def test_both_are_asked_answered_corrected_and_kept_apart(house: House) -> None:
    one, other = await between_two(house)
    for card, prompts in ((one, "3"), (other, "8"), (one, "3")):
        answer = await send(house, card, **{**FILLED, "prompts": prompts})
        assert "prompts" in words(answer)
    kept = [await said(house, ref) for ref in (REF, OTHER)]
    assert sorted((each.cohort_id, each.trade) for each in kept) == [("2026-1", "achats"), ("2026-2", "rh")]
    assert sorted(each.prompts for each in kept) == [3, 8]
    assert [each.version for each in kept] == [1, 1]


async def test_whoever_answered_for_the_first_is_still_asked_for_the_second(house: House) -> None:
    await cohort(house, KARIM)
    await tick(house)
    (card,) = received(house, KARIM)
    await send(house, card, **FILLED)
    ended = a_term(KARIM.id, house.tenant, state=TermState.ENDED, ending=Ending.RENEWED, ended_at=house.clock.now)
    await write_term(house, ended)
    await house.storage.cohorts.create(a_cohort(house.tenant, id=OTHER.cohort_id))
    await write_term(house, replace(a_term(KARIM.id, house.tenant), cohort_id=OTHER.cohort_id))
    await tick(house)
    assert len(received(house, KARIM)) == 2
    await send(house, received(house, KARIM)[-1], **{**FILLED, "prompts": "8"})
    assert [(await said(house, ref)).prompts for ref in (REF, OTHER)] == [3, 8]


async def test_both_leave_with_their_person_and_stay_counted(house: House) -> None:
    for card, prompts in zip(await between_two(house), ("3", "8"), strict=True):
        await send(house, card, **{**FILLED, "prompts": prompts})
    for _ in range(2):
        found = await find_in_programme([KARIM.id], house.backend)
        await leave_programme(Leaving(KARIM.id, STAND_IN), found[KARIM.id], house.backend, now=house.clock.now)
    pages = [page async for page in house.storage.check_ins.between(house.tenant, REF.period, REF.period)]
    left = [each for page in pages for each in page]
    assert {each.person_id for each in left} == {STAND_IN}
    assert sorted(each.prompts for each in left) == [3, 8]
    assert CLAIRE.id not in {each.person_id for each in left}
