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


# What somebody may wish for when their term ends; the programme lead answers, except to a goodbye.
WISHES = (Ending.RENEWED, Ending.CHAMPION, Ending.REFERENT, Ending.THANKED)
# Whoever ended so is named to their colleagues: an AI champion, or the AI lead of a trade.
CHAMPIONS = (Ending.CHAMPION, Ending.REFERENT)

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

    def is_of_the_same_text(self, other: Self) -> bool:
        return (self.version, self.hash) == (other.version, other.hash)


@dataclass(frozen=True, slots=True)
class Term:
    """`trade` and `site` are those for which the person was chosen: figures by trade and site count them there.

    `signature` is the newest; a new version of the charter asks again, and does not end the term. `recognised` says
    that the person agreed to be named in recognitions (opt-in). `successor_id` is set by a hand-over, of which both
    know; until that colleague answers, `handing_to` says whom the person asked.

    `wish` is what the person would like afterwards. `agreed` is the programme lead's answer to it, None until there is
    one. It comes true when the cohort is closed.
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
    handing_to: str | None = None
    handing_at: datetime | None = None
    wish: Ending | None = None
    agreed: bool | None = None
    answered_at: datetime | None = None
    etag: str = field(default="", compare=False)

    @property
    def is_in_office(self) -> bool:
        return self.state in (TermState.ACTIVE, TermState.RESTING)

    def signed(self, signature: Signature) -> Self:
        """Begin the term, or renew the signature of one that runs."""
        if self.state is TermState.ENDED:
            raise Declined(Why.TERM_OVER)
        if self.signature is not None and self.signature.is_of_the_same_text(signature):
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
        return replace(self.moved(TermState.ENDED), ending=ending, ended_at=now, handing_to=None, handing_at=None)

    def wishing(self, wish: Ending) -> Self:
        """Say what one would like afterwards, or something else than before: the answer then starts anew."""
        self._must_be_in_office()
        if wish not in WISHES:
            raise ValueError(f"nobody wishes to be {wish}")
        return self if self.wish is wish else replace(self, wish=wish, agreed=None, answered_at=None)

    def answered(self, wish: Ending, now: datetime, *, agreed: bool) -> Self:
        """The programme lead's word on a wish; Declined when the person wishes for something else by now."""
        self._must_be_in_office()
        if self.wish is not wish:
            raise Declined(Why.WISH_CHANGED)
        return self if self.agreed is agreed else replace(self, agreed=agreed, answered_at=now)

    @property
    def waits_for_an_answer(self) -> bool:
        return self.is_in_office and self.agreed is None and self.wish not in (None, Ending.THANKED)

    @property
    def ends_as(self) -> Ending:
        """What becomes of the term when its cohort is closed: the wish when it was agreed to, else a goodbye."""
        if self.state is TermState.OFFERED:
            return Ending.DECLINED
        return self.wish if self.wish is not None and self.agreed else Ending.THANKED

    @property
    def is_of_a_champion(self) -> bool:
        """Whether colleagues may be told that this person is an AI champion, or the AI lead of a trade."""
        return self.ending in CHAMPIONS

    def stepped_down(self) -> Self:
        """A champion or trade lead who would rather be named no more; in office, who no longer wishes to be one."""
        if self.is_of_a_champion:
            return replace(self, ending=Ending.THANKED)
        if self.is_in_office and self.wish in CHAMPIONS:
            return replace(self, wish=None, agreed=None, answered_at=None)
        return self

    def handing_over_to(self, successor_id: str | None, now: datetime) -> Self:
        """Ask a colleague to take over, once; None takes the question back."""
        self._must_be_in_office()
        if successor_id == self.person_id:
            raise Declined(Why.NOT_TO_YOURSELF)
        if successor_id == self.handing_to:
            return self
        return replace(self, handing_to=successor_id, handing_at=None if successor_id is None else now)

    def handed_over(self, successor_id: str, now: datetime) -> Self:
        """End with the colleague who said yes; said twice by the same one, it changes nothing."""
        if self.state is TermState.ENDED and self.successor_id == successor_id:
            return self
        if self.handing_to != successor_id:
            raise Declined(Why.TERM_OVER if self.state is TermState.ENDED else Why.HAND_OVER_GONE)
        return replace(self.ended(Ending.HANDED_OVER, now), successor_id=successor_id)

    def _must_be_in_office(self) -> None:
        if not self.is_in_office:
            raise Declined(Why.TERM_OVER if self.state is TermState.ENDED else Why.NOT_AN_AMBASSADOR)
