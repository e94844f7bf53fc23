"""What every test may ask for."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from infra.local.azurite import Azurite
from infra.local.ports import free_ports
from passeur.logs.records import SafeRecord

# Tests assert counts, not seconds: a loaded machine is no failure.
settings.register_profile("passeur", deadline=None)
settings.load_profile("passeur")

# What tests read of the log is what the product writes in it.
logging.setLogRecordFactory(SafeRecord)


@pytest.fixture(scope="session")
def azurite_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Azurite]:
    """One emulator for the whole session, in memory."""
    log: Path = tmp_path_factory.mktemp("azurite") / "azurite.log"
    with Azurite.start(free_ports(), log=log, data=None) as running:
        yield running


@pytest.fixture(scope="session")
def azurite(azurite_process: Azurite) -> str:
    """The connection string of the session's Azurite. Tests share it: make tables and queues with names of your own."""
    return azurite_process.connection_string
