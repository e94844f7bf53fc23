"""The access log: who read or downloaded what tells of others, when; for the DPO, and for nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Door(StrEnum):
    """What was opened. Reading one's own data, or what everybody reads, is not noted."""

    BRIEF = "brief"
    BOARD = "board"
    COVERAGE = "coverage"
    LITERACY = "literacy"
    CANDIDATES = "candidates"
    SELECTION = "selection"
    TERMS = "terms"
    DECISIONS = "decisions"
    DIRECTORY = "directory"
    RUNS = "runs"
    RECOGNITION = "recognition"
    PRIVACY = "privacy"
    RETENTION = "retention"
    ACCESSES = "accesses"
    API = "api"


# Whoever comes with a key of the functions, who is nobody in particular.
BY_KEY = "key"


@dataclass(frozen=True, slots=True)
class Access:
    """`person_id` is who opened it, or BY_KEY; `about` which one: a month, a cohort, a document. Never about whom."""

    tenant_id: str
    at: datetime
    person_id: str
    door: Door
    about: str = ""


class AccessRepository(Protocol):
    async def note(self, access: Access) -> None:
        """Write the access before what it opens is given."""

    async def latest(self, tenant_id: str, since: datetime, most: int) -> Sequence[Access]:
        """The newest first."""
