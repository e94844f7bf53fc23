"""Whom a run addresses: pages of people, in an order from which it can be resumed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, and what their message is about. Where they are, and whether they want it, is asked as it leaves."""

    person_id: str
    subject: str


@dataclass(frozen=True, slots=True)
class AudiencePage:
    """Some of an audience; `cursor` is what to resume after once they are all in the outbox.

    People come in the order of their prefix (delivery.shards). A page that comes twice is planned once.
    """

    recipients: tuple[Recipient, ...]
    cursor: str


class Audience(Protocol):
    def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        """The pages that follow the cursor `after`; all of them when it is empty."""
