from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.current_term import current_term, term_in_office
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.term_audiences import TermHolders
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.delivery.shards import prefix_of
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock
from tests.scenarios.house import ENVIRONMENT, FRIDAY, TENANT


@pytest.fixture
def backend() -> Backend:
    return backend_of(open_memory_storage(), read_organisation(ENVIRONMENT), FakeClock(FRIDAY))


async def a_term(backend: Backend, cohort_id: str, of: CohortState, state: TermState, person: str = "p-1") -> None:
    opened = datetime(2026, 1, 5, tzinfo=UTC)
    cohort = Cohort(
        TENANT, cohort_id, Call(5, opened), of, opened, "lead", starts_on=date(2026, 2, 2), ends_on=date(2026, 12, 18)
    )
    await backend.cohorts.create(cohort)
    term = Term(TENANT, cohort_id, person, "rh", "lyon", Way.SPOTTED, state, opened)
    await backend.terms.change(TENANT, cohort_id, person, lambda _: term)


async def test_nobody_has_a_term_before_one_was_offered(backend: Backend) -> None:
    assert await current_term("p-1", backend) is None
    await a_term(backend, "2026-1", CohortState.RUNNING, TermState.ACTIVE)
    assert await current_term("p-2", backend) is None


@pytest.mark.parametrize("state", [TermState.OFFERED, TermState.ACTIVE, TermState.RESTING])
async def test_a_term_that_is_not_over_is_found_with_its_cohort(backend: Backend, state: TermState) -> None:
    await a_term(backend, "2026-1", CohortState.RUNNING, state)
    found = await current_term("p-1", backend)
    assert found is not None
    assert (found.cohort.id, found.term.state) == ("2026-1", state)


async def test_what_is_over_is_not_current(backend: Backend) -> None:
    await a_term(backend, "2025-2", CohortState.CLOSED, TermState.ACTIVE)
    await a_term(backend, "2026-1", CohortState.RUNNING, TermState.ENDED)
    assert await current_term("p-1", backend) is None


async def test_between_two_cohorts_the_office_counts_before_an_offer_and_the_newest_before_the_older(
    backend: Backend,
) -> None:
    await a_term(backend, "2026-1", CohortState.RUNNING, TermState.RESTING)
    await a_term(backend, "2026-2", CohortState.CHOOSING, TermState.OFFERED)
    found = await current_term("p-1", backend)
    assert found is not None
    assert found.cohort.id == "2026-1"
    await backend.terms.change(TENANT, "2026-2", "p-1", lambda known: replace(_there(known), state=TermState.ACTIVE))
    found = await current_term("p-1", backend)
    assert found is not None
    assert found.cohort.id == "2026-2"


async def test_an_offer_is_no_office(backend: Backend) -> None:
    await a_term(backend, "2026-1", CohortState.RUNNING, TermState.OFFERED)
    with pytest.raises(Declined) as declined:
        await term_in_office("p-1", backend)
    assert declined.value.why is Why.NOT_AN_AMBASSADOR
    await a_term(backend, "2026-1", CohortState.RUNNING, TermState.ACTIVE)
    assert (await term_in_office("p-1", backend)).term.state is TermState.ACTIVE


async def test_an_audience_of_terms_resumes_where_it_was_and_leaves_nobody_out(backend: Backend) -> None:
    people = [f"p-{number}" for number in range(60)]
    for person in people:
        await a_term(backend, "2026-1", CohortState.RUNNING, TermState.ACTIVE, person)
    audience = TermHolders(backend, "2026-1", lambda term: term.person_id != "p-7")
    wanted = sorted((set(people) - {"p-7"}), key=lambda person: (prefix_of(person), person))
    pages = [page async for page in audience.pages("")]
    assert [each.person_id for page in pages for each in page.recipients] == wanted
    cursor = prefix_of(wanted[30])
    rest = [each.person_id async for page in audience.pages(cursor) for each in page.recipients]
    # Those of the same prefix come again, and are planned once.
    assert rest == [person for person in wanted if prefix_of(person) >= cursor]


def _there(term: Term | None) -> Term:
    assert term is not None
    return term
