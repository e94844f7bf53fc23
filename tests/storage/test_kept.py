from datetime import timedelta

from passeur.sharing.kept_shares import KeptShare
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW, a_ref


def kept(tenant: str, person: str = "p-1", form: str = "form-1", days: int = 0) -> KeptShare:
    return KeptShare(tenant, person, a_ref(form), NOW + timedelta(days=days))


async def test_each_person_has_a_list_of_their_own(storage: Storage, tenant: str) -> None:
    for each in (kept(tenant), kept(tenant, form="form-2"), kept(tenant, "p-2"), kept(f"{tenant}-b", "p-1", "form-3")):
        await storage.kept.keep(each)
    assert set(await storage.kept.of_person(tenant, "p-1")) == {kept(tenant), kept(tenant, form="form-2")}
    assert await storage.kept.of_person(tenant, "p-3") == []


async def test_keeping_again_only_moves_the_date_and_letting_go_twice_changes_nothing(
    storage: Storage, tenant: str
) -> None:
    await storage.kept.keep(kept(tenant))
    await storage.kept.keep(kept(tenant, days=3))
    assert list(await storage.kept.of_person(tenant, "p-1")) == [kept(tenant, days=3)]
    for _ in range(2):
        await storage.kept.forget(tenant, "p-1", a_ref())
    assert await storage.kept.of_person(tenant, "p-1") == []
