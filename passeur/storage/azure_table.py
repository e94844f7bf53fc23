from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import ResourceExistsError, ResourceModifiedError, ResourceNotFoundError
from azure.data.tables import TableTransactionError, UpdateMode
from azure.data.tables.aio import TableClient

from passeur.storage.batch_answer import etags_of
from passeur.storage.batch_request import batch_request
from passeur.storage.batches import send_instead
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import check_key
from passeur.storage.outages import Patience, answered, is_outage
from passeur.storage.page_rows import INTO, PLAIN
from passeur.storage.table import Change, Conflict, Create, Delete, Put, Replace, Span
from passeur.storage.transactions import check_changes

_OVERTAKEN = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED)


@dataclass(frozen=True, slots=True)
class AzureTable:
    """A table of Azure Table Storage: one HTTP request for each call, and for each page."""

    client: TableClient
    patience: Patience

    async def get(self, partition: str, key: str) -> Row | None:
        check_key(partition)
        check_key(key)
        async with answered(self.patience.total):
            try:
                entity = await self.client.get_entity(partition, key)
            except ResourceNotFoundError as error:
                if is_outage(error):
                    raise
                return None
        return {**entity, ETAG: entity.metadata["etag"]}

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        check_key(span.first)
        check_key(span.last)
        rows: list[Row] = []
        options: dict[str, Any] = {INTO: rows}
        if columns:
            options |= {"select": list(columns), "format": PLAIN}
        found = self.client.query_entities(_filter(span, only), parameters=_bounds(span), **options).by_page()
        while True:
            async with answered(self.patience.total):
                try:
                    await anext(found)
                except StopAsyncIteration:
                    return
            yield tuple(rows)
            rows.clear()

    async def write(self, *changes: Change) -> Sequence[str]:
        check_changes(changes)
        async with answered(self.patience.total):
            try:
                if len(changes) == 1:
                    return [await self._write_one(changes[0])]
                return await self._write_all(changes)
            except TableTransactionError as error:
                if error.status_code not in _OVERTAKEN or is_outage(error):
                    raise
                raise Conflict(error.index) from error
            except (ResourceExistsError, ResourceModifiedError) as error:
                raise Conflict from error

    async def _write_all(self, changes: Sequence[Change]) -> Sequence[str]:
        request = batch_request(self.client.url, self.client.table_name, self.client.api_version, changes)
        response = await send_instead(self.client, request)
        return etags_of(response.status_code, response.headers, response.content, len(changes))

    async def _write_one(self, change: Change) -> str:
        match change:
            case Create(row):
                return _etag(await self.client.create_entity(row))
            case Put(row):
                return _etag(await self.client.upsert_entity(row, mode=UpdateMode.REPLACE))
            case Replace(row, etag):
                return await self._replace(row, etag)
            case Delete(partition, key, None):
                await self.client.delete_entity(partition, key)
                return ""
            case Delete():
                # Alone, a delete of what is gone is nothing to the library; in a transaction it is an answer.
                await self._write_all([change])
                return ""

    async def _replace(self, row: Row, etag: str) -> str:
        try:
            return _etag(
                await self.client.update_entity(
                    row, mode=UpdateMode.REPLACE, etag=etag, match_condition=MatchConditions.IfNotModified
                )
            )
        except ResourceNotFoundError as error:
            if is_outage(error):
                raise
            raise Conflict from error


def _filter(span: Span, only: str) -> str:
    conditions = ["PartitionKey eq @first"] if span.first == span.last else []
    conditions = conditions or ["PartitionKey ge @first", "PartitionKey le @last"]
    if span.start:
        conditions.append("RowKey ge @start")
    if span.end:
        conditions.append("RowKey lt @end")
    if only:
        conditions.append(f"{only} eq true")
    return " and ".join(conditions)


def _bounds(span: Span) -> dict[str, str]:
    return {"first": span.first, "last": span.last, "start": span.start, "end": span.end}


def _etag(metadata: Mapping[str, Any]) -> str:
    return str(metadata.get("etag") or "")
