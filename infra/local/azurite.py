"""Azurite, the storage emulator: blobs, queues and tables on three ports of this machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from azure.core.exceptions import AzureError
from azure.data.tables import TableServiceClient

from infra.local.child import Child, start_child
from infra.local.places import AZURITE, ROOT
from infra.local.ports import LOOPBACK, Ports
from infra.local.trouble import Trouble

ACCOUNT = "devstoreaccount1"
# Published by Microsoft for the emulator: the same on every machine, and no secret.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
_STARTS_WITHIN = 60.0


def connection_to(ports: Ports) -> str:
    """The connection string of an emulator on these ports."""
    places = (("Blob", ports.blob), ("Queue", ports.queue), ("Table", ports.table))
    endpoints = "".join(f"{name}Endpoint=http://{LOOPBACK}:{port}/{ACCOUNT};" for name, port in places)
    return f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};{endpoints}"


def storage_answers(ports: Ports) -> bool:
    """Whether a real request, the list of tables, is answered."""
    try:
        with TableServiceClient.from_connection_string(connection_to(ports), retry_total=0) as tables:
            next(iter(tables.list_tables()), None)
    except AzureError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Azurite:
    """A running emulator. What it stores is written every 5 seconds and when it is asked to stop."""

    ports: Ports
    child: Child

    @classmethod
    def start(cls, ports: Ports, *, log: Path, data: Path | None, environment: Mapping[str, str] = os.environ) -> Self:
        """Start it and wait until its tables answer. Without `data` it keeps everything in memory."""
        if not AZURITE.exists():
            raise Trouble("Azurite is not installed: run `make setup`.")
        keeping = ["--inMemoryPersistence"] if data is None else ["--location", str(data)]
        hosts = [word for name in ("blob", "queue", "table") for word in (f"--{name}Host", LOOPBACK)]
        listening = ["--blobPort", str(ports.blob), "--queuePort", str(ports.queue), "--tablePort", str(ports.table)]
        quiet = ["--skipApiVersionCheck", "--disableTelemetry", "--silent"]
        child = start_child(
            "Azurite",
            ["node", AZURITE, *hosts, *listening, *keeping, *quiet],
            environment=environment,
            log=log,
            folder=ROOT,
        )
        azurite = cls(ports, child)
        try:
            child.wait_until(partial(storage_answers, ports), patience=_STARTS_WITHIN)
        except BaseException:
            azurite.stop()
            raise
        return azurite

    @property
    def connection_string(self) -> str:
        return connection_to(self.ports)

    def stop(self) -> None:
        """Stop it; it writes what it stores before it ends."""
        self.child.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
