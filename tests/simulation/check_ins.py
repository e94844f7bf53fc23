"""A cohort of any size that is asked for its check-in: ambassadors with a personal chat, and what they shared."""

from dataclasses import replace
from datetime import timedelta

from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.people import Person
from tests.passeur.ambassadors.check_ins import REF, THURSDAY, a_cohort, a_term
from tests.simulation.company import managers
from tests.simulation.digests import Digests, Figures
from tests.storage.samples import a_post, a_ref, a_reproduction, a_share

# One ambassador in five shared something in the period, and two colleagues tried it.
_SHARED_BY = 5
_TRIES = 2


def simulate_check_ins(people: int, *, rate: int = 30, instances: int = 4) -> Figures:
    """Everybody of a cohort is asked, on its day, through several instances."""
    run = Digests(people, rate, instances, run_id=REF.run, settles=settle_cohort, starts=THURSDAY, timers=frozenset())
    return run.simulate()


def rows_of_facts(people: int) -> int:
    """How many rows the facts of the period are."""
    return -(-people // _SHARED_BY) * (1 + _TRIES)


async def settle_cohort(backend: Backend, number: int) -> None:
    tenant = backend.organisation.tenant_id
    await backend.cohorts.create(a_cohort(tenant))
    people = list(managers(tenant, number))
    await all_of(backend.people.put(person) for person in people)
    await all_of(_serve(backend, person) for person in people)
    await all_of(_share(backend, person, each) for each, person in enumerate(people[::_SHARED_BY]))


async def _serve(backend: Backend, person: Person) -> None:
    term = a_term(person.id, person.tenant_id)
    await backend.terms.change(person.tenant_id, term.cohort_id, person.id, lambda _: term)


async def _share(backend: Backend, person: Person, number: int) -> None:
    ref = a_ref(f"form-{number}", REF.period, person.id)
    share = a_share(person.tenant_id, week=REF.period, ref=ref, author_id=person.id)
    share = replace(share, published_at=THURSDAY - timedelta(days=5))
    await backend.shares.add(share, a_post(share).sent("posted"))
    for colleague in range(_TRIES):
        await backend.shares.record_reproduction(person.tenant_id, a_reproduction(ref, f"colleague-{colleague}"))
