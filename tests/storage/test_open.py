import pytest
from azure.identity.aio import DefaultAzureCredential, ManagedIdentityCredential

from passeur.people import Person
from passeur.settings import StorageSettings
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import AzureConnection, open_storage
from passeur.storage.queue import QUEUES


def _connection(storage: Storage) -> AzureConnection:
    assert isinstance(storage.connection, AzureConnection)
    return storage.connection


async def test_an_account_is_reached_over_https_with_the_identity_of_the_process() -> None:
    storage = open_storage(StorageSettings(None, "passeurprod"))
    connection = _connection(storage)
    assert connection.tables[0].url == "https://passeurprod.table.core.windows.net"
    urls = [connection.queue.client(name).url for name in QUEUES]
    assert urls == [f"https://passeurprod.queue.core.windows.net/{name}" for name in QUEUES]
    assert isinstance(connection.credential, DefaultAzureCredential)
    await storage.close()


async def test_a_user_assigned_identity_is_used_when_one_is_named() -> None:
    storage = open_storage(StorageSettings(None, "passeurprod"), client_id="00000000-0000-0000-0000-000000000001")
    assert isinstance(_connection(storage).credential, ManagedIdentityCredential)
    await storage.close()


@pytest.mark.parametrize("account", [None, "", "Passeur", "pa", "evil.example/x", "a" * 25, "passeur\n"])
async def test_what_cannot_be_an_account_is_refused_before_anything_is_sent(account: str | None) -> None:
    with pytest.raises(ValueError, match="storage account"):
        open_storage(StorageSettings(None, account))


@pytest.mark.azurite
async def test_a_second_start_keeps_what_is_there(azurite: str, azure_storage: Storage, tenant: str) -> None:
    person = Person(tenant, "person-1", "Anne Martin")
    await azure_storage.people.put(person)
    second = open_storage(StorageSettings(azurite, None))
    await second.start()
    await second.ping()
    assert await second.people.get(tenant, "person-1") == person
    await second.close()


async def test_storage_in_memory_starts_answers_and_closes() -> None:
    storage = open_memory_storage()
    await storage.start()
    await storage.ping()
    await storage.close()
