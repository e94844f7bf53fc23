"""What the nightly round gives, keeps, takes back and tells, from the rows that people's acts left."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from passeur.ambassadors.award_badges import LOOKS_BACK, Awarded, award_badges
from passeur.ambassadors.badges import BadgeId, BadgeKind, HelpGiven
from passeur.ambassadors.terms import Ending, TermState
from passeur.delivery.outbox import DeliveryKind
from passeur.sharing.reproductions import Outcome
from tests.passeur.ambassadors.badge_year import COHORT, Year, a_year

NIGHT = datetime(2026, 11, 20, 4, 10, tzinfo=UTC)
OCTOBER = date(2026, 10, 5)
FIRST = BadgeId(BadgeKind.FIRST_WORKSHOP)


@pytest.fixture
def year() -> Year:
    return a_year(NIGHT)


async def night(year: Year, days: int = 0, *, everything: bool = False) -> Awarded:
    return await award_badges(year.backend, now=NIGHT + timedelta(days=days), everything=everything)


async def test_each_fact_gives_its_badge_once_and_a_second_night_changes_nothing(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.finish_boot_camp("zoe")
    await year.workshop("zoe", "w-1", OCTOBER, praise=6)
    await year.workshop("zoe", "w-2", date(2026, 10, 22), praise=6)
    await year.share("zoe", "finance", "achats")
    await year.storage.badges.note_help(HelpGiven(year.tenant, "zoe", "request", OCTOBER))
    assert await night(year) == Awarded(given=5)
    assert await year.held("zoe") == [
        "adopted_elsewhere.once",
        "first_workshop.once",
        "helped.once",
        "ready.once",
        "useful_workshop.once",
    ]
    badges = await year.badges("zoe")
    assert (badges[FIRST].fact, badges[FIRST].earned_on) == ("w-1", OCTOBER)
    assert badges[BadgeId(BadgeKind.READY)].earned_on == date(2026, 9, 20)
    assert await night(year, 1) == Awarded()
    assert await year.badges("zoe") == badges
    assert len({badge.credential_id for badge in badges.values()} | {str(b.place) for b in badges.values()}) == 10


async def test_rounds_at_once_give_one_badge(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.workshop("zoe", "w-1", OCTOBER)
    rounds = await asyncio.gather(*(night(year) for _ in range(4)))
    assert sum(each.given for each in rounds) == 1
    (badge,) = (await year.badges("zoe")).values()
    assert badge.former == ()


async def test_only_ambassadors_earn_and_only_in_their_own_cohort(year: Year) -> None:
    await year.cohort()
    await year.term("zoe", state=TermState.OFFERED, signature=None, began_at=None)
    await year.person("passer-by")
    await year.share("passer-by", "finance", "achats")
    assert await night(year) == Awarded()
    assert await year.held("passer-by") == await year.held("zoe") == []


async def test_what_was_withdrawn_takes_its_badge_back_and_the_next_occasion_gives_another(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    workshop = await year.workshop("zoe", "w-1", OCTOBER)
    await night(year)
    before = (await year.badges("zoe"))[FIRST]
    await year.withdraw(workshop)
    assert await night(year, 1) == Awarded(taken_back=1)
    assert await year.held("zoe") == []
    assert list(await year.storage.badges.revoked(year.tenant)) == [before.place]
    assert await night(year, 2) == Awarded()
    await year.workshop("zoe", "w-2", date(2026, 11, 19))
    assert await night(year, 3) == Awarded(given=1)
    after = (await year.badges("zoe"))[FIRST]
    assert after.former == (before.place,)
    assert after.credential_id != before.credential_id
    assert list(await year.storage.badges.revoked(year.tenant)) == [before.place]


async def test_a_badge_whose_fact_is_gone_rests_on_the_next_one_under_another_id(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    workshop = await year.workshop("zoe", "w-1", OCTOBER)
    await year.workshop("zoe", "w-2", date(2026, 11, 2))
    await night(year)
    before = (await year.badges("zoe"))[FIRST]
    await year.withdraw(workshop)
    assert await night(year, 1) == Awarded(given=1)
    after = (await year.badges("zoe"))[FIRST]
    assert (after.fact, after.former) == ("w-2", (before.place,))
    assert list(await year.storage.badges.revoked(year.tenant)) == [before.place]


async def test_an_earlier_fact_that_is_found_later_does_not_issue_a_badge_anew(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.workshop("zoe", "w-2", date(2026, 11, 2))
    await night(year)
    before = await year.badges("zoe")
    await year.workshop("zoe", "w-1", OCTOBER)
    assert await night(year, 1) == Awarded()
    assert await year.badges("zoe") == before


async def test_a_colleague_who_says_that_it_did_not_work_after_all_takes_it_back(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    share = await year.share("zoe", "finance", "achats")
    await night(year)
    assert await year.held("zoe") == ["adopted_elsewhere.once"]
    await year.tried(share, "colleague-1", "achats", Outcome.FAILED)
    assert await night(year, 1) == Awarded(taken_back=1)


async def test_a_workshop_of_long_ago_is_decided_and_not_asked_about_every_night(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.workshop("zoe", "w-1", (NIGHT - timedelta(days=60)).date(), praise=6)
    await night(year)
    assert await year.held("zoe") == ["first_workshop.once"]
    assert await night(year, everything=True) == Awarded(given=1)
    assert await night(year, 1) == Awarded()


@pytest.mark.parametrize(
    ("praise", "blame", "days_ago", "given"),
    [(6, 0, 30, True), (6, 0, 14, False), (4, 0, 30, False), (3, 3, 30, False)],
)
async def test_a_useful_workshop_says_no_more_than_its_host_may_read(
    year: Year, praise: int, blame: int, days_ago: int, *, given: bool
) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.workshop("zoe", "w-1", (NIGHT - timedelta(days=days_ago)).date(), praise, blame)
    await night(year)
    assert ("useful_workshop.once" in await year.held("zoe")) is given


async def test_a_term_that_is_served_or_handed_over_gives_a_badge_for_each_cohort(year: Year) -> None:
    await year.cohort()
    for person, ending, day in (
        ("zoe", Ending.THANKED, date(2027, 2, 28)),
        ("ali", Ending.HANDED_OVER, date(2026, 12, 1)),
        ("eva", Ending.THANKED, date(2026, 12, 1)),
    ):
        await year.term(person)
        await year.end(person, ending, day)
    await night(year, 120)
    assert await year.held("zoe") == [f"term_served.{COHORT}"]
    assert await year.held("ali") == [f"passed_on.{COHORT}"]
    assert await year.held("eva") == []
    await year.cohort("2027-1", date(2027, 3, 1), date(2027, 8, 31))
    await year.term("zoe", "2027-1", state=TermState.ENDED, ending=Ending.THANKED, ended_at=NIGHT + timedelta(days=290))
    await night(year, 300)
    assert await year.held("zoe") == [f"term_served.{COHORT}", "term_served.2027-1"]


async def test_what_ended_long_ago_is_left_as_it_is_unless_everything_is_looked_at(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    workshop = await year.workshop("zoe", "w-1", OCTOBER)
    later = (date(2027, 2, 28) - NIGHT.date()).days + LOOKS_BACK.days + 1
    assert await night(year, later) == Awarded()
    assert await night(year, later, everything=True) == Awarded(given=1)
    await year.withdraw(workshop)
    assert await night(year, later) == Awarded()
    assert await night(year, later, everything=True) == Awarded(taken_back=1)


async def test_somebody_hears_of_what_they_earned_lately_once_and_of_the_past_never(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.term("ali")
    await year.workshop("zoe", "w-1", date(2026, 11, 19))
    await year.workshop("ali", "w-2", date(2026, 9, 10))
    for days in range(5):
        await night(year, days)
    told = {delivery.row for delivery, _ in year.queue.messages}
    assert told == {f"o|{DeliveryKind.BADGE_EARNED}|first_workshop.once|zoe"}


async def test_what_a_crash_left_unpublished_is_published_the_next_night(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.workshop("zoe", "w-1", OCTOBER)
    await night(year)
    (badge,) = (await year.badges("zoe")).values()
    crashed = replace(badge, former=(7, 9))
    await year.storage.badges.change(year.tenant, "zoe", FIRST, lambda _: crashed)
    assert await night(year, 1) == Awarded()
    assert list(await year.storage.badges.revoked(year.tenant)) == [7, 9]


async def test_a_pseudonym_that_stands_for_somebody_erased_earns_nothing(year: Year) -> None:
    await year.cohort()
    await year.term("zoe")
    await year.term("erased-1")
    year.storage.people.table.table.rows.clear()  # type: ignore[attr-defined]  # in memory, a table is a dictionary
    await year.person("zoe")
    for host in ("zoe", "erased-1"):
        await year.workshop(host, f"w-{host}", OCTOBER)
    assert await night(year) == Awarded(given=1)
    assert await year.held("erased-1") == []
