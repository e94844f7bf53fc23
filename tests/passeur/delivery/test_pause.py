import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.pause import a_month_after, accept, decline, is_paused, pause_a_month, resume
from passeur.people import Person, Topic
from passeur.storage.memory import open_memory_storage

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NADIA = Person("tenant", "nadia", "Nadia Haddad")


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (datetime(2026, 11, 20, 9, 30, tzinfo=UTC), datetime(2026, 12, 19, 23, tzinfo=UTC)),
        (datetime(2026, 12, 20, 9, 30, tzinfo=UTC), datetime(2027, 1, 19, 23, tzinfo=UTC)),
        (datetime(2027, 1, 31, 9, tzinfo=UTC), datetime(2027, 2, 27, 23, tzinfo=UTC)),
        # Already the first of April in Paris; summer time by then.
        (datetime(2027, 3, 31, 22, 30, tzinfo=UTC), datetime(2027, 4, 30, 22, tzinfo=UTC)),
    ],
)
def test_a_month_ends_at_midnight_of_the_same_day_or_of_the_last_one(now: datetime, end: datetime) -> None:
    assert a_month_after(now, PARIS) == end


async def test_a_second_click_on_the_same_day_changes_nothing() -> None:
    people = open_memory_storage().people
    first, was_new = await pause_a_month(NADIA, people=people, zone=PARIS, now=NOW)
    second, is_new = await pause_a_month(NADIA, people=people, zone=PARIS, now=NOW.replace(hour=20))
    assert (was_new, is_new) == (True, False)
    assert first == second == await people.get("tenant", "nadia")
    assert is_paused(second, NOW)
    assert not is_paused(second, a_month_after(NOW, PARIS))


async def test_to_resume_ends_the_pause_and_nothing_else() -> None:
    people = open_memory_storage().people
    await decline(NADIA, Topic.BRIEF, people=people)
    await pause_a_month(NADIA, people=people, zone=PARIS, now=NOW)
    after, is_new = await resume(NADIA, people=people)
    assert is_new
    assert after == replace(NADIA, declined=frozenset({Topic.BRIEF}))
    assert await resume(NADIA, people=people) == (after, False)


async def test_each_topic_is_declined_and_taken_back_by_itself() -> None:
    people = open_memory_storage().people
    for topic in Topic:
        assert (await decline(NADIA, topic, people=people))[1]
        assert not (await decline(NADIA, topic, people=people))[1]
    after, _ = await accept(NADIA, Topic.BRIEF, people=people)
    assert after.declined == frozenset(Topic) - {Topic.BRIEF}


async def test_choices_made_at_the_same_moment_are_all_kept() -> None:
    people = open_memory_storage().people
    await asyncio.gather(
        *(decline(NADIA, topic, people=people) for topic in Topic),
        pause_a_month(NADIA, people=people, zone=PARIS, now=NOW),
    )
    kept = await people.get("tenant", "nadia")
    assert kept is not None
    assert kept.declined == frozenset(Topic)
    assert is_paused(kept, NOW)


async def test_what_else_is_known_of_the_person_stays() -> None:
    people = open_memory_storage().people
    known = replace(NADIA, trade="rh", email="nadia@example.com", manager_id="boss", directory="file")
    await people.put(known)
    after, _ = await decline(NADIA, Topic.MANAGER_DIGEST, people=people)
    assert after == replace(known, declined=frozenset({Topic.MANAGER_DIGEST}))
