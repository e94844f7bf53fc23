"""What we say to storage is what azure-data-tables would have said: Azure takes that, and so will it take ours."""

import json
import re
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from typing import Any, Self

import pytest
from azure.core import MatchConditions
from azure.core.credentials import AccessToken
from azure.core.exceptions import ServiceRequestError
from azure.core.rest import HttpRequest
from azure.data.tables import UpdateMode
from azure.data.tables.aio import TableClient

from passeur.errors import StorageUnavailable
from passeur.storage.azure_table import AzureTable
from passeur.storage.batches import Batches, send_instead
from passeur.storage.table import Create, Delete, Put, Replace
from passeur.storage.transport import StorageTransport
from tests.storage.breaking import SHORT

ACCOUNT = "https://passeurprod.table.core.windows.net"
CONNECTION = f"AccountName=passeurprod;AccountKey=QUJD;TableEndpoint={ACCOUNT}/"
ETAG = "W/\"datetime'2026-11-18T09%3A30%3A00.1Z'\""
ROWS = [
    {"PartitionKey": "t|a@b:c~d", "RowKey": f"k.{n}|x", "text": "é🙂\r\n'\"\\\u2028", "n": -7, "yes": True}
    for n in range(3)
]
CHANGES = (Create(ROWS[0]), Put(ROWS[1]), Replace(ROWS[2], ETAG), Delete("t|a@b:c~d", "k.3|x", ETAG))
# What azure-core adds to each part, and storage takes from the whole request, or does not need.
LEFT_OUT = {"Content-Length", "Content-ID", "x-ms-version", "x-ms-date", "Date"}


class NothingLeaves(StorageTransport):
    """Keeps the last request, as it would have left."""

    def __init__(self) -> None:
        super().__init__(SHORT)
        self.kept: HttpRequest | None = None

    async def send(self, request: Any, **_config: Any) -> Any:
        self.kept = request
        raise ServiceRequestError("nothing leaves")


class Identity:
    """A credential as azure-identity has them."""

    async def get_token(self, *scopes: str, **_options: Any) -> AccessToken:
        return AccessToken(f"a-token-for-{scopes[0]}", 4_102_444_800)

    async def close(self) -> None:
        return

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        return


async def _ours(client: TableClient, transport: NothingLeaves) -> HttpRequest:
    with pytest.raises(StorageUnavailable, match="nothing leaves"):
        await AzureTable(client, SHORT).write(*CHANGES)
    assert transport.kept is not None
    return transport.kept


async def _theirs(client: TableClient, transport: NothingLeaves) -> HttpRequest:
    version: dict[str, Any] = {"etag": ETAG, "match_condition": MatchConditions.IfNotModified}
    operations: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = [
        ("create", ROWS[0], {}),
        ("upsert", ROWS[1], {"mode": UpdateMode.REPLACE}),
        ("update", ROWS[2], {"mode": UpdateMode.REPLACE, **version}),
        ("delete", {"PartitionKey": "t|a@b:c~d", "RowKey": "k.3|x"}, version),
    ]
    with pytest.raises(ServiceRequestError):
        await client.submit_transaction(operations)
    assert transport.kept is not None
    return transport.kept


def _told(part: Message) -> dict[str, Any]:
    """One change: its line, its headers, its row without the types that JSON has by itself."""
    assert part.get_content_type() == "application/http"
    assert part["Content-Transfer-Encoding"] == "binary"
    http = part.get_payload()
    assert isinstance(http, str)
    head, _, body = http.replace("\r\n", "\n").partition("\n\n")
    line, _, headers = head.partition("\n")
    row = json.loads(body) if body.strip() else {}
    return {
        "line": line,
        "headers": dict(header.split(": ", 1) for header in headers.split("\n")),
        "row": {name: value for name, value in row.items() if not name.endswith("@odata.type")},
        "types": {value for name, value in row.items() if name.endswith("@odata.type")},
    }


def _parts(request: HttpRequest) -> list[dict[str, Any]]:
    assert isinstance(request.content, bytes)
    kind = request.headers["Content-Type"]
    batch = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.content)
    (changeset,) = _inside(batch)
    return [_told(part) for part in _inside(changeset)]


def _inside(message: Message) -> list[Message]:
    return [part for part in message.get_payload() if isinstance(part, Message)]


async def test_a_transaction_says_what_the_library_would_say() -> None:
    transport = NothingLeaves()
    async with TableClient.from_connection_string(
        CONNECTION, "people", transport=transport, per_call_policies=[Batches()], retry_total=0
    ) as client:
        ours = await _ours(client, transport)
        theirs = await _theirs(client, transport)
    assert (ours.method, ours.url) == (theirs.method, theirs.url) == ("POST", f"{ACCOUNT}/$batch")
    assert ours.headers.keys() == theirs.headers.keys()
    same = {"x-ms-version", "DataServiceVersion", "MaxDataServiceVersion", "Accept", "User-Agent"}
    assert {name: ours.headers[name] for name in same} == {name: theirs.headers[name] for name in same}
    assert ours.headers["Authorization"].startswith("SharedKey passeurprod:")
    for mine, expected in zip(_parts(ours), _parts(theirs), strict=True):
        assert mine["line"] == expected["line"]
        assert mine["row"] == expected["row"]
        assert expected["types"] <= {"Edm.String"}
        headers = {name: value for name, value in expected["headers"].items() if name not in LEFT_OUT}
        if mine["line"].startswith("POST"):
            headers["Prefer"] = "return-no-content"
        assert _plain(mine["headers"]) == _plain(headers)


def _plain(headers: Mapping[str, str]) -> dict[str, str]:
    """Storage's own default of JSON is the one with the least metadata."""
    return {name: value.replace(";odata=minimalmetadata", "") for name, value in headers.items()}


async def test_a_body_is_ascii_whose_lines_all_end_alike() -> None:
    transport = NothingLeaves()
    async with TableClient.from_connection_string(
        CONNECTION, "people", transport=transport, per_call_policies=[Batches()], retry_total=0
    ) as client:
        request = await _ours(client, transport)
    body = request.content.decode("ascii")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", body)
    assert request.headers["Content-Length"] == str(len(body))


async def test_a_transaction_is_signed_by_the_identity_of_the_process() -> None:
    transport = NothingLeaves()
    async with TableClient(
        ACCOUNT,
        "people",
        credential=Identity(),
        transport=transport,
        per_call_policies=[Batches()],
        retry_total=0,
    ) as client:
        request = await _ours(client, transport)
    assert request.headers["Authorization"] == "Bearer a-token-for-https://storage.azure.com/.default"


async def test_nothing_is_sent_by_a_client_without_the_policy() -> None:
    async with TableClient.from_connection_string(CONNECTION, "people") as client:
        with pytest.raises(TypeError):
            await send_instead(client, HttpRequest("POST", f"{ACCOUNT}/$batch"))
