"""Storage by bare signed REST, without a library: what every other way of reaching it is compared with."""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp
from yarl import URL

from passeur.storage.entities import Row

VERSION = "2019-02-02"
_NEXT = {"NextPartitionKey": "x-ms-continuation-NextPartitionKey", "NextRowKey": "x-ms-continuation-NextRowKey"}


@dataclass(frozen=True, slots=True)
class RawStorage:
    """One account, by a connection string that names its endpoints."""

    session: aiohttp.ClientSession
    account: str
    key: bytes
    tables: str
    queues: str

    @classmethod
    def of(cls, connection: str, session: aiohttp.ClientSession) -> Self:
        parts = dict(part.split("=", 1) for part in connection.split(";") if part)
        return cls(
            session,
            parts["AccountName"],
            b64decode(parts["AccountKey"]),
            parts["TableEndpoint"],
            parts["QueueEndpoint"],
        )

    async def pages(self, table: str, condition: str, columns: Sequence[str]) -> AsyncIterator[list[dict[str, Any]]]:
        """The rows that a filter lets through, a page for each round trip."""
        query = {"$filter": condition, "$select": ",".join(columns)}
        url = f"{self.tables}/{table}()"
        while True:
            headers = self._table_headers(url) | {"Accept": "application/json;odata=nometadata"}
            async with self.session.get(URL(url).with_query(query), headers=headers) as answer:
                answer.raise_for_status()
                yield json.loads(await answer.read())["value"]
                goes_on = {name: answer.headers[header] for name, header in _NEXT.items() if header in answer.headers}
            if not goes_on:
                return
            query |= goes_on

    async def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows of one partition, up to a hundred, in one transaction."""
        url = f"{self.tables}/$batch"
        boundary = f"batch_{uuid4()}"
        headers = self._table_headers(url) | {"Content-Type": f"multipart/mixed; boundary={boundary}"}
        body = "".join(_transaction(boundary, f"{self.tables}/{table}", rows)).encode()
        async with self.session.post(URL(url, encoded=True), data=body, headers=headers) as answer:
            told = await answer.read()
            if answer.status != 202 or told.count(b"HTTP/1.1 204") != len(rows):  # "accepted", row by row
                raise RuntimeError(told[:500])

    async def put_message(self, queue: str, text: str) -> None:
        url = f"{self.queues}/{queue}/messages"
        body = f"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>"
        headers = {"x-ms-date": formatdate(usegmt=True), "x-ms-version": VERSION, "Content-Type": "application/xml"}
        signed = f"x-ms-date:{headers['x-ms-date']}\nx-ms-version:{VERSION}\n/{self.account}{urlsplit(url).path}"
        headers["Authorization"] = self._signature(f"POST\n\napplication/xml\n\n{signed}")
        async with self.session.post(url, data=body.encode(), headers=headers) as answer:
            answer.raise_for_status()
            await answer.read()

    def _table_headers(self, url: str) -> dict[str, str]:
        date = formatdate(usegmt=True)
        signature = self._signature(f"{date}\n/{self.account}{urlsplit(url).path}")
        return {"x-ms-date": date, "x-ms-version": VERSION, "DataServiceVersion": "3.0", "Authorization": signature}

    def _signature(self, text: str) -> str:
        digest = hmac.new(self.key, text.encode(), hashlib.sha256).digest()
        return f"SharedKeyLite {self.account}:{b64encode(digest).decode()}"


def _transaction(boundary: str, url: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    changes = f"changeset_{uuid4()}"
    yield f"--{boundary}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n"
    for number, row in enumerate(rows):
        yield f"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
        yield f"Content-ID: {number}\r\n\r\nPOST {url} HTTP/1.1\r\nContent-Type: application/json\r\n"
        yield "Accept: application/json;odata=minimalmetadata\r\nPrefer: return-no-content\r\n"
        yield f"DataServiceVersion: 3.0\r\n\r\n{json.dumps(row)}\r\n"
    yield f"--{changes}--\r\n--{boundary}--\r\n"
