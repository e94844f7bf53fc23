"""The rules of retention on Azure tables, each at its boundary; `tests/passeur/privacy` has the rest in memory."""

from datetime import timedelta

import pytest

from passeur.privacy.retention import RULES
from passeur.privacy.retention_rules import Rule
from passeur.storage.bundle import Storage
from tests.passeur.privacy.retention_house import open_house, over_at

A_MOMENT = timedelta(microseconds=1)
# Proofs have their row of the night itself: they are tried in memory.
TRIED = [rule for rule in RULES if rule.kind != "proofs.retention"]


@pytest.mark.azurite
@pytest.mark.parametrize("rule", TRIED, ids=lambda rule: f"{rule.kept}-{rule.id}")
async def test_a_table_of_azure_loses_a_row_at_the_end_of_its_period(
    rule: Rule, azure_storage: Storage, tenant: str
) -> None:
    house, table = open_house(azure_storage, tenant), rule.kind.partition(".")[0]
    where = await house.put_for(rule)
    await house.night(over_at(rule) - A_MOMENT)
    assert await house.there(table, where) is not None
    assert (await house.night(over_at(rule))).rows[rule.id] == 1
    after = await house.there(table, where)
    assert (after is not None) == bool(rule.blank)


async def test_another_tenant_whose_id_begins_alike_loses_nothing(storage: Storage, tenant: str) -> None:
    rules = [rule for rule in TRIED if not rule.blank]
    others = [open_house(storage, name) for name in (f"{tenant}0", f"{tenant}-b")]
    kept = [(house, rule, await house.put_for(rule)) for house in others for rule in rules]
    await open_house(storage, tenant).night(max(map(over_at, rules)) + timedelta(days=1))
    for house, rule, where in kept:
        assert await house.there(rule.kind.partition(".")[0], where) is not None, (house.tenant, rule.id)
