from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date

import pytest
import pytest_asyncio

from infra.local.azurite import Azurite
from infra.local.demo.ambassadors.story import make_programme
from infra.local.demo.company import make_company
from infra.local.demo.history import make_history
from infra.local.demo.organisation import environment
from infra.local.demo.rows import rows_of, rows_of_programme
from infra.local.ports import free_ports
from passeur.settings import read_organisation
from passeur.storage.bundle import Storage
from passeur.storage.entities import Row
from passeur.storage.schema import check_store
from tests.backup.every_kind import rows_of_every_kind
from tests.backup.stores import NIGHT, TENANT, World, by_table, erased, fill
from tests.storage.emulated import emulated


@pytest.fixture
def world() -> World:
    """A store in memory, and a place for its backups."""
    return World()


@pytest_asyncio.fixture
async def filled(world: World) -> World:
    """The same with some rows of every kind."""
    await check_store(TENANT, world.storage.tables)
    await fill(world.storage, by_table(rows_of_every_kind(TENANT)))
    await world.storage.erasures.mark(erased("an-id-of-somebody"), NIGHT)
    return world


@pytest_asyncio.fixture(scope="session")
async def full_rows() -> Mapping[str, Sequence[Row]]:
    """The demonstration company's rows, and some of every kind that there may be, table by table."""
    organisation = read_organisation(environment())
    company = make_company(TENANT)
    history = make_history(company, today=date(2026, 11, 25), schedule=organisation.recap)
    told = await rows_of(company, history)
    programme = await rows_of_programme(make_programme(company, history, schedule=organisation.recap), told)
    rows = by_table(rows_of_every_kind(TENANT, 40))
    for name in programme:
        rows[name] += [*told.get(name, ()), *programme[name]]
    return rows


@pytest_asyncio.fixture(scope="session")
async def full_store(azurite: str, full_rows: Mapping[str, Sequence[Row]]) -> AsyncIterator[Storage]:
    """All of it in the session's Azurite."""
    async with emulated(azurite) as storage:
        await check_store(TENANT, storage.tables)
        await fill(storage, full_rows)
        await storage.erasures.mark(erased("an-id-of-somebody"), NIGHT)
        yield storage


@pytest.fixture
def other_account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The connection string of an empty account."""
    log = tmp_path_factory.mktemp("azurite") / "azurite.log"
    with Azurite.start(free_ports(), log=log, data=None) as running:
        yield running.connection_string
