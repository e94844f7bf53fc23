"""The nightly work of retention: each rule in its order, so many rows at most, and a proof of what was erased."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from passeur.ambassadors.cohorts import Cohort
from passeur.backend import Backend
from passeur.logs.safe import Safe
from passeur.periods import day_of
from passeur.privacy.forget_leavers import forget_leavers
from passeur.privacy.old_noes import is_old
from passeur.privacy.retention import RULES
from passeur.privacy.retention_ports import Horizon, Proof
from passeur.privacy.retention_rules import PERIODS, Hold, Kept, Rule

log = logging.getLogger(__name__)

# A night of ten minutes writes this much with room to spare; what is left goes the next night.
MOST_ROWS = 20_000
# No call keeps what it holds for longer than this.
_LONGEST_CALL = timedelta(days=365)
_A_MOMENT = timedelta(microseconds=1)


async def keep_no_longer(backend: Backend, *, now: datetime, most: int = MOST_ROWS) -> Proof:
    """Erase what is kept long enough; returns the day's proof, which is stored after each rule.

    Whatever cuts it, asking again goes on: what is erased is found no more, and what was counted stays counted.
    """
    tenant_id = backend.organisation.tenant_id
    today = day_of(now, backend.organisation.sending.zone)
    proof = await backend.proofs.get(tenant_id, today) or Proof(today, now)
    cohorts = await backend.cohorts.all(tenant_id)
    with _told_if_it_fails("who left"):
        await backend.retention.note_leavers(tenant_id, now, most)
    night = _Night(backend, proof, most)
    waiting: set[str] = set()
    for rule in RULES:
        if rule.kind == "cohorts.cohort" and waiting & _OF_COHORTS:
            # Who is in which cohort could not be told any more.
            waiting.add(rule.id)
            continue
        horizon, is_done = _horizon(rule, cohorts, now, today), False
        with _told_if_it_fails(rule.id):
            if rule.kept is Kept.LEAVERS:
                # Their row goes last of what names them alone: until then it says whom the erasure is about.
                await forget_leavers(backend, horizon.until, now=now, most=night.left)
            is_done = await night.apply(rule, horizon)
        if not is_done:
            waiting.add(rule.id)
    # A cohort that ended tonight is looked at tomorrow: its noes go after all that rests on it.
    kept, horizon = {cohort.id for cohort in cohorts}, _horizon(_RECOGNITION, cohorts, now, today)
    with _told_if_it_fails("noes"):
        await backend.retention.forget_noes(
            tenant_id, lambda no: is_old(no, kept, horizon.until, today), max(night.left, 0)
        )
    proof = replace(night.proof, ended_at=backend.clock(), unfinished=frozenset(waiting))
    await backend.proofs.put(tenant_id, proof)
    return proof


@contextmanager
def _told_if_it_fails(what: str) -> Iterator[None]:
    """One row that cannot be written, as of a column that nobody registered, stops its own rule alone."""
    try:
        yield
    except ValueError:
        log.exception("retention of %s failed and is tried again another night", Safe(what))


@dataclass(slots=True)
class _Night:
    """How much may still be erased, and the proof of what was."""

    backend: Backend
    proof: Proof
    left: int

    async def apply(self, rule: Rule, horizon: Horizon) -> bool:
        """Whether nothing is left of what the rule erases. What was erased before a cut is in the proof as well."""
        counted = 0

        def count(rows: int) -> None:
            nonlocal counted
            counted += rows

        tenant_id = self.backend.organisation.tenant_id
        try:
            return await self.backend.retention.sweep(tenant_id, rule, horizon, self.left, count)
        finally:
            if counted:
                self.left -= counted
                rows = {**self.proof.rows, rule.id: self.proof.rows.get(rule.id, 0) + counted}
                self.proof = replace(self.proof, rows=rows)
                await self.backend.proofs.put(tenant_id, self.proof)


_RECOGNITION = next(rule for rule in RULES if rule.kind == "badges.month")
_OF_COHORTS = frozenset(rule.id for rule in RULES if rule.kept is Kept.COHORTS)


def _horizon(rule: Rule, cohorts: Sequence[Cohort], now: datetime, today: date) -> Horizon:
    until = now - rule.period
    if rule.hold is Hold.CALLS:
        calls = [each.opened_at - _A_MOMENT for each in cohorts if each.has_a_call_under_way]
        until = max(min([until, *calls]), min(until, now - _LONGEST_CALL))
    elif rule.hold is Hold.COHORTS:
        until = min([until, *(_midnight(each.starts_on) - _A_MOMENT for each in cohorts)])
    over = frozenset(each.id for each in cohorts if each.ends_on + PERIODS[Kept.COHORTS] < today)
    return Horizon(until, over)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
