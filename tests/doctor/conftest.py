import logging
import socket
from collections.abc import Iterator

import pytest


@pytest.fixture
def free_url() -> str:
    """An address of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture(autouse=True)
def logs_afterwards() -> Iterator[None]:
    """The command silences every log of its process, which is the tests' here."""
    yield
    logging.disable(logging.NOTSET)
