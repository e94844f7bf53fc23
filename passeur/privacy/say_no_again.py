from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.recognition import Consent, MonthChoice, Spotlight
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.withdraw_candidacy import withdraw_candidacy
from passeur.backend import Backend
from passeur.people import Person, Role, Topic
from passeur.periods import Month
from passeur.privacy.noes import ENDINGS, OF_A_PERSON, AllNoes, No, NoTo
from passeur.sharing.shares import ShareRef
from passeur.sharing.withdraw_share import withdraw_share

_ENDINGS = {to: ending for ending, to in ENDINGS.items()}


async def say_no_again(noes: AllNoes, backend: Backend, *, now: datetime) -> int:
    """After a restore: everybody's noes hold again, whatever the backup says; how many of them it had undone.

    Saying them again changes nothing more. What the backup does not have at all needs no no; a person whom it does not
    have is noted, so that the directory does not bring back somebody who said nothing.
    """
    tenant_id, undone = backend.organisation.tenant_id, 0
    for ref in noes.withdrawn:
        undone += await _withdrawn_again(ref, backend, now)
    gone = await backend.erasures.gone(tenant_id)
    for person_id, said in noes.people.items():
        if not gone(person_id):
            undone += await _again(person_id, said, backend, now)
    return undone


async def _withdrawn_again(ref: ShareRef, backend: Backend, now: datetime) -> bool:
    tenant_id = backend.organisation.tenant_id
    share = await backend.shares.get(tenant_id, ref)
    if share is None:
        return False
    await withdraw_share(
        tenant_id, ref, share.version, share.author_id, claims=backend.claims, shares=backend.shares, now=now
    )
    return not share.withdrawn


async def _again(person_id: str, said: Iterable[No], backend: Backend, now: datetime) -> int:
    # Who left goes before who took a candidacy back: nobody does that in office.
    said = sorted(said, key=lambda no: (no.to not in _ENDINGS, no))
    own = [no for no in said if no.to in OF_A_PERSON]
    undone = 0
    if own:
        tenant_id = backend.organisation.tenant_id
        newcomer = Person(tenant_id, person_id, "", locale=backend.organisation.locale)
        before, _ = await backend.people.change(tenant_id, person_id, lambda known: _saying(known or newcomer, own))
        was = before or newcomer
        undone = sum(_saying(was, [no]) != was for no in own)
    for no in said:
        if no not in own:
            undone += await _no_again(person_id, no, backend, now)
    return undone


def _saying(person: Person, noes: Iterable[No]) -> Person:
    """Never less than what they say already: the first day of an objection, the last of a pause."""
    for no in noes:
        match no.to:
            case NoTo.PROFILING:
                at = datetime.fromisoformat(no.about)
                person = replace(person, objected_at=min(person.objected_at or at, at))
            case NoTo.MESSAGES:
                until = datetime.fromisoformat(no.about)
                person = replace(person, paused_until=max(person.paused_until or until, until))
            case _:
                person = replace(person, declined=person.declined | {Topic(no.about)})
    return person


async def _no_again(person_id: str, no: No, backend: Backend, now: datetime) -> bool:
    tenant_id = backend.organisation.tenant_id
    match no.to:
        case NoTo.ROLE:
            held = await backend.roles.has(tenant_id, person_id, Role(no.about))
            await backend.roles.revoke(tenant_id, person_id, Role(no.about))
            return held
        case NoTo.MONTH:
            month = Month.parse(no.about)
            refusing = partial(_refusing, tenant_id=tenant_id, month=month, person_id=person_id, now=now)
            was, then = await backend.recognitions.change_month(tenant_id, month, refusing)
            return was != then
        case NoTo.SPOTLIGHT:
            return await _spotlight_refused(ShareRef.parse(no.about), person_id, backend, now)
        case NoTo.CANDIDACY:
            return await _candidacy_withdrawn(no.about, person_id, backend, now)
        case _:
            return await _term_again(no, person_id, backend, now)


def _refusing(
    stored: MonthChoice | None, *, tenant_id: str, month: Month, person_id: str, now: datetime
) -> MonthChoice:
    asked = stored or MonthChoice(tenant_id, month)
    if asked.choice is not None and asked.choice.person_id == person_id:
        return asked.answered(person_id, Consent.REFUSED, now)
    return asked if person_id in asked.refused else replace(asked, refused=(*asked.refused, person_id))


async def _spotlight_refused(ref: ShareRef, person_id: str, backend: Backend, now: datetime) -> bool:
    tenant_id = backend.organisation.tenant_id
    known = await backend.recognitions.spotlight(tenant_id, ref)
    if known is None or known.author_id != person_id:
        return False

    def refused(stored: Spotlight | None) -> Spotlight:
        return (stored or known).answered(person_id, Consent.REFUSED, now)

    was, then = await backend.recognitions.change_spotlight(tenant_id, ref, refused)
    return was != then


async def _candidacy_withdrawn(cohort_id: str, person_id: str, backend: Backend, now: datetime) -> bool:
    tenant_id = backend.organisation.tenant_id
    known = await backend.candidates.get(tenant_id, cohort_id, person_id)
    if known is None or known.state is CandidateState.WITHDRAWN:
        return False
    term = await backend.terms.get(tenant_id, cohort_id, person_id)
    if term is not None and term.is_in_office:
        # Who took a candidacy back had not signed, or no longer: the place goes with it.
        await _ended(term, Ending.DECLINED, backend, now)
    await withdraw_candidacy(cohort_id, person_id, backend, now=now)
    return True


async def _term_again(no: No, person_id: str, backend: Backend, now: datetime) -> bool:
    term = await backend.terms.get(backend.organisation.tenant_id, no.about, person_id)
    if term is None:
        return False
    if no.to is NoTo.CHAMPION or (no.to is NoTo.TERM and term.is_of_a_champion):
        return await _named_no_more(term, backend)
    if term.state is TermState.ENDED:
        return False
    if no.to in _ENDINGS:
        return await _ended(term, _ENDINGS[no.to], backend, now)
    if not term.recognised:
        return False
    await backend.terms.change(
        term.tenant_id, term.cohort_id, person_id, lambda stored: replace(stored or term, recognised=False)
    )
    return True


async def _named_no_more(term: Term, backend: Backend) -> bool:
    before, after = await backend.terms.change(
        term.tenant_id, term.cohort_id, term.person_id, lambda stored: (stored or term).stepped_down()
    )
    return before != after


async def _ended(term: Term, ending: Ending, backend: Backend, now: datetime) -> bool:
    def end(stored: Term | None) -> Term:
        current = stored or term
        return current if current.state is TermState.ENDED else current.ended(ending, now)

    before, after = await backend.terms.change(term.tenant_id, term.cohort_id, term.person_id, end)
    return before != after
