"""Somebody's wish to be forgotten: what they chose, under whose place it is made, and how far it is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from passeur.delivery.addresses import Address

# Longer than anything that was under way when everything was gone through can still be writing.
SETTLES_IN = timedelta(minutes=2)


class TheirShares(StrEnum):
    """What becomes of what somebody shared: it stays, without their name, or is withdrawn as they could themselves."""

    STAY = "stay"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Erasure:
    """Kept from the confirmation until everything is done and told, then forgotten itself.

    `stand_in` is the random pseudonym that takes the person's place. `name`, `email` and `address` are theirs as they
    were when they asked: by them, what names them is found, and they are told, unless `untold`. `gone_through_at` is
    when everything was last gone through, so that one more look finds what was being written meanwhile.
    """

    tenant_id: str
    person_id: str
    stand_in: str
    shares: TheirShares
    asked_at: datetime
    locale: str
    name: str = ""
    email: str | None = None
    address: Address | None = None
    gone_through_at: datetime | None = None
    untold: bool = False

    def gone_through(self, now: datetime) -> Self:
        return replace(self, gone_through_at=now)

    def to_go_through(self) -> Self:
        """Something was found after all: it counts as if nothing had been gone through."""
        return replace(self, gone_through_at=None)

    def waits(self, now: datetime) -> bool:
        """Whether it is too early for another look."""
        return self.gone_through_at is not None and now - self.gone_through_at < SETTLES_IN
