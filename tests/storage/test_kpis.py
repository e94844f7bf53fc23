from decimal import Decimal

from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.kpis import EVERYBODY, Continuity, CoverageThen, Dimension, Figure, Group, Measure, MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.periods import Month
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW

MONTH = Month(2026, 10)


def a_board(month: Month = MONTH, rule: int = 1) -> MonthBoard:
    rh = Group(Dimension.TRADE, "rh")
    return MonthBoard(
        month,
        rule,
        NOW,
        (EVERYBODY, Group(Dimension.COHORT, "2026-1"), rh),
        {
            Measure.WORKSHOPS: {EVERYBODY: Figure(Decimal(34), 10), rh: Figure(Decimal(9), 5)},
            Measure.GAIN_CHECK_INS: {EVERYBODY: Figure(Decimal("12.50"), 5)},
            Blocker.TIME: {EVERYBODY: Figure(Decimal(7), 5)},
        },
        useful=True,
        continuity=(Continuity("2026-1", 15, 10, None, 5),),
        coverage=CoverageThen(12, 15, NOW) if rule > 1 else None,
    )


def own(month: Month = MONTH, workshops: int = 2) -> OwnMonth:
    return OwnMonth(month, workshops, 31, 4, 1, 2, 7, Decimal("1.5"), None)


async def test_a_month_is_written_over_and_read_back_as_it_was(storage: Storage, tenant: str) -> None:
    for rule in (1, 2):
        await storage.kpis.put(tenant, a_board(rule=rule), {})
    assert list(await storage.kpis.between(tenant, MONTH, MONTH)) == [a_board(rule=2)]
    assert await storage.kpis.rules(tenant) == {MONTH: 2}
    assert list(await storage.kpis.between(f"{tenant}-b", MONTH, MONTH)) == []


async def test_months_come_in_their_order_and_no_others(storage: Storage, tenant: str) -> None:
    months = [Month(2025, 12), Month(2026, 1), Month(2026, 10), Month(2026, 2)]
    for month in months:
        await storage.kpis.put(tenant, a_board(month), {})
    found = await storage.kpis.between(tenant, Month(2025, 12), Month(2026, 2))
    assert [each.month for each in found] == [Month(2025, 12), Month(2026, 1), Month(2026, 2)]


async def test_each_person_finds_their_own_numbers_and_nobody_else_s(storage: Storage, tenant: str) -> None:
    people = {f"person-{number}": own(workshops=number) for number in range(40)}
    await storage.kpis.put(tenant, a_board(), people)
    await storage.kpis.put(tenant, a_board(MONTH.plus(1)), {"person-7": own(MONTH.plus(1))})
    for number in range(7):
        assert list(await storage.kpis.own(tenant, f"person-{number}", MONTH)) == [own(workshops=number)]
    mine = await storage.kpis.own(tenant, "person-7", MONTH)
    assert list(mine) == [own(workshops=7), own(MONTH.plus(1))]
    assert list(await storage.kpis.own(tenant, "person-7", MONTH.plus(1))) == [own(MONTH.plus(1))]
    assert list(await storage.kpis.own(tenant, "nobody", MONTH)) == []


async def test_folding_again_leaves_nothing_of_who_is_no_longer_in_it(storage: Storage, tenant: str) -> None:
    await storage.kpis.put(tenant, a_board(), {f"person-{number}": own() for number in range(30)})
    await storage.kpis.put(tenant, a_board(rule=2), {"person-3": own(workshops=5)})
    found = [await storage.kpis.own(tenant, f"person-{number}", MONTH) for number in range(30)]
    assert [list(each) for each in found if each] == [[own(workshops=5)]]


async def test_who_is_forgotten_has_no_numbers_and_boards_stay(storage: Storage, tenant: str) -> None:
    for month in (MONTH, MONTH.plus(1)):
        await storage.kpis.put(tenant, a_board(month), {f"person-{number}": own(month) for number in range(300)})
    await storage.kpis.forget(tenant, "person-9")
    await storage.kpis.forget(tenant, "person-9")
    assert list(await storage.kpis.own(tenant, "person-9", MONTH)) == []
    for number in (0, 8, 10, 299):
        assert len(await storage.kpis.own(tenant, f"person-{number}", MONTH)) == 2
    assert [each.month for each in await storage.kpis.between(tenant, MONTH, MONTH.plus(1))] == [MONTH, MONTH.plus(1)]
