"""Workshops, their feedback and guessed codes, on both storages."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any, cast

import pytest

from passeur.ambassadors.guesses import Guesses
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.errors import Outdated, StorageUnavailable
from passeur.periods import Week
from passeur.storage.bundle import Storage
from passeur.storage.workshops_table import WorkshopsTable
from tests.storage.counting import CountingTransport
from tests.storage.samples import NOW, WEEK

DAY = date(2026, 11, 18)


def a_workshop(tenant: str, number: int = 1, **changes: Any) -> Workshop:
    workshop = Workshop(
        tenant,
        f"{number:032x}",
        "2026-1",
        "host-1",
        "finance",
        "lyon",
        "Relire un contrat avec l’IA",
        DAY,
        12,
        f"CODE{number:04d}",
        NOW,
        begins=time(14, 30),
        minutes=90,
        place="Salle Rhône",
    )
    return replace(workshop, **changes)


def an_answer(workshop: Workshop, person: str = "a1", **changes: Any) -> Feedback:
    return replace(Feedback(workshop.id, person, 4, will_use=True, at=NOW), **changes)


async def counted(storage: Storage, tenant: str, first: Week, last: Week) -> list[tuple[Workshop, Sequence[Feedback]]]:
    return [each async for each in storage.workshops.between(tenant, first, last)]


async def test_a_workshop_comes_back_by_its_host_by_its_code_and_by_its_week(storage: Storage, tenant: str) -> None:
    workshop = a_workshop(tenant)
    plain = a_workshop(tenant, 2, begins=None, place="", reached=0, host_id="host-2")
    for each in (workshop, plain):
        assert await storage.workshops.add(each) == each
        assert await storage.workshops.get(tenant, each.host_id, each.id) == each
        assert await storage.workshops.by_code(tenant, each.code) == each
    assert await counted(storage, tenant, WEEK, WEEK) == [(workshop, []), (plain, [])]
    assert await storage.workshops.get(tenant, "host-2", workshop.id) is None
    assert await storage.workshops.by_code(tenant, "NOTHERE") is None
    assert await storage.workshops.by_code(f"{tenant}-b", workshop.code) is None


async def test_of_clicks_at_the_same_time_one_workshop_is_made_with_one_code(storage: Storage, tenant: str) -> None:
    clicks = [a_workshop(tenant, code=f"DRAWN{number}", reached=number) for number in range(6)]
    added = await asyncio.gather(*map(storage.workshops.add, clicks))
    assert len(set(added)) == 1
    assert await counted(storage, tenant, WEEK, WEEK) == [(added[0], [])]
    found = [await storage.workshops.by_code(tenant, click.code) for click in clicks]
    assert [each for each in found if each] == [added[0]]


async def test_a_code_that_is_taken_records_nothing(storage: Storage, tenant: str) -> None:
    first = await storage.workshops.add(a_workshop(tenant))
    with pytest.raises(StorageUnavailable):
        await storage.workshops.add(a_workshop(tenant, 2, code=first.code))
    assert await counted(storage, tenant, WEEK, WEEK) == [(first, [])]


async def test_one_answer_is_kept_for_each_respondent_beside_the_workshop(storage: Storage, tenant: str) -> None:
    workshop, other = [await storage.workshops.add(a_workshop(tenant, number)) for number in (1, 2)]
    for answer in (an_answer(workshop), an_answer(workshop, "b2", useful=2), an_answer(other, will_use=False)):
        await storage.workshops.answer(workshop if answer.workshop_id == workshop.id else other, answer)
    again = an_answer(workshop, useful=1, will_use=False, at=NOW + timedelta(hours=1))
    await storage.workshops.answer(workshop, again)
    assert list(await storage.workshops.feedback(workshop)) == [again, an_answer(workshop, "b2", useful=2)]
    assert await counted(storage, tenant, WEEK, WEEK) == [
        (workshop, [again, an_answer(workshop, "b2", useful=2)]),
        (other, [an_answer(other, will_use=False)]),
    ]


async def test_a_workshop_that_is_moved_takes_its_feedback_and_is_counted_once(storage: Storage, tenant: str) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    for number in range(3):
        await storage.workshops.answer(workshop, an_answer(workshop, f"a{number}"))
    moved = replace(workshop, on=DAY - timedelta(days=30), version=2)
    await storage.workshops.replace(moved)
    await storage.workshops.answer(workshop, an_answer(workshop, "late"))
    ((found, feedback),) = await counted(storage, tenant, WEEK.plus(-60), WEEK.plus(60))
    assert found == moved
    assert [each.respondent for each in feedback] == ["a0", "a1", "a2", "late"]
    assert await counted(storage, tenant, WEEK, WEEK) == []
    assert await storage.workshops.by_code(tenant, workshop.code) == moved


async def test_answers_while_the_workshop_moves_are_all_kept(storage: Storage, tenant: str) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    moves = [replace(workshop, on=DAY - timedelta(weeks=2 * number), version=number + 2) for number in range(4)]

    async def move() -> None:
        for each in moves:
            await storage.workshops.replace(each)

    answers = [storage.workshops.answer(workshop, an_answer(workshop, f"a{number:02d}")) for number in range(20)]
    await asyncio.gather(move(), *answers)
    ((found, feedback),) = await counted(storage, tenant, WEEK.plus(-60), WEEK.plus(60))
    assert (found, len(feedback)) == (moves[-1], 20)


async def test_of_two_who_write_the_same_version_the_second_is_told(storage: Storage, tenant: str) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    mine, theirs = (replace(workshop, version=2, reached=reached) for reached in (5, 6))
    await storage.workshops.replace(mine)
    await storage.workshops.replace(mine)
    with pytest.raises(Outdated):
        await storage.workshops.replace(theirs)
    assert await storage.workshops.get(tenant, "host-1", workshop.id) == mine
    with pytest.raises(Declined) as refused:
        await storage.workshops.replace(a_workshop(tenant, 9, version=2))
    assert refused.value.why is Why.WORKSHOP_UNKNOWN


async def test_edits_at_the_same_time_leave_one_copy_that_says_what_the_workshop_says(
    storage: Storage, tenant: str
) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    edits = [replace(workshop, version=2, on=DAY - timedelta(weeks=number), reached=number) for number in range(5)]
    outcomes = await asyncio.gather(*map(storage.workshops.replace, edits), return_exceptions=True)
    assert [type(each) for each in outcomes].count(Outdated) == 4
    truth = await storage.workshops.get(tenant, "host-1", workshop.id)
    assert [each for each, _ in await counted(storage, tenant, WEEK.plus(-60), WEEK.plus(60))] == [truth]


async def test_a_copy_that_was_not_filed_is_filed_by_whoever_reads_next(storage: Storage, tenant: str) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    table = cast("WorkshopsTable", storage.workshops).table
    await storage.workshops.answer(workshop, an_answer(workshop))
    moved = replace(workshop, on=DAY + timedelta(weeks=3), version=2)
    cut = _CutAfter(table, 1)
    with pytest.raises(StorageUnavailable):
        await WorkshopsTable(cut).replace(moved)
    assert await counted(storage, tenant, WEEK, WEEK) == [(workshop, [an_answer(workshop)])]
    assert await storage.workshops.by_code(tenant, workshop.code) == moved
    assert await counted(storage, tenant, WEEK.plus(-9), WEEK.plus(9)) == [(moved, [an_answer(workshop)])]


async def test_a_withdrawn_workshop_is_counted_nowhere(storage: Storage, tenant: str) -> None:
    kept, gone = [await storage.workshops.add(a_workshop(tenant, number)) for number in (1, 2)]
    await storage.workshops.answer(gone, an_answer(gone))
    await storage.workshops.replace(replace(gone, withdrawn=True, version=2))
    assert await counted(storage, tenant, WEEK, WEEK) == [(kept, [])]
    assert list(await storage.workshops.hosted_by(tenant, "host-1", WEEK)) == [kept]


async def test_a_host_has_their_own_list_newest_first_from_a_week_on(storage: Storage, tenant: str) -> None:
    days = [DAY - timedelta(weeks=3), DAY, DAY - timedelta(days=1), DAY + timedelta(weeks=1)]
    mine = [await storage.workshops.add(a_workshop(tenant, number, on=day)) for number, day in enumerate(days)]
    await storage.workshops.add(a_workshop(tenant, 9, host_id="host-2"))
    assert list(await storage.workshops.hosted_by(tenant, "host-1", WEEK)) == [mine[3], mine[1], mine[2]]


async def test_a_host_who_is_forgotten_leaves_every_total_and_none_of_their_words(
    storage: Storage, tenant: str
) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    await storage.workshops.answer(workshop, an_answer(workshop))
    await storage.workshops.tell(workshop, lambda _: ToldFeedback(5, useful=True, will_use=False))
    for _ in range(2):
        await storage.workshops.forget_host(tenant, "host-1", "stand-in")
    left = replace(workshop, host_id="stand-in", title="", place="")
    assert await counted(storage, tenant, WEEK, WEEK) == [(left, [an_answer(workshop)])]
    assert list(await storage.workshops.hosted_by(tenant, "host-1", WEEK)) == []
    assert await storage.workshops.told(workshop) is None


async def test_of_two_looks_at_the_same_time_both_are_told_the_same(storage: Storage, tenant: str) -> None:
    workshop = await storage.workshops.add(a_workshop(tenant))
    assert await storage.workshops.told(workshop) is None
    looks = [ToldFeedback(answers, useful=True, will_use=False) for answers in range(5, 11)]

    def first(told: ToldFeedback | None, look: ToldFeedback) -> ToldFeedback:
        return told or look

    told = await asyncio.gather(*(storage.workshops.tell(workshop, partial(first, look=look)) for look in looks))
    assert len(set(told)) == 1
    assert await storage.workshops.told(workshop) == told[0]


async def test_wrong_codes_at_the_same_time_are_all_counted(storage: Storage, tenant: str) -> None:
    def once_more(guesses: Guesses | None) -> Guesses:
        return guesses.once_more(NOW) if guesses else Guesses(1, NOW)

    await asyncio.gather(*(storage.guesses.change(tenant, "p-1", once_more) for _ in range(6)))
    assert await storage.guesses.get(tenant, "p-1") == Guesses(6, NOW)
    assert await storage.guesses.get(tenant, "p-2") is None
    await storage.guesses.forget(tenant, "p-1")
    assert await storage.guesses.get(tenant, "p-1") is None


@pytest.mark.azurite
async def test_what_the_workshops_of_a_host_cost(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    workshop = a_workshop(tenant)
    with transport.counted() as added:
        await azure_storage.workshops.add(workshop)
    with transport.counted() as found:
        await azure_storage.workshops.by_code(tenant, workshop.code)
    with transport.counted() as answered:
        await azure_storage.workshops.answer(workshop, an_answer(workshop))
    with transport.counted() as listed:
        await azure_storage.workshops.hosted_by(tenant, "host-1", WEEK)
    assert [len(added), len(found), len(answered), len(listed)] == [4, 2, 2, 1]


class _CutAfter:
    """A table of which only the first writes arrive."""

    def __init__(self, table: Any, writes: int) -> None:
        self.get, self.pages, self._table, self._left = table.get, table.pages, table, writes

    async def write(self, *changes: Any) -> Sequence[str]:
        if not self._left:
            raise StorageUnavailable("cut")
        self._left -= 1
        return cast("Sequence[str]", await self._table.write(*changes))
