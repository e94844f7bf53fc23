"""Whatever answers a transaction: the etags, the change in the way, or that nobody knows what was done."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from aiohttp import web
from azure.core.exceptions import HttpResponseError
from azure.data.tables.aio import TableClient

from passeur.errors import StorageUnavailable
from passeur.storage.azure_table import AzureTable
from passeur.storage.batches import Batches
from passeur.storage.table import Conflict, Create, Delete, Replace
from tests.fakes.http_server import HttpServer
from tests.storage.breaking import SHORT

CHANGES = (
    Create({"PartitionKey": "p", "RowKey": "a"}),
    Replace({"PartitionKey": "p", "RowKey": "b"}, 'W/"1"'),
    Delete("p", "c", 'W/"1"'),
)
MIXED = "multipart/mixed; boundary=batchresponse_1"


def _done(etag: str = "") -> str:
    version = f"ETag: {etag}\r\n" if etag else ""
    return f"HTTP/1.1 204 No Content\r\nCache-Control: no-cache\r\nDataServiceVersion: 3.0;\r\n{version}\r\n\r\n"


def _error(code: str, message: str) -> str:
    return json.dumps({"odata.error": {"code": code, "message": {"lang": "en-US", "value": f"{message}\nTime:now"}}})


def _refused(status: str, code: str, message: str) -> str:
    kind = "Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
    return f"HTTP/1.1 {status}\r\nDataServiceVersion: 3.0;\r\n{kind}\r\n\r\n{_error(code, message)}\r\n"


def _batch(*parts: str) -> str:
    head = "--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    inside = "".join(head + part for part in parts)
    kind = "Content-Type: multipart/mixed; boundary=changesetresponse_1"
    return f"--batchresponse_1\r\n{kind}\r\n\r\n{inside}--changesetresponse_1--\r\n--batchresponse_1--\r\n"


GOOD = _batch(_done('W/"2"'), _done("W/\"datetime'2026'\""), _done())
ETAGS = ['W/"2"', "W/\"datetime'2026'\"", ""]


@dataclass(frozen=True)
class Said:
    body: str
    status: int = 202
    kind: str = MIXED
    headers: dict[str, str] = field(default_factory=dict)


UNDERSTOOD = {
    "good": Said(GOOD),
    "lines that end in LF": Said(GOOD.replace("\r\n", "\n")),
    "a quoted boundary": Said(GOOD, kind='multipart/mixed; boundary="batchresponse_1"'),
    "headers in lower case": Said(GOOD.replace("ETag", "etag")),
    "rows that are sent back": Said(
        GOOD.replace("204 No Content", "201 Created").replace("\r\n\r\n\r\n", '\r\n\r\n{"x":1}\r\n')
    ),
}
_EXISTS = ("409 Conflict", "EntityAlreadyExists", "The specified entity already exists.")
_STALE = ("412 Precondition Failed", "UpdateConditionNotSatisfied", "The update condition was not satisfied.")
_GONE = ("404 Not Found", "ResourceNotFound", "The specified resource does not exist.")
IN_THE_WAY = {
    "the first exists": (Said(_batch(_refused(_EXISTS[0], _EXISTS[1], f"0:{_EXISTS[2]}"))), 0),
    "the second is stale": (Said(_batch(_refused(_STALE[0], _STALE[1], f"1:{_STALE[2]}"))), 1),
    "the third is gone": (Said(_batch(_refused(_GONE[0], _GONE[1], f"2:{_GONE[2]}"))), 2),
    "no index": (Said(_batch(_refused(*_STALE))), 0),
    "LF": (Said(_batch(_refused(_STALE[0], _STALE[1], f"1:{_STALE[2]}")).replace("\r\n", "\n")), 1),
    "told after what would have been done": (
        Said(_batch(_done('W/"2"'), _refused(_STALE[0], _STALE[1], f"1:{_STALE[2]}"))),
        1,
    ),
}
_TOO_LARGE = ("RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.")
REFUSED = {
    "too large": (Said(_error(*_TOO_LARGE), 413, "application/json"), 413),
    "too large, in a part": (Said(_batch(_refused("413 Too Large", *_TOO_LARGE))), 413),
    "too large, by a word of the front door": (Said("<h2>Too large</h2>", 413, "text/html"), 413),
    "a row that is too large": (Said(_batch(_refused("400 Bad Request", "EntityTooLarge", "0:Too large."))), 400),
    "not understood": (Said(_error("InvalidInput", "0:One of the inputs is not valid."), 400, "application/json"), 400),
}
_WRONG = GOOD.replace("--changesetresponse_1--", "--changesetresponse_2--")
UNKNOWN = {
    "cut in the middle": Said(GOOD[: len(GOOD) // 2]),
    "cut before its last line": Said(GOOD.removesuffix("--batchresponse_1--\r\n")),
    "cut in its last line": Said(GOOD.removesuffix("--\r\n")),
    "no end of the change set": Said(GOOD.replace("--changesetresponse_1--\r\n", "")),
    "another boundary outside": Said(GOOD, kind="multipart/mixed; boundary=batchresponse_9"),
    "another boundary inside": Said(_WRONG),
    "no boundary": Said(GOOD, kind="multipart/mixed"),
    "one answer too few": Said(_batch(_done('W/"2"'), _done('W/"2"'))),
    "one answer too many": Said(_batch(*[_done('W/"2"')] * 4)),
    "no answer at all": Said(_batch()),
    "a part without a status": Said(_batch("Hello\r\n\r\n", _done(), _done())),
    "an empty body": Said(""),
    "garbage": Said("\x00\x01 garbage \ufffd"),
    "a page that says 202": Said("<p>Accepted</p>", kind="text/html"),
    "a page to sign in": Said("<p>Sign in</p>", 200, "text/html"),
    "a page that says 404": Said("<p>Not here</p>", 404, "text/html"),
    "a page that says 409": Said("<p>Conflict</p>", 409, "text/html"),
    "a gateway": Said("<html>Bad gateway</html>", 502, "text/html"),
    "busy": Said(_error("ServerBusy", "The server is busy."), 503, "application/json"),
    "busy, in a part": Said(_batch(_refused("503 Server Busy", "ServerBusy", "0:The server is busy."))),
    "throttled": Said("", 429, "text/plain"),
    "forbidden": Said(_error("AuthorizationFailure", "Not authorized."), 403, "application/json"),
    "no such table": Said(_batch(_refused("404 Not Found", "TableNotFound", "0:The table does not exist."))),
    "no such table, outside": Said(_error("TableNotFound", "The table does not exist."), 404, "application/json"),
    "a table that goes": Said("", 409, "application/xml", {"x-ms-error-code": "TableBeingDeleted"}),
}


class Storage:
    """An account that says what it is told to say."""

    def __init__(self) -> None:
        self.says = Said("")
        self.heard = 0

    async def answer(self, _request: web.Request) -> web.Response:
        self.heard += 1
        headers = {"Content-Type": self.says.kind, **self.says.headers}
        return web.Response(body=self.says.body.encode(), status=self.says.status, headers=headers)


@pytest.fixture
def storage() -> Storage:
    return Storage()


@pytest_asyncio.fixture
async def table(storage: Storage) -> AsyncIterator[AzureTable]:
    app = web.Application()
    app.router.add_post("/account/$batch", storage.answer)
    async with HttpServer(app) as server:
        connection = f"AccountName=account;AccountKey=QUJD;TableEndpoint={server.url}/account"
        async with TableClient.from_connection_string(
            connection, "people", per_call_policies=[Batches()], retry_total=0
        ) as client:
            yield AzureTable(client, SHORT)


@pytest.mark.parametrize("name", UNDERSTOOD)
async def test_the_new_versions_come_in_the_order_of_the_changes(
    storage: Storage, table: AzureTable, name: str
) -> None:
    storage.says = UNDERSTOOD[name]
    assert list(await table.write(*CHANGES)) == ETAGS
    assert storage.heard == 1


@pytest.mark.parametrize("name", IN_THE_WAY)
async def test_the_change_in_the_way_is_named(storage: Storage, table: AzureTable, name: str) -> None:
    storage.says, index = IN_THE_WAY[name]
    with pytest.raises(Conflict) as conflict:
        await table.write(*CHANGES)
    assert conflict.value.index == index


@pytest.mark.parametrize("name", REFUSED)
async def test_a_refusal_is_neither_a_conflict_nor_an_outage(storage: Storage, table: AzureTable, name: str) -> None:
    storage.says, status = REFUSED[name]
    with pytest.raises(HttpResponseError) as refusal:
        await table.write(*CHANGES)
    assert refusal.value.status_code == status


@pytest.mark.parametrize("name", UNKNOWN)
async def test_an_answer_that_says_nothing_of_the_changes_is_an_outage(
    storage: Storage, table: AzureTable, name: str
) -> None:
    storage.says = UNKNOWN[name]
    with pytest.raises(StorageUnavailable):
        await table.write(*CHANGES)
    assert storage.heard == 1
