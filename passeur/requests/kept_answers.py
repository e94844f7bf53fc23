"""The answer to a write that may be asked for twice: whoever asks again with the same key gets the first answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

GOOD_FOR = timedelta(hours=24)
# Longer than a function may run: the process that began then is gone, and has answered nobody.
ABANDONED_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as hashes: `key` of who asks and the key they gave, `fingerprint` of everything that they ask for."""

    key: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """`body` is ASCII."""

    status: int
    media: str
    body: str


@dataclass(frozen=True, slots=True)
class Mine:
    """The request is the first one, and this process answers it."""

    asked: Asked
    etag: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody asked with this key before; `answer` is None while that request is under way."""

    fingerprint: str
    answer: Answered | None


class KeptAnswerRepository(Protocol):
    async def begin(self, tenant_id: str, asked: Asked) -> Mine | Known:
        """Of any number of requests with one key, one is the first; once its answer is expired, there is a next one."""

    async def finish(self, tenant_id: str, mine: Mine, answer: Answered | None) -> None:
        """Keep the answer; None lets whoever comes next begin anew. ValueError for an answer too long to keep."""
