"""What people said no to is kept as long as a backup may undo it: what it is about is gone long before."""

from datetime import UTC, datetime, timedelta

import pytest

from passeur.privacy.noes import No, NoTo
from passeur.privacy.retention import RULES
from passeur.storage.columns import row_of
from passeur.storage.noes_table import NoesTable, all_noes
from passeur.storage.table import Put
from tests.passeur.privacy.retention_house import WRITTEN, House, open_house, over_at

DATED = {No(NoTo.MONTH, "2026-11"), No(NoTo.SPOTLIGHT, f"2026-W47.{'ab' * 16}")}
OF_COHORT = {No(to, "2026-1") for to in (NoTo.CANDIDACY, NoTo.PLACE, NoTo.TERM, NoTo.RECOGNITION)}
LASTING = {
    No(NoTo.PROFILING, "2026-11-25T02:10:00+00:00"),
    No(NoTo.MESSAGES, "2026-12-25T02:10:00+00:00"),
    No(NoTo.TOPIC, "brief"),
    No(NoTo.ROLE, "lead"),
}
(MONTH_IS_OVER,) = (over_at(rule) for rule in RULES if rule.kind == "badges.month")
(COHORT_IS_OVER,) = (over_at(rule) for rule in RULES if rule.kind == "cohorts.cohort")
A_NIGHT = timedelta(days=1)


async def noes(house: House) -> dict[str, set[No]]:
    rows = await NoesTable(house.storage.tables["people"]).rows(house.tenant)
    return {person: set(said) for person, said in all_noes(rows).people.items()}


async def said(house: House, person_id: str, what: set[No]) -> None:
    await NoesTable(house.storage.tables["people"]).say(house.tenant, person_id, what)


async def test_a_no_about_a_cohort_goes_the_night_after_it() -> None:
    house = open_house()
    await house.put_cohort()
    await said(house, "p-1", OF_COHORT | LASTING)
    await said(house, "p-2", OF_COHORT)
    for _ in range(2):
        assert await noes(house) == {"p-1": OF_COHORT | LASTING, "p-2": OF_COHORT}
        await house.night(COHORT_IS_OVER)
    assert await noes(house) == {"p-1": LASTING}


@pytest.mark.parametrize("year", [2026, 2027])
async def test_a_no_about_a_cohort_that_an_accident_took_stays(year: int) -> None:
    house = open_house()
    await said(house, "p-1", OF_COHORT)
    await house.night(datetime(year, 12, 31, 12, tzinfo=UTC))
    assert await noes(house) == {"p-1": OF_COHORT}


async def test_a_refusal_of_a_month_or_a_spotlight_goes_with_what_was_shown() -> None:
    house = open_house()
    await said(house, "p-1", DATED | LASTING)
    await house.night(MONTH_IS_OVER - A_NIGHT * 10)
    assert await noes(house) == {"p-1": DATED | LASTING}
    await house.night(MONTH_IS_OVER)
    assert await noes(house) == {"p-1": LASTING}


async def test_what_stands_for_whoever_was_erased_says_no_to_nothing() -> None:
    house = open_house()
    stand_in = f"erased-{'0a' * 16}"
    await said(house, stand_in, OF_COHORT)
    assert await noes(house) == {}
    # What the version before wrote of them goes the next night.
    row = row_of(f"{house.tenant}|~noes", stand_in, noes="candidacy 2026-1")
    await house.storage.tables["people"].write(Put(row))
    await house.night(WRITTEN)
    assert await noes(house) == {}


async def test_a_night_takes_back_the_noes_of_so_many_people_at_most() -> None:
    house = open_house()
    for person_id in ("p-1", "p-2", "p-3"):
        await said(house, person_id, DATED)
    await house.night(MONTH_IS_OVER, most=2)
    assert await noes(house) == {"p-3": DATED}
