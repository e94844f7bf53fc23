"""What a person wants to be written unasked: a pause of everything, and topics declined for good.

All of it is the person's own. It is read when a message would go out, and shown to nobody else.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from passeur.people import Person, Topic
from passeur.ports import PeopleRepository


def is_paused(person: Person, now: datetime) -> bool:
    return person.paused_until is not None and person.paused_until > now


def a_month_after(now: datetime, zone: ZoneInfo) -> datetime:
    """The beginning of the same day of the next month, or of that month's last day; in UTC.

    It only moves at midnight, so that a second click on the same day changes nothing.
    """
    day = now.astimezone(zone).date()
    following = day.replace(day=1) + timedelta(days=monthrange(day.year, day.month)[1])
    longest = monthrange(following.year, following.month)[1]
    end = following.replace(day=min(day.day, longest))
    return datetime.combine(end, time(), tzinfo=zone).astimezone(UTC)


async def pause_a_month(
    newcomer: Person, *, people: PeopleRepository, zone: ZoneInfo, now: datetime
) -> tuple[Person, bool]:
    """Write nothing unasked for a month. Returns the person, and whether anything changed.

    `newcomer` is who they are to be when nothing is stored of them yet.
    """
    until = a_month_after(now, zone)
    return await _change(newcomer, lambda person: replace(person, paused_until=until), people)


async def resume(newcomer: Person, *, people: PeopleRepository) -> tuple[Person, bool]:
    """End the pause; what was declined stays declined."""
    return await _change(newcomer, lambda person: replace(person, paused_until=None), people)


async def decline(newcomer: Person, topic: Topic, *, people: PeopleRepository) -> tuple[Person, bool]:
    """Never write about this topic again, until the person takes it back."""
    return await _change(newcomer, lambda person: replace(person, declined=person.declined | {topic}), people)


async def accept(newcomer: Person, topic: Topic, *, people: PeopleRepository) -> tuple[Person, bool]:
    return await _change(newcomer, lambda person: replace(person, declined=person.declined - {topic}), people)


async def _change(
    newcomer: Person, change: Callable[[Person], Person], people: PeopleRepository
) -> tuple[Person, bool]:
    before, after = await people.change(newcomer.tenant_id, newcomer.id, lambda known: change(known or newcomer))
    return after, after != (before or newcomer)
