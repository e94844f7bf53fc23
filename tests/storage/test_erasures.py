from dataclasses import replace
from datetime import UTC, datetime, timedelta

from passeur.delivery.addresses import Address, ConversationKind
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.privacy.holdings import Marks
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.table import Span
from tests.passeur.ambassadors.erasing import ANNA, BOB, CHAT, RUNNING, WORDS
from tests.passeur.privacy.everywhere import EMAIL, NAME, plant_everywhere
from tests.passeur.privacy.mortal import erase
from tests.scenarios.house import ENVIRONMENT

NOW = datetime(2026, 11, 20, 9, 30, 15, 123457, tzinfo=UTC)


def _erasure(tenant: str, person_id: str = "p-1", stand_in: str = "erased-1") -> Erasure:
    chat = Address("a:1Chat/with?odd#chars\\", "https://smba.trafficmanager.net/emea/", ConversationKind.PERSONAL)
    return Erasure(tenant, person_id, stand_in, TheirShares.WITHDRAWN, NOW, "fr", "Élise Roy", "e@exemple.fr", chat)


async def test_the_erasure_that_was_noted_first_holds_until_it_is_finished(storage: Storage, tenant: str) -> None:
    first, other = _erasure(tenant), _erasure(tenant, "p-2", "erased-2")
    assert await storage.erasures.begin(first) == first
    assert await storage.erasures.begin(replace(first, stand_in="erased-3", shares=TheirShares.STAY)) == first
    assert await storage.erasures.begin(other) == other
    assert await storage.erasures.get(tenant, "p-1") == first
    further = first.gone_through(NOW + SETTLES_IN)
    await storage.erasures.note(further)
    assert await storage.erasures.under_way(tenant) == [further, other]
    for _ in range(2):
        await storage.erasures.finish(tenant, "p-1")
    assert await storage.erasures.under_way(tenant) == [other]
    assert await storage.erasures.get(tenant, "p-1") is None


async def test_who_was_erased_is_known_by_id_and_e_mail_until_they_are_back(storage: Storage, tenant: str) -> None:
    gone = await storage.erasures.gone(tenant)
    assert not gone("p-1")
    await storage.erasures.came_back(tenant, "p-1")
    for person in ("p-1", "p-2"):
        await storage.erasures.mark(replace(_erasure(tenant, person), email=f"{person}@exemple.fr"), NOW)
    gone = await storage.erasures.gone(tenant)
    assert [gone(mark) for mark in ("p-1", "P-1@exemple.fr ", "p-2", "p-3", "")] == [True, True, True, False, False]
    for _ in range(2):
        await storage.erasures.came_back(tenant, "p-1")
    gone = await storage.erasures.gone(tenant)
    assert [gone(mark) for mark in ("p-1", "p-1@exemple.fr", "p-2", "p-2@exemple.fr")] == [False, False, True, True]
    # Whoever is erased once more is gone once more.
    await storage.erasures.mark(_erasure(tenant), NOW + timedelta(days=1))
    assert (await storage.erasures.gone(tenant))("p-1")


async def test_the_marks_of_one_organisation_say_nothing_in_another(storage: Storage, tenant: str) -> None:
    await storage.erasures.mark(_erasure(tenant), NOW)
    other = await storage.erasures.gone(f"{tenant}-b")
    assert not other("p-1")


async def test_whoever_was_erased_is_found_nowhere_and_others_are(storage: Storage, tenant: str) -> None:
    await plant_everywhere(storage, tenant)
    anna = await storage.people.get(tenant, ANNA)
    assert await storage.holdings.of_person(tenant, Marks.of(ANNA, anna))
    organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": tenant})
    await erase(ANNA, backend_of(storage, organisation, lambda: NOW), CHAT)
    for name, table in storage.tables.items():
        async for page in table.pages(Span(tenant, f"{tenant}|~~")):
            for row in page:
                # Who read what tells of others is kept, by their id alone, as long as the access log is.
                told = [value for column, value in row.items() if (name, column) != ("accesses", "person_id")]
                for mark in (ANNA, NAME, EMAIL, WORDS, CHAT.conversation_id):
                    assert not any(mark in str(value) for value in told), (name, mark)
    terms = [term.person_id async for page in storage.terms.pages(tenant, RUNNING) for term in page]
    assert len(terms) == 2
    assert BOB in terms
    assert [each.kind for each in await storage.holdings.of_person(tenant, Marks.of(ANNA, anna))] == ["accesses.access"]
    (decision,) = await storage.decisions.all(tenant)
    cohort = await storage.cohorts.get(tenant, RUNNING)
    assert cohort is not None
    assert cohort.opened_by == decision.recorded_by != ANNA


async def test_whoever_objects_is_known_as_such_and_nobody_else(storage: Storage, tenant: str) -> None:
    await plant_everywhere(storage, tenant)
    assert await storage.people.objecting(tenant) == set()
    bob = await storage.people.get(tenant, BOB)
    assert bob is not None
    await storage.people.put(replace(bob, objected_at=NOW))
    assert await storage.people.objecting(tenant) == {BOB}
    assert await storage.people.get(tenant, BOB) == replace(bob, objected_at=NOW)
