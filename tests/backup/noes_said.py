"""Every no that somebody may say after a backup: what was there before it, how it is said, whether it holds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.recognition import Choice, Consent, MonthChoice, Spotlight
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.withdraw_candidacy import withdraw_candidacy
from passeur.backend import Backend
from passeur.delivery.pause import decline, is_paused, pause_a_month
from passeur.people import Person, Role, Topic
from passeur.periods import Month
from passeur.privacy.objection import object_to_it
from passeur.sharing.withdraw_share import withdraw_share
from tests.backup.stores import NIGHT, TENANT
from tests.storage.samples import AUTHOR, a_post, a_share
from tests.storage.test_candidates import COHORT, a_candidate
from tests.storage.test_terms import a_term, signed

SOMEBODY = Person(TENANT, "p-1", "Chloé Lefèvre")
MONTH = Month(2026, 11)
SHARE = a_share(TENANT)
ASKED = Spotlight(TENANT, SHARE.ref, AUTHOR, "Elle aide.", "lead-1", NIGHT)
CHOICE = Choice("p-1", COHORT, "Elle aide.", "lead-1", NIGHT)

Step = Callable[[Backend], Awaitable[object]]
Look = Callable[[Backend], Awaitable[bool]]


@dataclass(frozen=True)
class Case:
    """What was there at the backup, the no that came after, and whether it holds."""

    before: Step
    no: Step
    holds: Look


async def known(backend: Backend) -> None:
    await backend.people.put(SOMEBODY)


async def person_in(backend: Backend) -> Person:
    person = await backend.people.get(TENANT, "p-1")
    assert person is not None
    return person


async def objects(backend: Backend) -> None:
    await object_to_it(SOMEBODY, people=backend.people, now=NIGHT)


async def objected(backend: Backend) -> bool:
    return (await person_in(backend)).objected_at == NIGHT and await backend.people.objecting(TENANT) == {"p-1"}


async def pauses(backend: Backend) -> None:
    await pause_a_month(SOMEBODY, people=backend.people, zone=backend.organisation.sending.zone, now=NIGHT)


async def paused(backend: Backend) -> bool:
    return is_paused(await person_in(backend), NIGHT + timedelta(days=20))


async def declines(backend: Backend) -> None:
    await decline(SOMEBODY, Topic.BRIEF, people=backend.people)


async def declined(backend: Backend) -> bool:
    return (await person_in(backend)).declined == {Topic.BRIEF}


async def shared(backend: Backend) -> None:
    await backend.shares.add(SHARE, a_post(SHARE))


async def withdraws(backend: Backend) -> None:
    await withdraw_share(TENANT, SHARE.ref, 1, AUTHOR, claims=backend.claims, shares=backend.shares, now=NIGHT)


async def withdrawn(backend: Backend) -> bool:
    share = await backend.shares.get(TENANT, SHARE.ref)
    return share is not None and share.withdrawn and not share.content.use_case and not share.author_name


async def leads(backend: Backend) -> None:
    await backend.roles.grant(TENANT, "p-1", Role.PROGRAMME_LEAD)


async def is_taken_away(backend: Backend) -> None:
    await backend.roles.revoke(TENANT, "p-1", Role.PROGRAMME_LEAD)


async def leads_no_more(backend: Backend) -> bool:
    return not await backend.roles.has(TENANT, "p-1", Role.PROGRAMME_LEAD)


async def agreed_to_a_spotlight(backend: Backend) -> None:
    agreed = replace(ASKED, consent=Consent.GIVEN, answered_at=NIGHT)
    await backend.recognitions.change_spotlight(TENANT, SHARE.ref, lambda _: agreed)


async def refuses_the_spotlight(backend: Backend) -> None:
    refused = replace(ASKED, consent=Consent.REFUSED, answered_at=NIGHT)
    await backend.recognitions.change_spotlight(TENANT, SHARE.ref, lambda _: refused)


async def no_spotlight(backend: Backend) -> bool:
    spotlight = await backend.recognitions.spotlight(TENANT, SHARE.ref)
    return spotlight is not None and spotlight.consent is Consent.REFUSED


async def agreed_to_the_month(backend: Backend) -> None:
    agreed = MonthChoice(TENANT, MONTH, replace(CHOICE, consent=Consent.GIVEN))
    await backend.recognitions.change_month(TENANT, MONTH, lambda _: agreed)


async def refuses_the_month(backend: Backend) -> None:
    def refused(stored: MonthChoice | None) -> MonthChoice:
        return (stored or MonthChoice(TENANT, MONTH, CHOICE)).answered("p-1", Consent.REFUSED, NIGHT)

    await backend.recognitions.change_month(TENANT, MONTH, refused)


async def no_month(backend: Backend) -> bool:
    month = await backend.recognitions.month(TENANT, MONTH)
    return month is not None and month.choice is None and month.refused == ("p-1",)


async def in_office(backend: Backend) -> None:
    await backend.terms.change(TENANT, COHORT, "p-1", lambda _: replace(signed(a_term(TENANT)), recognised=True))


async def changes_term(backend: Backend, change: Callable[[Term], Term]) -> None:
    await backend.terms.change(TENANT, COHORT, "p-1", lambda stored: change(stored or a_term(TENANT)))


async def term_in(backend: Backend) -> Term:
    term = await backend.terms.get(TENANT, COHORT, "p-1")
    assert term is not None
    return term


async def unnamed(backend: Backend) -> bool:
    return not (await term_in(backend)).recognised


async def left(backend: Backend) -> bool:
    term = await term_in(backend)
    return (term.state, term.ending) == (TermState.ENDED, Ending.THANKED)


async def applied(backend: Backend) -> None:
    await backend.candidates.change(TENANT, COHORT, "p-1", lambda _: a_candidate(TENANT))


async def selected(backend: Backend) -> None:
    chosen = a_candidate(TENANT, state=CandidateState.SELECTED)
    await backend.candidates.change(TENANT, COHORT, "p-1", lambda _: chosen)
    await backend.terms.change(TENANT, COHORT, "p-1", lambda _: a_term(TENANT))


async def candidacy_in(backend: Backend) -> Candidate:
    candidate = await backend.candidates.get(TENANT, COHORT, "p-1")
    assert candidate is not None
    return candidate


async def no_candidacy(backend: Backend) -> bool:
    candidate = await candidacy_in(backend)
    return candidate.state is CandidateState.WITHDRAWN and not candidate.statement


async def no_place(backend: Backend) -> bool:
    return await no_candidacy(backend) and (await term_in(backend)).ending is Ending.DECLINED


async def takes_candidacy_back(backend: Backend) -> None:
    await withdraw_candidacy(COHORT, "p-1", backend, now=NIGHT)


CASES = {
    "objection": Case(known, objects, objected),
    "objection of somebody who was unknown": Case(shared, objects, objected),
    "pause": Case(known, pauses, paused),
    "topic": Case(known, declines, declined),
    "share": Case(shared, withdraws, withdrawn),
    "role": Case(leads, is_taken_away, leads_no_more),
    "spotlight": Case(agreed_to_a_spotlight, refuses_the_spotlight, no_spotlight),
    "month": Case(agreed_to_the_month, refuses_the_month, no_month),
    "month that nobody was asked about yet": Case(known, refuses_the_month, no_month),
    "recognition": Case(in_office, partial(changes_term, change=lambda term: replace(term, recognised=False)), unnamed),
    "term": Case(in_office, partial(changes_term, change=lambda term: term.ended(Ending.THANKED, NIGHT)), left),
    "candidacy": Case(applied, takes_candidacy_back, no_candidacy),
    "place": Case(selected, takes_candidacy_back, no_place),
}
