import ast
import re
from pathlib import Path

import pytest

from passeur.privacy.register import BY_TABLE, ELSEWHERE, REGISTER, kind_of
from passeur.privacy.register_model import Holds, Names
from passeur.privacy.retention import RULES
from passeur.privacy.retention_rules import PERIODS, Clock, Kept
from passeur.storage.bundle import TABLES
from passeur.storage.memory import open_memory_storage
from passeur.storage.nightly_backup import CONTAINER
from passeur.storage.queue import QUEUES
from passeur.storage.registered import Unregistered
from passeur.storage.table import Create, Delete, Put
from tests.storage.emulated import emulated

ROOT = Path(__file__).parents[3]
SHARE = {"PartitionKey": "tenant|2026-W47", "RowKey": "s|one"}


def test_every_table_and_queue_of_storage_is_in_the_register_and_no_other() -> None:
    assert set(BY_TABLE) == set(TABLES)
    assert {each.name for each in ELSEWHERE if each.place == "queue"} == set(QUEUES)
    assert {each.name for each in ELSEWHERE if each.place == "blob"} == {CONTAINER}
    assert len({kind.id for kind in REGISTER}) == len(REGISTER)


@pytest.mark.parametrize("table", TABLES)
async def test_no_table_takes_a_row_of_a_kind_that_is_not_registered(table: str) -> None:
    tables = open_memory_storage().tables
    with pytest.raises(Unregistered, match="of no kind"):
        await tables[table].write(Put({"PartitionKey": "tenant|a|b|c|d", "RowKey": "x|y|z"}))
    assert await tables[table].get("tenant|a|b|c|d", "x|y|z") is None


async def test_a_column_that_is_not_registered_is_refused_with_all_that_is_written_beside_it() -> None:
    shares = open_memory_storage().tables["shares"]
    tried = {"PartitionKey": "tenant|2026-W47", "RowKey": "s|one|t|person", "outcome": "worked", "clicks": 12}
    with pytest.raises(Unregistered, match=r"clicks of shares\.try"):
        await shares.write(Create(SHARE), Create(tried))
    assert await shares.get("tenant|2026-W47", "s|one") is None


async def test_what_is_refused_is_named_without_a_word_of_what_it_says() -> None:
    shares = open_memory_storage().tables["shares"]
    with pytest.raises(Unregistered) as refused:
        await shares.write(Create({**SHARE, "diary": "planted-secret"}))
    assert "planted-secret" not in str(refused.value)


async def test_what_an_older_version_left_can_be_removed_whatever_it_is() -> None:
    await open_memory_storage().tables["shares"].write(Delete("tenant|a|b|c", "x"))


@pytest.mark.azurite
async def test_tables_of_azure_refuse_it_as_well(azurite: str) -> None:
    async with emulated(azurite) as storage:
        with pytest.raises(Unregistered):
            await storage.tables["shares"].write(Create({**SHARE, "diary": "x"}))


def test_every_registered_column_is_written_somewhere_in_storage() -> None:
    """A field that nobody writes any more leaves the register, or the documents would tell of it for ever."""
    written = set()
    for path in (*(ROOT / "passeur" / "storage").glob("*.py"), *(ROOT / "infra" / "local" / "demo").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        written |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
        written |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    names = {column.name for kind in REGISTER for column in kind.columns}
    spread = {name for name in names if re.fullmatch(r"text\d\d", name)}
    # Counted in a loop over the fields of the summary, or the key itself.
    assert names - spread - written <= {"RowKey"}


def test_the_keys_of_every_kind_are_told_from_those_of_the_others() -> None:
    for kind in REGISTER:
        partition, key = (_example(each) for each in (kind.partition, kind.key))
        found = kind_of(kind.table, partition, key)
        assert found is kind, (kind.id, found and found.id)


def test_whoever_is_named_in_a_key_is_found_by_the_register() -> None:
    kind = kind_of("candidates", "tenant|2026-1", "r|candidate-1|reviewer-2")
    assert kind is not None
    parts = kind.parts("tenant|2026-1", "r|candidate-1|reviewer-2")
    assert (parts["subject"], parts["author"]) == ("candidate-1", "reviewer-2")
    assert kind.key_names() == {Names.SUBJECT, Names.AUTHOR}
    assert kind.is_personal


def test_a_column_that_holds_a_person_says_whose_it_is() -> None:
    for kind in REGISTER:
        for column in kind.columns:
            about_somebody = column.holds is not Holds.VALUE
            assert about_somebody == (column.names is not Names.NOBODY), (kind.id, column.name)


def test_every_kind_ends_by_a_rule_that_the_nightly_timer_executes_or_says_why_not() -> None:
    erased = {(rule.kind, rule.kept) for rule in RULES if not rule.blank}
    beside = {("workshops.code", "cohorts"), ("workshops.told_feedback", "cohorts")}
    for kind in REGISTER:
        if kind.kept in PERIODS:
            assert (kind.id, kind.kept) in erased | beside, kind.id
        else:
            assert kind.kept.startswith(("while_", "until_")), kind.id


def test_the_row_of_an_import_goes_when_the_import_ends_and_is_told_so() -> None:
    (lease,) = (kind for kind in REGISTER if kind.id == "people.import")
    assert lease.kept is Kept.UNTIL_DONE


def test_every_rule_is_about_columns_that_its_kind_has() -> None:
    kinds = {kind.id: kind for kind in REGISTER}
    for rule in RULES:
        columns = {column.name for column in kinds[rule.kind].columns}
        assert {*rule.only, *rule.but, *rule.blank, *({rule.needs} - {""})} <= columns, rule.id
        if rule.clock is Clock.COLUMN:
            assert set(rule.column) <= columns, rule.id
        elif rule.clock is not Clock.COHORT:
            keys = f"{kinds[rule.kind].partition} {kinds[rule.kind].key}"
            assert f"{{{rule.clock}}}" in keys, rule.id


def _example(pattern: str) -> str:
    forms = {"prefix": "ab", "week": "2026-W47", "month": "2026-11", "rest": "a|b"}
    return re.sub(r"\{(\w+)\}", lambda found: forms.get(found[1], f"{found[1]}-1"), pattern)
