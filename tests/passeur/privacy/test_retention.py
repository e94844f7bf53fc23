"""Each rule at its boundary: a moment before nothing goes, at the moment the row goes or loses its words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from passeur.errors import StorageUnavailable
from passeur.people import Person
from passeur.privacy.erasures import TheirShares
from passeur.privacy.forget_leavers import forget_leavers
from passeur.privacy.retention import RULES
from passeur.privacy.retention_ports import RetentionRepository
from passeur.privacy.retention_rules import PERIODS, Clock, Hold, Kept, Rule
from passeur.sharing.kept_shares import KeptShare
from passeur.sharing.shares import ShareRef
from passeur.storage.memory import MemoryTable
from passeur.storage.registered import RegisteredTable
from passeur.storage.table import Change, Put
from tests.passeur.privacy.retention_house import MOMENT, WRITTEN, House, columns_of, open_house, over_at

A_MOMENT = timedelta(microseconds=1)


def named(rule: Rule) -> str:
    return f"{rule.kept}:{rule.id}:{(rule.but and 'others') or ''}"


def table_of(rule: Rule) -> str:
    return rule.kind.partition(".")[0]


@pytest.mark.parametrize("rule", RULES, ids=named)
async def test_a_row_goes_at_the_end_of_its_period_and_not_a_moment_before(rule: Rule) -> None:
    house = open_house()
    where = await house.put_for(rule)
    before = await house.there(table_of(rule), where)
    assert before is not None

    early = await house.night(over_at(rule) - A_MOMENT)
    assert await house.there(table_of(rule), where) == before
    assert rule.id not in early.rows

    proof = await house.night(over_at(rule))
    after = await house.there(table_of(rule), where)
    if rule.blank:
        assert after is not None
        assert {name: after.get(name) for name in rule.blank} == dict(rule.blank)
        untouched = before.keys() - rule.blank.keys() - {"odata.etag"}
        assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
    else:
        assert after is None
    assert proof.rows[rule.id] == 1


@pytest.mark.parametrize("rule", RULES, ids=named)
async def test_a_second_night_finds_nothing_left_to_do(rule: Rule) -> None:
    house = open_house()
    await house.put_for(rule)
    now = over_at(rule) + timedelta(days=1)
    first = await house.night(now)
    assert first.total
    later = await house.night(now + timedelta(days=1))
    assert (later.total, later.unfinished) == (0, frozenset())


@pytest.mark.parametrize("rule", [each for each in RULES if each.only.get("unfinished") is False], ids=named)
async def test_what_is_still_owed_is_never_erased(rule: Rule) -> None:
    house = open_house()
    where = await house.put_for(rule)
    row = await house.there(table_of(rule), where)
    assert row is not None
    await house.put(rule.kind, **columns_of(row) | {"unfinished": True})
    await house.night(over_at(rule) + timedelta(days=2000))
    assert await house.there(table_of(rule), where) is not None


@pytest.mark.parametrize("rule", [each for each in RULES if each.hold is Hold.CALLS], ids=named)
async def test_a_call_under_way_keeps_what_it_still_needs(rule: Rule) -> None:
    house = open_house()
    where = await house.put_for(rule)
    # Opened at the moment from which the row counts: the row is of its time.
    await house.put_cohort(state="calling")
    if rule.period < timedelta(days=365):
        await house.night(over_at(rule))
        assert await house.there(table_of(rule), where) is not None
    await house.night(over_at(rule) + timedelta(days=366))
    kept = await house.there(table_of(rule), where)
    assert kept is None or all(kept.get(name) == value for name, value in rule.blank.items())


@pytest.mark.parametrize("rule", [each for each in RULES if each.hold is Hold.COHORTS], ids=named)
async def test_facts_stay_as_long_as_a_cohort_whose_figures_rest_on_them(rule: Rule) -> None:
    house = open_house()
    where = await house.put_for(rule)
    await house.put_cohort(state="running", starts_on="2026-11-01")
    row = await house.there("cohorts", (house.tenant, "2026-1"))
    assert row is not None
    await house.put("cohorts.cohort", **columns_of(row) | {"ends_on": "2032-01-01"})
    await house.night(over_at(rule) + timedelta(days=10))
    assert await house.there(table_of(rule), where) is not None


async def test_a_night_erases_so_many_rows_at_most_and_the_next_goes_on() -> None:
    house = open_house()
    for number in range(7):
        await house.storage.kept.keep(_kept(house, number))
    now = WRITTEN + PERIODS[Kept.KEPT_SHARES]
    counts = [await house.night(now + timedelta(days=night), most=3) for night in range(4)]
    assert [proof.rows.get("kept.share", 0) for proof in counts] == [3, 3, 1, 0]
    assert [("kept.share" in proof.unfinished) for proof in counts] == [True, True, False, False]


async def test_what_is_cut_is_completed_by_the_next_try_and_the_proof_counts_each_row_once() -> None:
    house = open_house()
    for number in range(5):
        await house.storage.kept.keep(_kept(house, number))
    await house.put("workshops.guesses", since=MOMENT, wrong=3)
    table = house.storage.tables["kept"]
    deletes = 0
    real = type(table).write

    async def cut(self: object, *changes: object) -> object:
        nonlocal deletes
        if self is table:
            deletes += 1
            if deletes == 1:
                raise StorageUnavailable("cut")
        return await real(self, *changes)  # type: ignore[arg-type]  # the table's own method

    now = WRITTEN + PERIODS[Kept.KEPT_SHARES]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(table), "write", cut)
        with pytest.raises(StorageUnavailable):
            await house.night(now)
    half = await house.backend.proofs.get(house.tenant, now.date())
    assert half is not None
    assert (dict(half.rows), half.ended_at) == ({"workshops.guesses": 1}, None)
    whole = await house.night(now + timedelta(hours=1))
    assert dict(whole.rows) == {"workshops.guesses": 1, "kept.share": 5}
    assert whole.ended_at == now + timedelta(hours=1)
    assert (await house.backend.proofs.latest(house.tenant, 10))[0] == whole


async def test_a_night_that_is_cut_at_any_write_ends_as_one_that_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row for each rule; each write in turn does not happen, and the next try finds everything as it is."""
    whole, now = await full_house(), WRITTEN + timedelta(days=3000)
    # What a cohort holds goes the night after it.
    erased = await two_nights(whole, now)
    writes, at = 0, 1
    real = MemoryTable.write

    async def cut(self: MemoryTable, *changes: Change) -> Sequence[str]:
        nonlocal writes
        writes += 1
        if writes == at:
            raise StorageUnavailable("cut")
        return await real(self, *changes)

    while True:
        house = await full_house()
        writes = 0
        monkeypatch.setattr(MemoryTable, "write", cut)
        try:
            await house.night(now)
        except StorageUnavailable:
            monkeypatch.setattr(MemoryTable, "write", real)
        else:
            break
        counted = await two_nights(house, now)
        assert await left_in(house) == await left_in(whole), at
        # No row is counted twice; of a proof that could not be written, what it was about is missing.
        missing = {rule for rule, rows in erased.items() if counted.get(rule) != rows}
        assert len(missing) <= 1, (at, missing)
        assert all(rows <= erased[rule] for rule, rows in counted.items()), at
        at += 1
    assert at > len(erased)


