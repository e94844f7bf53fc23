"""Every row that a table holds of one tenant."""

from collections.abc import AsyncIterator, Sequence

from passeur.storage.entities import Row
from passeur.storage.keys import LAST, joined
from passeur.storage.table import Span, Table

# Tables that are read side by side: whoever waits, waits for the largest, and memory holds a page of each.
TABLES_AT_ONCE = 4


async def rows_of_tenant(table: Table, tenant_id: str, columns: Sequence[str] = ()) -> AsyncIterator[Row]:
    # A tenant's own partition, then those that begin with its id: between them may be those of another.
    for span in (Span(tenant_id, tenant_id), Span(f"{tenant_id}|", joined(tenant_id, LAST + LAST))):
        async for page in table.pages(span, columns=columns):
            for row in page:
                yield row
