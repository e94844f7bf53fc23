"""The round trips of a term, counted where they leave."""

from datetime import UTC, date, datetime

import pytest

from passeur.ambassadors.candidates import CandidateState, Way
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.hand_over import HandOver, accept_hand_over, propose_hand_over
from passeur.ambassadors.offer_place import offer_place
from passeur.ambassadors.sign_charter import Shown, sign_charter
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.people import Person
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from tests.fakes.clock import FakeClock
from tests.scenarios.house import ENVIRONMENT
from tests.storage.counting import CountingTransport
from tests.storage.samples import NOW
from tests.storage.test_candidates import a_candidate

pytestmark = pytest.mark.azurite
COHORT = "2026-1"


@pytest.fixture
def backend(azure_storage: Storage, tenant: str) -> Backend:
    return backend_of(azure_storage, read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": tenant}), FakeClock(NOW))


async def offer(backend: Backend, *people: str) -> None:
    tenant = backend.organisation.tenant_id
    opened = datetime(2026, 1, 5, tzinfo=UTC)
    call = Call(5, opened)
    await backend.cohorts.create(
        Cohort(tenant, COHORT, call, CohortState.RUNNING, opened, "lead", date(2026, 2, 2), date(2026, 12, 18))
    )
    for person in people:
        term = Term(tenant, COHORT, person, "rh", "lyon", Way.SPOTTED, TermState.OFFERED, opened)
        await backend.terms.change(tenant, COHORT, person, lambda _, new=term: new)  # type: ignore[misc]  # mypy cannot see the default of a lambda


async def test_a_signature_is_three_requests(backend: Backend, transport: CountingTransport) -> None:
    await offer(backend, "p-1")
    shown = Shown(1, "fr", our_charter().text("fr").hash)
    with transport.counted() as signed:
        await sign_charter("p-1", COHORT, shown, backend, now=NOW)
    assert len(signed) == 3


async def test_whether_somebody_is_an_ambassador_is_two_requests(
    backend: Backend, transport: CountingTransport
) -> None:
    await offer(backend, "p-1")
    with transport.counted() as asked:
        assert await current_term("p-1", backend) is not None
    assert len(asked) == 2


async def test_a_cohort_and_those_who_finished_are_a_request_each(
    backend: Backend, transport: CountingTransport
) -> None:
    await offer(backend, *(f"p-{number}" for number in range(20)))
    tenant = backend.organisation.tenant_id
    with transport.counted() as read:
        assert sum([len(page) async for page in backend.terms.pages(tenant, COHORT)]) == 20
        await backend.progress.finishers(tenant)
    assert len(read) == 2


async def test_a_free_place_is_offered_in_eight_requests(backend: Backend, transport: CountingTransport) -> None:
    await offer(backend, "p-1")
    tenant = backend.organisation.tenant_id
    for number in range(2, 20):
        waits = a_candidate(tenant, f"p-{number}", state=CandidateState.WAITING)
        await backend.candidates.change(tenant, COHORT, waits.person_id, lambda _, new=waits: new)  # type: ignore[misc]  # mypy cannot see the default of a lambda
    with transport.counted() as offered:
        await offer_place(COHORT, "p-7", backend, now=NOW)
    # The cohort, its candidates, its terms; the candidate with the guard; the term, read and written; the message.
    assert len(offered) == 8


async def test_a_hand_over_is_accepted_in_eight_requests(backend: Backend, transport: CountingTransport) -> None:
    await offer(backend, "p-1")
    shown = Shown(1, "fr", our_charter().text("fr").hash)
    await sign_charter("p-1", COHORT, shown, backend, now=NOW)
    successor = Person(backend.organisation.tenant_id, "p-2", "Solène Le Goff")
    await propose_hand_over("p-1", COHORT, successor, backend, now=NOW)
    with transport.counted() as accepted:
        await accept_hand_over(HandOver(COHORT, "p-1"), "p-2", shown, backend, now=NOW)
    # The cohort; whether they are free, two; both terms read at once, and written at once; the message, two.
    assert len(accepted) == 8
