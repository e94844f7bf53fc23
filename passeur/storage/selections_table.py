import json
from dataclasses import dataclass

from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.selection_decision import Outcome, SelectionDecision
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import Row
from passeur.storage.keys import joined
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Conflict, Create, Table


@dataclass(frozen=True, slots=True)
class SelectionsTable:
    """A row for each decision, in the cohorts' table, apart from the cohorts. SelectionRepository."""

    table: Table

    async def get(self, tenant_id: str, cohort_id: str) -> SelectionDecision | None:
        row = await self.table.get(_partition(tenant_id), joined(cohort_id))
        return None if row is None else _decision(tenant_id, cohort_id, row)

    async def decide(self, decision: SelectionDecision) -> SelectionDecision:
        try:
            await self.table.write(Create(_row(decision)))
        except Conflict:
            if first := await self.get(decision.tenant_id, decision.cohort_id):
                return first
            raise StorageUnavailable(f"the selection of {decision.cohort_id} is there and cannot be read") from None
        return decision


def _partition(tenant_id: str) -> str:
    return joined(tenant_id, "selections")


def _row(decision: SelectionDecision) -> Row:
    # By state and in the order of their ranks, which leaves room for some thousands of people in one row.
    outcomes = {
        state: [[each.person_id, each.rank, each.reason] for each in decision.outcomes if each.state is state]
        for state in CandidateState
    }
    return row_of(
        _partition(decision.tenant_id),
        joined(decision.cohort_id),
        version=decision.version,
        decided_by=decision.decided_by,
        decided_at=write_time(decision.decided_at),
        **text_columns(json.dumps(outcomes, separators=(",", ":"))),
    )


def _decision(tenant_id: str, cohort_id: str, row: Row) -> SelectionDecision:
    outcomes = json.loads(text_of(row))
    return SelectionDecision(
        tenant_id,
        cohort_id,
        row["version"],
        row["decided_by"],
        read_time(row["decided_at"]),
        tuple(Outcome(who, CandidateState(state), *rest) for state, known in outcomes.items() for who, *rest in known),
    )