async def two_nights(house: House, now: datetime) -> dict[str, int]:
    """How many rows each rule erased, by the proofs of all nights."""
    await house.night(now)
    await house.night(now + timedelta(days=1))
    proofs = await house.backend.proofs.latest(house.tenant, 10)
    return dict(sum((Counter(proof.rows) for proof in proofs), Counter[str]()))


async def full_house() -> House:
    house = open_house()
    for rule in RULES:
        await house.put_for(rule)
    return house


async def left_in(house: House) -> dict[str, list[dict[str, object]]]:
    tables = (table for table in house.storage.tables if table not in ("proofs", "erasures"))
    return {table: [columns_of(row) for row in await house.rows(table)] for table in tables}


async def test_the_workshop_of_a_cohort_that_is_over_leaves_no_code_and_nothing_that_was_told_of_it() -> None:
    house = open_house()
    rule = next(each for each in RULES if each.kind == "workshops.hosted")
    await house.put_for(rule)
    await house.put("workshops.code", host="subject-1", workshop="workshop-1")
    await house.put("workshops.told_feedback", answers=5, useful=True, will_use=False)
    await house.night(over_at(rule))
    assert await house.rows("workshops") == []


async def test_who_left_the_organisation_is_forgotten_a_year_after_the_night_that_noted_it() -> None:
    house = open_house()
    where = await house.put("people.person", name="Somebody", locale="fr", introduced=True, active=False)
    await house.night(WRITTEN)
    noted = await house.there("people", where)
    assert noted is not None
    assert noted["left_at"] == MOMENT
    await house.night(WRITTEN + PERIODS[Kept.LEAVERS] - A_MOMENT)
    assert await house.there("people", where) is not None
    await house.night(WRITTEN + PERIODS[Kept.LEAVERS])
    assert await house.there("people", where) is None


