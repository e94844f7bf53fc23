from passeur.ambassadors.erase_ambassador import erase_ambassador
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from tests.passeur.ambassadors.check_ins import THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, BOB, RUNNING, plant
from tests.scenarios.house import ENVIRONMENT


async def test_the_pseudonym_that_was_noted_first_holds_until_the_erasure_is_finished(
    storage: Storage, tenant: str
) -> None:
    assert await storage.erasures.begin(tenant, "p-1", "erased-1") == "erased-1"
    assert await storage.erasures.begin(tenant, "p-1", "erased-2") == "erased-1"
    assert await storage.erasures.begin(tenant, "p-2", "erased-3") == "erased-3"
    for _ in range(2):
        await storage.erasures.finish(tenant, "p-1")
    assert await storage.erasures.begin(tenant, "p-1", "erased-4") == "erased-4"


async def test_whoever_was_erased_is_found_nowhere_and_others_are(storage: Storage, tenant: str) -> None:
    await plant(storage, tenant)
    organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": tenant})
    await erase_ambassador(ANNA, backend_of(storage, organisation, lambda: THURSDAY), now=THURSDAY)
    assert await storage.terms.get(tenant, RUNNING, ANNA) is None
    assert await storage.candidates.get(tenant, RUNNING, ANNA) is None
    assert list(await storage.badges.of_person(tenant, ANNA)) == []
    terms = [term.person_id async for page in storage.terms.pages(tenant, RUNNING) for term in page]
    assert len(terms) == 2
    assert BOB in terms
    (decision,) = await storage.decisions.all(tenant)
    assert decision.recorded_by != ANNA
    cohort = await storage.cohorts.get(tenant, RUNNING)
    assert cohort is not None
    assert cohort.opened_by == decision.recorded_by
