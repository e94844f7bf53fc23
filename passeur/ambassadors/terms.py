"""Terms: one person's time as an ambassador, from the selection to the last day."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.refusals import Declined, Why


class TermState(StrEnum):
    """`offered` waits for the charter to be signed; `resting` is a pause that the ambassador chose."""

    OFFERED = "offered"
    ACTIVE = "active"
    RESTING = "resting"
    ENDED = "ended"


class Ending(StrEnum):
    """How a term ended. `declined`: the charter was not signed, or was withdrawn."""

    RENEWED = "renewed"
    HANDED_OVER = "handed_over"
    CHAMPION = "champion"
    REFERENT = "referent"
    THANKED = "thanked"
    DECLINED = "declined"


MOVES: dict[TermState, frozenset[TermState]] = {
    TermState.OFFERED: frozenset({TermState.ACTIVE, TermState.ENDED}),
    TermState.ACTIVE: frozenset({TermState.RESTING, TermState.ENDED}),
    TermState.RESTING: frozenset({TermState.ACTIVE, TermState.ENDED}),
    TermState.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """What was signed and when: the charter's version and the hash of the very text that was shown."""

    version: int
    hash: str
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Term:
    """`trade` and `site` are those for which the person was chosen: figures by trade and site count them there.

    `signature` is the newest; a new version of the charter asks again, and does not end the term. `recognised` says
    that the person agreed to be named in recognitions (opt-in). `successor_id` is set by a hand-over, of which both
    know.
    """

    tenant_id: str
    cohort_id: str
    person_id: str
    trade: str
    site: str
    way: Way
    state: TermState
    offered_at: datetime
    signature: Signature | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    recognised: bool = False
    successor_id: str | None = None
    etag: str = field(default="", compare=False)

    @property
    def is_in_office(self) -> bool:
        return self.state in (TermState.ACTIVE, TermState.RESTING)

    def signed(self, signature: Signature) -> Self:
        """Begin the term, or renew the signature of one that runs."""
        if self.state is TermState.ENDED:
            raise Declined(Why.TERM_OVER)
        if self.signature is not None and self.signature.version == signature.version:
            raise Declined(Why.ALREADY_SIGNED)
        if self.state is TermState.OFFERED:
            return replace(self, state=TermState.ACTIVE, began_at=signature.at, signature=signature)
        return replace(self, signature=signature)

    def moved(self, state: TermState) -> Self:
        """Rest, or come back; Declined when the term cannot go there from where it is."""
        if state not in MOVES[self.state]:
            raise Declined(Why.TERM_OVER if self.state is TermState.ENDED else Why.NOT_AN_AMBASSADOR)
        return replace(self, state=state)

    def ended(self, ending: Ending, now: datetime) -> Self:
        return replace(self.moved(TermState.ENDED), ending=ending, ended_at=now)
