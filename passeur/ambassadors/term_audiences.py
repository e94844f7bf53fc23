"""Whom the runs about terms address: the members of one cohort of whom something holds, page by page."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from passeur.ambassadors.terms import Ending, Term
from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunId
from passeur.delivery.shards import prefix_of


@dataclass(frozen=True, slots=True)
class TermHolders:
    """The members of a cohort for whom `wanted` says yes, in the order of their prefix. Audience."""

    backend: Backend
    cohort_id: str
    wanted: Callable[[Term], bool]

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        tenant_id = self.backend.organisation.tenant_id
        # A page may end within a prefix: its first people come again, and are planned once.
        async for page in self.backend.terms.pages(tenant_id, self.cohort_id, after):
            recipients = tuple(Recipient(term.person_id, self.cohort_id) for term in page if self.wanted(term))
            if recipients:
                yield AudiencePage(recipients, prefix_of(recipients[-1].person_id))


def charter_run(cohort_id: str, backend: Backend) -> RunId:
    """The run that asks a cohort to sign today's charter: another one for each text."""
    return RunId(DeliveryKind.CHARTER, f"{cohort_id}-{backend.organisation.charter.edition}")


def term_end_run(cohort_id: str) -> RunId:
    return RunId(DeliveryKind.TERM_END, cohort_id)


def farewell_run(cohort_id: str) -> RunId:
    return RunId(DeliveryKind.FAREWELL, cohort_id)


def must_sign_again(term: Term, backend: Backend) -> bool:
    """Whether somebody in office signed another text than today's. An offer is signed for the first time elsewhere."""
    return term.is_in_office and not backend.organisation.charter.is_signed_by(term.signature)


def to_sign_again(backend: Backend, period: str) -> TermHolders:
    # `2026-1-3-a1b2c3`: the cohort, then the charter's edition.
    return TermHolders(backend, _cohort_in(period), lambda term: must_sign_again(term, backend))


def about_to_end(backend: Backend, period: str) -> TermHolders:
    return TermHolders(backend, _cohort_in(period), lambda term: term.is_in_office)


def said_goodbye_to(backend: Backend, period: str) -> TermHolders:
    """Those who were there until the end; whoever left before was thanked then."""
    return TermHolders(backend, _cohort_in(period), stayed_until_the_end)


def stayed_until_the_end(term: Term) -> bool:
    if term.ending is Ending.THANKED:
        return term.wish is not Ending.THANKED or term.agreed is True
    return term.ending in (Ending.RENEWED, Ending.CHAMPION, Ending.REFERENT)


def _cohort_in(period: str) -> str:
    return "-".join(period.split("-", 2)[:2])
