"""What a yes to a hand-over makes of two terms: one ends, the other begins in its place."""

from dataclasses import dataclass
from datetime import datetime

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Signature, Term, TermState


@dataclass(frozen=True, slots=True)
class Yes:
    """Who says yes, and what they signed. `is_engaged`: they have a term in another cohort, or were offered one."""

    person_id: str
    signature: Signature
    is_engaged: bool = False

    @property
    def at(self) -> datetime:
        return self.signature.at


def succession(left: Term | None, held: Term | None, yes: Yes) -> tuple[Term, Term]:
    """Both terms after it, for the same trade and site; said again by the same person, it changes nothing.

    `left` is the term of whoever asked, `held` what the colleague has in this cohort by now. Declined for somebody who
    was not asked, or is not any more, and for whoever has, or had, a term of their own: one person takes one place.
    """
    if left is None or yes.person_id not in (left.handing_to, left.successor_id):
        raise Declined(Why.HAND_OVER_GONE)
    is_done = left.state is TermState.ENDED and left.successor_id == yes.person_id
    if not is_done and (yes.is_engaged or held is not None):
        is_free = not yes.is_engaged and held is not None and held.state is TermState.ENDED
        raise Declined(Why.CANNOT_TAKE_OVER if is_free else Why.ALREADY_AMBASSADOR)
    return left.handed_over(yes.person_id, yes.at), _signed(held or _offered(left, yes), yes.signature)


def _offered(left: Term, yes: Yes) -> Term:
    return Term(
        tenant_id=left.tenant_id,
        cohort_id=left.cohort_id,
        person_id=yes.person_id,
        trade=left.trade,
        site=left.site,
        way=Way.NOMINATED,
        state=TermState.OFFERED,
        offered_at=yes.at,
    )


def _signed(term: Term, signature: Signature) -> Term:
    if term.is_in_office and term.signature is not None and term.signature.is_of_the_same_text(signature):
        return term
    return term.signed(signature)
