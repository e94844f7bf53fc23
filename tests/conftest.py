"""What every test may ask for."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from azure.storage.queue import QueueServiceClient
from hypothesis import HealthCheck, settings

from infra.local.azurite import Azurite
from infra.local.ports import free_ports
from passeur.logs.records import SafeRecord

# Tests assert counts, not seconds: a loaded machine is no failure. Examples are the same every time, so that what fails
# fails again; `pytest --hypothesis-profile=chance` draws others.
settings.register_profile("chance", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("passeur", settings.get_profile("chance"), derandomize=True)
settings.load_profile("passeur")

# What tests read of the log is what the product writes in it.
logging.setLogRecordFactory(SafeRecord)


_AZURITE = pytest.StashKey[Azurite]()


@pytest.fixture(scope="session")
def azurite_process(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Azurite]:
    """One emulator for the whole session, in memory."""
    log: Path = tmp_path_factory.mktemp("azurite") / "azurite.log"
    with Azurite.start(free_ports(), log=log, data=None) as running:
        pytestconfig.stash[_AZURITE] = running
        yield running


@pytest.fixture(scope="module", autouse=True)
def short_queues(pytestconfig: pytest.Config) -> Iterator[None]:
    """No module leaves its messages to the next: some thousands of them stop the emulator's queues for seconds."""
    yield
    if running := pytestconfig.stash.get(_AZURITE, None):
        with QueueServiceClient.from_connection_string(running.connection_string) as queues:
            for queue in queues.list_queues():
                queues.get_queue_client(queue.name).clear_messages()


@pytest.fixture(scope="session")
def azurite(azurite_process: Azurite) -> str:
    """The connection string of the session's Azurite. Tests share it: make tables and queues with names of your own."""
    return azurite_process.connection_string
