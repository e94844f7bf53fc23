import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from passeur.ambassadors.answer_check_in import (
    Clicked,
    skip_check_in,
    snooze_check_in,
    submit_check_in,
    working_days_after,
)
from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.delivery.sending_hours import SendingHours
from passeur.errors import FormRefused
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.passeur.ambassadors.check_ins import PARIS, REF, TENANT, THURSDAY, a_term

HOURS = SendingHours(PARIS)
FILLED = {"workshops": "1", "prompts": "3", "use_cases": "2", "gain_hours": "4,5"}


async def opened(term: Term | None = None) -> Storage:
    storage = open_memory_storage()
    written = term or a_term()
    await storage.terms.change(TENANT, "2026-1", "p-1", lambda _: written)
    return storage


def clicked(version: int = 0, at: datetime = THURSDAY) -> Clicked:
    return Clicked(TENANT, REF, "p-1", version, at)


async def submit(storage: Storage, click: Clicked | None = None, **typed: str) -> CheckIn:
    return await submit_check_in(
        click or clicked(), {**FILLED, **typed}, terms=storage.terms, check_ins=storage.check_ins, zone=PARIS
    )


async def snooze(storage: Storage, click: Clicked | None = None) -> CheckIn:
    return await snooze_check_in(click or clicked(), terms=storage.terms, check_ins=storage.check_ins, hours=HOURS)


async def skip(storage: Storage, click: Clicked | None = None) -> CheckIn:
    return await skip_check_in(click or clicked(), terms=storage.terms, check_ins=storage.check_ins, zone=PARIS)


async def stored(storage: Storage) -> CheckIn | None:
    return await storage.check_ins.get(TENANT, REF.cohort_id, REF.period, "p-1")


async def declined(call: object) -> Why:
    with pytest.raises(Declined) as refused:
        await call  # type: ignore[misc]  # a coroutine that each test makes
    return refused.value.why


async def test_an_answer_is_kept_for_the_trade_and_site_of_the_term() -> None:
    storage = await opened()
    said = await submit(storage)
    assert said == await stored(storage)
    assert (said.trade, said.site, said.cohort_id, said.period) == ("achats", "lyon", "2026-1", REF.period)
    assert (said.workshops, said.prompts, said.use_cases, said.gain_hours) == (1, 3, 2, Decimal("4.5"))
    assert (said.state, said.version, said.at) == (CheckInState.ANSWERED, 1, THURSDAY)


async def test_the_same_answer_again_changes_nothing_whenever_and_from_whatever_card_it_comes() -> None:
    storage = await opened()
    first = await submit(storage)
    later = clicked(at=THURSDAY + timedelta(days=3))
    assert await submit(storage, later) == first
    assert await submit(storage, clicked(version=1)) == first
    assert await submit(storage, clicked(version=7)) == first
    assert all(await asyncio.gather(*(submit(storage) for _ in range(5))))
    assert await stored(storage) == first


async def test_two_devices_that_say_different_things_do_not_undo_each_other_unseen() -> None:
    storage = await opened()
    first = await submit(storage)
    assert await declined(submit(storage, workshops="9")) is Why.ALREADY_ANSWERED
    assert await stored(storage) == first
    assert (await submit(storage, clicked(version=1), workshops="9")).version == 2


async def test_of_two_at_the_same_moment_one_is_kept_and_the_other_hears_of_it() -> None:
    storage = await opened()
    answers = await asyncio.gather(*(submit(storage, workshops=n) for n in ("1", "2", "3")), return_exceptions=True)
    kept = [each for each in answers if isinstance(each, CheckIn)]
    assert [each.why for each in answers if isinstance(each, Declined)] == [Why.ALREADY_ANSWERED] * 2
    assert kept == [await stored(storage)]


async def test_an_old_try_that_arrives_after_a_correction_does_not_undo_it() -> None:
    storage = await opened()
    await submit(storage)
    corrected = await submit(storage, clicked(version=1), workshops="2")
    assert await declined(submit(storage)) is Why.ALREADY_ANSWERED
    assert await stored(storage) == corrected


async def test_a_clock_that_jumps_back_changes_nothing_that_was_said() -> None:
    storage = await opened()
    first = await submit(storage)
    assert await submit(storage, clicked(at=THURSDAY - timedelta(days=5))) == first
    assert await declined(submit(storage, clicked(at=THURSDAY - timedelta(days=50)))) is Why.PERIOD_NOT_BEGUN


