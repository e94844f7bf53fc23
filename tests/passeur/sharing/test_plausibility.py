from decimal import Decimal

import pytest

from passeur.sharing.plausibility import is_plausible
from passeur.sharing.shares import GainPer, GainUnit, TimeGain


@pytest.mark.parametrize(
    ("value", "unit", "per", "plausible"),
    [
        ("400", GainUnit.HOURS, GainPer.WEEK, False),
        ("20", GainUnit.HOURS, GainPer.WEEK, False),
        ("17.5", GainUnit.HOURS, GainPer.WEEK, True),
        ("2", GainUnit.HOURS, GainPer.DAY, True),
        ("4", GainUnit.HOURS, GainPer.DAY, False),
        ("3", GainUnit.DAYS, GainPer.WEEK, False),
        ("2", GainUnit.DAYS, GainPer.WEEK, True),
        ("10", GainUnit.DAYS, GainPer.MONTH, True),
        ("11", GainUnit.DAYS, GainPer.MONTH, False),
        ("20", GainUnit.DAYS, GainPer.ONCE, True),
        ("21", GainUnit.DAYS, GainPer.ONCE, False),
        ("15", GainUnit.MINUTES, GainPer.DAY, True),
    ],
)
def test_more_than_half_a_week_or_a_month_at_once_is_questioned(
    value: str, unit: GainUnit, per: GainPer, *, plausible: bool
) -> None:
    assert is_plausible(TimeGain(Decimal(value), unit, per)) is plausible
