"""AI champions, and the AI leads of each trade: former ambassadors whom their colleagues may ask, by their name."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.terms import Ending, Term
from passeur.backend import Backend


@dataclass(frozen=True, slots=True)
class Champion:
    """`ending` says which of the two; `trade` is the one that they were ambassador for."""

    person_id: str
    name: str
    ending: Ending
    trade: str


async def read_champions(backend: Backend) -> Sequence[Champion]:
    """Those who wished it, were agreed to and did not step down; who left the organisation is not named any more."""
    tenant_id = backend.organisation.tenant_id
    newest: dict[str, Term] = {}
    for cohort_id in await _closed(backend):
        async for page in backend.terms.pages(tenant_id, cohort_id):
            for term in page:
                if term.is_of_a_champion:
                    newest.setdefault(term.person_id, term)
    people = await asyncio.gather(*(backend.people.get(tenant_id, person_id) for person_id in newest))
    return [
        Champion(person.id, person.name, term.ending, term.trade)
        for person, term in zip(people, newest.values(), strict=True)
        if person is not None and person.active and term.ending is not None
    ]


async def step_down(person_id: str, backend: Backend) -> None:
    """Be named as neither any more; whoever never was changes nothing."""
    tenant_id = backend.organisation.tenant_id
    for cohort_id in await _closed(backend):
        term = await backend.terms.get(tenant_id, cohort_id, person_id)
        if term is not None and term.is_of_a_champion:
            await backend.terms.change(tenant_id, cohort_id, person_id, partial(_named_no_more, term))


def _named_no_more(was: Term, known: Term | None) -> Term:
    return (known or was).stepped_down()


async def _closed(backend: Backend) -> Sequence[str]:
    cohorts = await backend.cohorts.all(backend.organisation.tenant_id)
    return [cohort.id for cohort in cohorts if cohort.state is CohortState.CLOSED]