async def test_what_is_refused_is_refused_before_anything_is_read_or_written() -> None:
    storage = await opened()
    with pytest.raises(FormRefused):
        await submit(storage, workshops="-1")
    assert await stored(storage) is None


@pytest.mark.parametrize("act", [submit, snooze, skip])
async def test_nobody_but_an_ambassador_of_the_period_says_anything(act: object) -> None:
    ended = a_term(state=TermState.ENDED, ending=Ending.DECLINED, ended_at=THURSDAY)
    for term, why in ((a_term(state=TermState.OFFERED), Why.NOT_AN_AMBASSADOR), (ended, Why.TERM_OVER)):
        storage = await opened(term)
        assert await declined(act(storage)) is why  # type: ignore[operator]  # one of the three above
        assert await stored(storage) is None
    storage = open_memory_storage()
    assert await declined(act(storage)) is Why.NOT_AN_AMBASSADOR  # type: ignore[operator]  # one of the three above
    closed = clicked(at=datetime(2026, 12, 14, 8, tzinfo=UTC))
    assert await declined(act(await opened(), closed)) is Why.PERIOD_CLOSED  # type: ignore[operator]  # as above


async def test_snoozing_asks_again_two_working_days_later_however_often_it_is_clicked() -> None:
    storage = await opened()
    said = await snooze(storage)
    # From Thursday over the weekend to Monday, at eight in Paris.
    assert (said.state, said.until) == (CheckInState.SNOOZED, datetime(2026, 11, 30, 7, tzinfo=UTC))
    assert await snooze(storage, clicked(at=THURSDAY + timedelta(hours=30))) == said
    again = await snooze(storage, clicked(version=1, at=datetime(2026, 11, 30, 9, tzinfo=UTC)))
    assert (again.version, again.until) == (2, datetime(2026, 12, 2, 7, tzinfo=UTC))


def test_working_days_leave_out_weekends_holidays_and_the_night_on_which_clocks_change() -> None:
    friday = datetime(2026, 10, 23, 15, tzinfo=UTC)
    assert working_days_after(friday, 2, HOURS) == datetime(2026, 10, 27, 7, tzinfo=UTC)
    before_christmas = datetime(2026, 12, 24, 10, tzinfo=UTC)
    assert working_days_after(before_christmas, 2, HOURS) == datetime(2026, 12, 29, 7, tzinfo=UTC)
    spring = datetime(2027, 3, 26, 22, 30, tzinfo=UTC)
    assert working_days_after(spring, 1, HOURS) == datetime(2027, 3, 30, 6, tzinfo=UTC)


async def test_near_the_end_of_a_period_a_snooze_does_not_ask_again() -> None:
    storage = await opened()
    said = await snooze(storage, clicked(at=datetime(2026, 12, 11, 9, tzinfo=UTC)))
    assert (said.state, said.until, said.wakes) == (CheckInState.SNOOZED, None, False)


async def test_what_was_put_off_or_passed_over_can_still_be_answered() -> None:
    storage = await opened()
    await snooze(storage)
    await skip(storage)
    skipped = await stored(storage)
    assert skipped is not None
    assert (skipped.state, skipped.until, skipped.wakes) == (CheckInState.SKIPPED, None, False)
    assert await skip(storage) == skipped
    said = await submit(storage)
    assert (said.state, said.version, said.until) == (CheckInState.ANSWERED, 3, None)


@pytest.mark.parametrize("act", [snooze, skip])
async def test_an_answer_is_neither_put_off_nor_passed_over(act: object) -> None:
    storage = await opened()
    said = await submit(storage)
    assert await declined(act(storage)) is Why.ALREADY_ANSWERED  # type: ignore[operator]  # one of the two above
    assert await stored(storage) == said


async def test_words_are_passed_on_once_and_again_only_when_they_change() -> None:
    storage = await opened()
    said = await submit(storage, blocker_text="Les licences manquent.")
    assert said.asks
    await storage.check_ins.change(TENANT, REF.cohort_id, REF.period, "p-1", lambda _: replace(said, told=True))
    more = await submit(storage, clicked(version=1), blocker_text="Les licences manquent.", workshops="5")
    assert (more.version, more.told, more.asks) == (2, True, False)
    others = await submit(storage, clicked(version=2), blocker_text="Les licences et le temps manquent.")
    assert others.asks
    themes = await submit(storage, clicked(version=3), blockers=Blocker.TIME)
    assert not themes.asks
