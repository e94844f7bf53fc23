"""Bring the people that Passeur knows to what a directory says: the one way in, for files and for Graph.

- Whom an entry means: its id; else the active person known with that e-mail; else `id_of_email(email)`, an id that
  holds until Passeur meets them and `join_by_email` makes one of both. Of two entries for one person the first counts.
- An unknown trade or site refuses the entry of a file, and is left out, with a remark, for Graph.
- Whoever asked to be forgotten (passeur.privacy) is left out, as if the entry were not there, until they come back.
- What is taken from an entry and what stays the person's own: see `merge_person`.
- Leavers: entries that are not active and, when the source `is_complete`, active people of this same source who are
  absent from it. From five leavers that are a fifth of the source's people, nobody leaves before a call that says their
  number in `confirmed_leavers`; all the rest is done. A source that tells changes only must tell them again then.
- What is the same is not written. The teams are counted again at the end, also when a first try was cut.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from enum import StrEnum

from passeur.backend import Backend
from passeur.directory.check_entry import Checker
from passeur.directory.entries import DirectoryEntry, Numbered, RefusedRow, Source
from passeur.directory.findings import Findings, ImportReport
from passeur.directory.merge_person import left, merged
from passeur.directory.ports import PREFIXES, Changes, Settled, Staging
from passeur.directory.recount_teams import recount_teams
from passeur.people import Person
from passeur.privacy.erasure_ports import Gone

# Below either, people leave without a question: five in a team of twenty, a handful in a company.
FEWEST_ASKED = 5
SHARE_ASKED = 5
# Partitions that are written at the same time.
_AT_ONCE = 8


class _Fate(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    # Left, as an entry says; `missing` left without one.
    LEFT = "left"
    MISSING = "missing"


async def apply_entries(
    entries: AsyncIterator[Sequence[Numbered | RefusedRow]],
    source: Source,
    backend: Backend,
    *,
    staging: Staging,
    is_complete: bool,
    confirmed_leavers: int | None = None,
) -> ImportReport:
    """Read a source to its end, then write what differs; see the module for the rules.

    `entries` come in batches, each with its line or number; whatever reading them raises, nothing is written then.
    `staging` is a fresh one (`passeur.storage.staged_people.open_staging`).
    """
    findings = Findings()
    gone = await backend.erasures.gone(backend.organisation.tenant_id)
    rows = await _stage(entries, Checker(backend.organisation, source), staging, findings, gone)
    async for people in backend.people.pages(backend.organisation.tenant_id):
        staging.know(people)
    settlement = staging.settle(source, is_complete=is_complete)
    findings.refuse(settlement.refused)
    waits = _must_wait(settlement.leavers, settlement.known, confirmed_leavers)
    findings.remark(staging.find_managers(leavers_stay=waits))
    fates = await _write(source, backend, staging, leave=not waits)
    waiting = settlement.leavers if waits else 0
    summary = await recount_teams(backend, read=source, leavers_waiting=waiting)
    return ImportReport(
        source=source,
        rows=rows,
        known=settlement.known,
        added=fates[_Fate.ADDED],
        changed=fates[_Fate.CHANGED],
        unchanged=rows - findings.refused - fates[_Fate.ADDED] - fates[_Fate.CHANGED] - fates[_Fate.LEFT],
        left=fates[_Fate.LEFT] + fates[_Fate.MISSING],
        leavers_waiting=waiting,
        refused=findings.refused,
        told_refused=tuple(sorted(findings.told_refused, key=lambda each: each.line)),
        remarks=findings.remarks,
        told_remarks=tuple(sorted(findings.told_remarks, key=lambda each: each.line)),
        people=summary.people,
        teams=summary.teams,
        small_teams=summary.small_teams,
    )


async def _stage(
    entries: AsyncIterator[Sequence[Numbered | RefusedRow]],
    checker: Checker,
    staging: Staging,
    findings: Findings,
    gone: Gone,
) -> int:
    rows = 0
    async for batch in entries:
        rows += len(batch)
        kept: list[Numbered] = []
        refused: list[RefusedRow] = []
        for each in batch:
            row = each
            if not isinstance(row, RefusedRow):
                checked = checker.check(*row)
                findings.remark(checked.remarks)
                row = checked.row
            if isinstance(row, RefusedRow):
                staging.spare(row.marks)
                refused.append(row)
            elif not _is_gone(row[1], gone):
                kept.append(row)
        findings.refuse([*refused, *staging.add(kept)])
    return rows


def _is_gone(entry: DirectoryEntry, gone: Gone) -> bool:
    """Whoever asked to be forgotten is not brought back, and nothing tells who that is."""
    return any(mark is not None and gone(mark) for mark in (entry.id, entry.email))


def _must_wait(leavers: int, known: int, confirmed: int | None) -> bool:
    if confirmed is not None:
        return leavers > 0 and leavers != confirmed
    return leavers >= FEWEST_ASKED and leavers * SHARE_ASKED >= known


async def _write(source: Source, backend: Backend, staging: Staging, *, leave: bool) -> Counter[_Fate]:
    turn = asyncio.Semaphore(_AT_ONCE)
    counted: Counter[_Fate] = Counter()

    async def write(prefix: str) -> None:
        async with turn:
            counted.update(await _write_prefix(prefix, source, backend, staging, leave=leave))

    try:
        async with asyncio.TaskGroup() as group:
            for prefix in PREFIXES:
                group.create_task(write(prefix))
    except ExceptionGroup as failures:
        # They all fail for the same reason, which is what a caller can act upon.
        raise failures.exceptions[0] from None
    return counted


async def _write_prefix(
    prefix: str, source: Source, backend: Backend, staging: Staging, *, leave: bool
) -> Counter[_Fate]:
    settled = staging.of_prefix(prefix)
    if settled.is_empty:
        return Counter()
    # A second look after somebody else wrote finds less to do: what the first one did stays counted.
    fates: dict[str, _Fate] = {}

    def change(known: Mapping[str, Person]) -> Changes:
        changes = _changes(known, settled, source, backend, leave=leave)
        for person_id, after in changes.items():
            missing = person_id in settled.missing
            fates.setdefault(person_id, _Fate.MISSING if missing else _fate(known.get(person_id), after))
        return changes

    await backend.directory.change_all(backend.organisation.tenant_id, prefix, change)
    return Counter(fate for person_id, fate in fates.items() if person_id not in settled.replaced)


def _changes(
    known: Mapping[str, Person], settled: Settled, source: Source, backend: Backend, *, leave: bool
) -> Changes:
    changes: dict[str, Person | None] = {}
    for person_id, entry in settled.entries.items():
        before = known.get(person_id)
        # Who is marked as gone waits with those who are missing; of who was never here, nothing is kept.
        if not entry.entry.active and (before is None or (before.active and not leave)):
            continue
        after = merged(before, person_id, entry, source, backend.organisation)
        if after != before:
            changes[person_id] = after
    if leave:
        for person_id in settled.missing & known.keys():
            person = known[person_id]
            # Somebody else may have spoken of them since: another source, or nobody's list any more.
            if person.active and person.directory == source:
                changes[person_id] = left(person, source)
    for person_id in settled.replaced & known.keys():
        changes[person_id] = None
    return changes


def _fate(before: Person | None, after: Person | None) -> _Fate:
    if before is None:
        return _Fate.ADDED
    return _Fate.LEFT if after is not None and before.active and not after.active else _Fate.CHANGED
