"""What rows mean once they come from a backup: what was owed then may have been sent since, and nobody can tell.

Nothing is sent a second time unasked. A message that was owed is `unknown`, as one whose answer was lost; a run that
was under way is stopped until the programme lead resumes it, having seen what it would send.
"""

from dataclasses import dataclass

from passeur.delivery.outbox import DeliveryState, Home
from passeur.delivery.runs import RunState
from passeur.storage.delivery_rows import OUTBOX, UNFINISHED
from passeur.storage.entities import KEY, PARTITION, Row

_WITH_OUTBOX = frozenset({Home.SHARES, Home.RECAPS, Home.MESSAGES})


@dataclass(slots=True)
class Doubts:
    """What a backup leaves for somebody to decide."""

    messages: int = 0
    runs: int = 0

    def count(self, table: str, row: Row) -> None:
        self.messages += _is_owed(table, row)
        self.runs += _is_under_way(table, row)


def as_restored(table: str, row: Row) -> Row:
    """The row as it goes into the table."""
    if _is_owed(table, row):
        left = {name: value for name, value in row.items() if name != "until"}
        return {**left, "state": DeliveryState.UNKNOWN.value, UNFINISHED: False}
    return {**row, "state": RunState.STOPPED.value} if _is_under_way(table, row) else row


def _is_owed(table: str, row: Row) -> bool:
    return table in _WITH_OUTBOX and row[KEY].startswith(OUTBOX) and bool(row.get(UNFINISHED))


def _is_under_way(table: str, row: Row) -> bool:
    return table == Home.RUNS and row[PARTITION].endswith("|runs") and RunState(row["state"]).sends
