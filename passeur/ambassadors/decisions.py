"""Decisions of the programme: what was decided, when and why, written once and read by all who steer it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Decision:
    """`id` follows from the form that recorded it. A decision is never rewritten.

    One that was recorded wrongly, or no longer holds, is struck out with a reason and stays in the log.
    """

    tenant_id: str
    id: str
    what: str
    why: str
    on: date
    recorded_at: datetime
    recorded_by: str
    struck_at: datetime | None = None
    struck_by: str | None = None
    struck_why: str = ""
    etag: str = field(default="", compare=False)

    def struck(self, by: str, why: str, now: datetime) -> Self:
        """The first who strikes it out is the one who counts."""
        if self.struck_at is not None:
            return self
        return replace(self, struck_at=now, struck_by=by, struck_why=why)


def decision_id(form_id: str, person_id: str) -> str:
    return hashlib.sha256(f"decision|{form_id}|{person_id}".encode()).hexdigest()[:32]