async def test_who_came_back_while_leavers_were_listed_is_not_erased() -> None:
    house = open_house()
    await house.put("people.person", name="Somebody", locale="fr", introduced=True, active=False)
    await house.night(WRITTEN)
    until = WRITTEN + timedelta(days=1)
    leavers = await house.backend.retention.leavers(house.tenant, until, 10)
    await house.backend.people.put(Person(house.tenant, "subject-1", "Somebody"))

    class Listed:
        """What was listed a moment ago."""

        async def leavers(self, tenant_id: str, until: datetime, most: int) -> Sequence[str]:
            return leavers

    backend = replace(house.backend, retention=cast("RetentionRepository", Listed()))
    assert leavers == ["subject-1"]
    await forget_leavers(backend, until, now=until, most=10)
    assert await house.backend.erasures.under_way(house.tenant) == []


async def test_a_row_that_cannot_be_written_stops_its_own_rule_alone_and_the_proof_says_so() -> None:
    house = open_house()
    blanking = next(rule for rule in RULES if rule.blank)
    others = [rule for rule in RULES if table_of(rule) != table_of(blanking) and rule.clock is Clock.COLUMN]
    where = await house.put_for(blanking)
    row = await house.there(table_of(blanking), where)
    assert row is not None
    table = house.storage.tables[table_of(blanking)]
    assert isinstance(table, RegisteredTable)
    await table.table.write(Put({**{k: v for k, v in row.items() if k != "odata.etag"}, "nobody_registered_it": 1}))
    beside = await house.put_for(others[-1])
    proof = await house.night(WRITTEN + timedelta(days=3000))
    assert blanking.id in proof.unfinished
    assert await house.there(table_of(others[-1]), beside) is None


async def test_all_that_names_who_left_is_erased_then_as_if_they_had_asked() -> None:
    house = open_house()
    await house.put("people.person", name="Somebody", locale="fr", introduced=True, active=False)
    await house.night(WRITTEN)
    await house.night(WRITTEN + PERIODS[Kept.LEAVERS] - A_MOMENT)
    assert await house.backend.erasures.under_way(house.tenant) == []
    await house.night(WRITTEN + PERIODS[Kept.LEAVERS])
    (erasure,) = await house.backend.erasures.under_way(house.tenant)
    assert (erasure.person_id, erasure.shares, erasure.address) == ("subject-1", TheirShares.STAY, None)
    assert erasure.stand_in.startswith("erased-")


async def test_who_comes_back_begins_anew_and_nobody_who_is_there_is_ever_forgotten() -> None:
    house = open_house()
    where = await house.put("people.person", name="Somebody", locale="fr", introduced=True, active=False)
    await house.night(WRITTEN)
    await house.put("people.person", name="Somebody", locale="fr", introduced=True)
    await house.night(WRITTEN + timedelta(days=3000))
    assert await house.there("people", where) is not None


async def test_a_row_that_somebody_writes_while_the_night_passes_stays() -> None:
    house = open_house()
    where = await house.put("kept.share", kept_at=MOMENT)
    table = house.storage.tables["kept"]
    now = WRITTEN + PERIODS[Kept.KEPT_SHARES]
    real = type(table).write
    renewed = False

    async def meanwhile(self: object, *changes: object) -> object:
        nonlocal renewed
        if self is table and not renewed:
            renewed = True
            await house.put("kept.share", kept_at=now.isoformat(timespec="microseconds"))
        return await real(self, *changes)  # type: ignore[arg-type]  # the table's own method

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(table), "write", meanwhile)
        proof = await house.night(now)
    assert await house.there("kept", where) is not None
    assert "kept.share" not in proof.rows


async def test_a_proof_names_nobody() -> None:
    house = open_house()
    for rule in RULES:
        await house.put_for(rule)
    await house.night(WRITTEN + timedelta(days=2000))
    said = str(await house.rows("proofs"))
    assert "person" not in said.replace("people.person", "")
    assert "subject-1" not in said


def _kept(house: House, number: int) -> KeptShare:
    return KeptShare(house.tenant, "subject-1", ShareRef.parse(f"2026-W47.{number:032x}"), WRITTEN)
