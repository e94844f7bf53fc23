from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from passeur.delivery.addresses import Channel
from passeur.storage.columns import address_columns, read_address, row_of
from passeur.storage.entities import Row
from passeur.storage.keys import joined, team_row
from passeur.storage.table import Conflict, Create, Delete, Put, Span, Table


@dataclass(frozen=True, slots=True)
class ChannelsTable:
    """One row for each team in which Passeur is installed. ChannelRepository."""

    table: Table

    async def all(self, tenant_id: str) -> Sequence[Channel]:
        partition = joined(tenant_id)
        pages = self.table.pages(Span(partition, partition))
        found = [(row["team_id"], read_address(row)) async for page in pages for row in page]
        return [Channel(tenant_id, team_id, address) for team_id, address in found if address is not None]

    async def put(self, channel: Channel) -> None:
        await self.table.write(Put(_row(channel)))

    async def add_if_missing(self, channel: Channel) -> None:
        with suppress(Conflict):
            await self.table.write(Create(_row(channel)))

    async def remove(self, tenant_id: str, team_id: str) -> None:
        await self.table.write(Delete(joined(tenant_id), team_row(team_id)))


def _row(channel: Channel) -> Row:
    return row_of(
        joined(channel.tenant_id),
        team_row(channel.team_id),
        team_id=channel.team_id,
        **address_columns(channel.address),
    )
