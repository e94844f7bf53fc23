"""The rows of the demonstration, made by the repositories that will read them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from infra.local.cast import CAST, DPO, LEAD
from infra.local.demo.ambassadors.rows import put_badges, put_programme
from infra.local.demo.ambassadors.story import Programme
from infra.local.demo.ambassadors.worked_out import work_out
from infra.local.demo.history import History
from infra.local.demo.organisation import environment
from infra.local.demo.repositories import tables_of
from infra.local.demo.steering import committee_of
from passeur.people import Person, Role
from passeur.settings import read_organisation
from passeur.sharing.claims import Claim, subjects_of
from passeur.sharing.recaps import VariationFact
from passeur.storage.claims_table import ClaimsTable
from passeur.storage.entities import ETAG, Row
from passeur.storage.memory import MemoryTable, open_memory_storage
from passeur.storage.noes_table import NoesTable
from passeur.storage.people_table import PeopleTable
from passeur.storage.recaps_table import RecapsTable
from passeur.storage.registered import RegisteredTable
from passeur.storage.roles_table import RolesTable
from passeur.storage.share_rows import share_row
from passeur.storage.shares_table import SharesTable
from passeur.storage.table import Change, Create, Put, Span, Table
from passeur.storage.transactions import key_of


@dataclass(slots=True)
class _Noted:
    """A table that only notes what it is asked to write."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    async def get(self, partition: str, key: str) -> Row | None:
        return self.rows.get((partition, key))

    async def pages(
        self,
        span: Span,  # noqa: ARG002 - the shape of every table; here there is nothing to find
        *,
        columns: Sequence[str] = (),  # noqa: ARG002 - the same
        only: str = "",  # noqa: ARG002 - the same
    ) -> AsyncIterator[Sequence[Row]]:
        for page in list[list[Row]]():
            yield page

    async def write(self, *changes: Change) -> Sequence[str]:
        for change in changes:
            if not isinstance(change, Create | Put):
                raise TypeError(f"a story only adds rows: {change}")
            self.rows[key_of(change)] = change.row
        return [""] * len(changes)


async def rows_of(company: Sequence[Person], history: History) -> dict[str, list[Row]]:
    """Every row, by the name of its table."""
    people, roles, claims, shares, recaps = _Noted(), _Noted(), _Noted(), _Noted(), _Noted()
    noes = NoesTable(people)
    acts, granted = SharesTable(shares, noes), RolesTable(roles, noes)
    tenant_id = company[0].tenant_id
    active = {share.author_id for share in history.shares} | {each.person_id for each in history.reproductions}
    players = {each.aad_object_id for each in CAST}
    for person in company:
        # The players of the local Teams client still have the greeting before them.
        introduced = person.introduced or person.id in active - players
        await PeopleTable(people).put(replace(person, introduced=introduced))
    for share in history.shares:
        subjects = () if share.parent else subjects_of(share.content)
        await ClaimsTable(claims).claim(Claim(tenant_id, share.ref, subjects, share.published_at))
        # Straight to its row: the card of a share of the past is owed to nobody.
        await shares.write(Put(share_row(share)))
        if share.parent:
            variation = VariationFact(share.parent, share.ref, share.author_id)
            await acts.record_variation(tenant_id, variation)
    for reproduction in history.reproductions:
        await acts.record_reproduction(tenant_id, reproduction)
    for recap in history.recaps:
        await RecapsTable(recaps).decide(recap, ())
    await granted.grant(tenant_id, LEAD.aad_object_id, Role.PROGRAMME_LEAD)
    await granted.grant(tenant_id, DPO.aad_object_id, Role.DPO)
    for person in committee_of(company):
        await granted.grant(tenant_id, person.id, Role.STEERING)
    noted = {"people": people, "roles": roles, "claims": claims, "shares": shares, "recaps": recaps}
    return {name: list(table.rows.values()) for name, table in noted.items()}


async def rows_of_programme(programme: Programme, told: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Every row of the ambassador programme, by the name of its table; `told` are the rows of everything else."""
    storage = open_memory_storage()
    tables = {name: _in_memory(table) for name, table in tables_of(storage).items()}
    for name, rows in told.items():
        for row in rows:
            await tables[name].write(Put(row))
    known = {name: set(table.rows) for name, table in tables.items()}
    await put_programme(programme, storage)
    organisation = replace(read_organisation(environment()), tenant_id=programme.cohorts[0].tenant_id)
    badges = open_memory_storage()
    await put_badges(await work_out(storage, organisation, programme.today), badges)
    tables["badges"] = _in_memory(tables_of(badges)["badges"])
    return {
        name: [_without_version(row) for where, row in table.rows.items() if where not in known[name]]
        for name, table in tables.items()
    }


def _in_memory(table: Table) -> MemoryTable:
    """The dictionary behind the register, which is asked again when the story is written."""
    return cast("MemoryTable", table.table if isinstance(table, RegisteredTable) else table)


def _without_version(row: Row) -> Row:
    return {column: row[column] for column in row if column != ETAG}
