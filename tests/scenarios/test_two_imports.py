"""Two imports of people at once: the second is told to wait, and a crash keeps nobody out for ever."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from passeur.directory.entries import Source
from passeur.directory.import_lease import LONGEST_IMPORT, ImportLease
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.scenarios.house import TENANT, House, open_house
from tests.scenarios.test_people_import import file_of, person, send

FIRST = file_of(*(person(number) for number in range(1, 4)))
SECOND = file_of(*(person(number) for number in range(11, 15)))


@dataclass
class HeldDirectory:
    """Storage that stops an import in the middle of writing, until it may go on."""

    directory: Any
    is_held: bool = False
    was_reached: asyncio.Event = field(default_factory=asyncio.Event)
    may_go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.directory, name)

    async def change_all(self, *args: Any) -> None:
        if self.is_held:
            self.was_reached.set()
            await self.may_go_on.wait()
        await self.directory.change_all(*args)


@dataclass
class Office:
    house: House
    held: HeldDirectory

    @asynccontextmanager
    async def importing(self) -> AsyncIterator["asyncio.Task[tuple[int, Any]]"]:
        """An import that is in the middle of its work, and that nobody lets go on unless the test does."""
        self.held.is_held = True
        task = asyncio.create_task(send(self.house, FIRST))
        await self.held.was_reached.wait()
        self.held.is_held = False
        yield task
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def people(self) -> list[str]:
        pages = self.house.storage.people.pages(self.house.tenant)
        return sorted([each.name async for page in pages for each in page if each.active])


@pytest_asyncio.fixture(params=["memory", pytest.param("azurite", marks=pytest.mark.azurite)])
async def office(request: pytest.FixtureRequest, azure_storage: Storage) -> AsyncIterator[Office]:
    in_memory = request.param == "memory"
    storage = open_memory_storage() if in_memory else azure_storage
    held: Any = HeldDirectory(storage.directory)
    tenant = TENANT if in_memory else f"tenant-{uuid.uuid4()}"
    async with open_house(replace(storage, directory=held), tenant=tenant) as house:
        yield Office(house, held)


async def test_a_second_file_is_told_since_when_and_by_which_door_and_changes_nothing(office: Office) -> None:
    async with office.importing() as first:
        office.house.clock.now += timedelta(minutes=2)
        status, told = await send(office.house, SECOND)
        assert (status, told["type"]) == (409, "urn:passeur:problem:import-under-way")
        assert told["fr"] == (
            "Un import de personnes est déjà en cours depuis 10\u00a0h\u00a030, à partir d’un fichier\u00a0: rien n’a "
            "été changé. Recommencez quand il sera terminé. S’il a été interrompu, un nouvel import sera possible à "
            "10\u00a0h\u00a041."
        )
        assert told["detail"] == told["en"]
        assert "already under way, from a file, since 10:30: nothing was changed." in told["en"]
        assert "you can import again from 10:41 on" in told["en"]
        office.held.may_go_on.set()
        status, told = await first
    assert (status, told["added"]) == (200, 3)
    assert await office.people() == ["Personne 1", "Personne 2", "Personne 3"]
    status, told = await send(office.house, SECOND, leavers="3")
    assert (status, told["added"], told["left"]) == (200, 4, 3)


async def test_of_several_files_at_the_same_moment_one_is_used(office: Office) -> None:
    answers = await asyncio.gather(*(send(office.house, file) for file in (FIRST, SECOND, FIRST, SECOND)))
    used = [told for status, told in answers if status == 200]
    assert len(used) == 1
    assert [told["type"] for status, told in answers if status != 200] == ["urn:passeur:problem:import-under-way"] * 3
    assert len(await office.people()) == used[0]["people"] == used[0]["added"]


async def test_a_process_that_dies_in_the_middle_keeps_nobody_out_for_longer_than_it_could_live(office: Office) -> None:
    async with office.importing():
        office.house.clock.now += LONGEST_IMPORT - timedelta(seconds=1)
        assert (await send(office.house, SECOND))[0] == 409
        office.house.clock.now += timedelta(seconds=1)
        status, told = await send(office.house, SECOND)
        assert (status, told["added"]) == (200, 4)
    status, told = await send(office.house, FIRST, leavers="4")
    assert (status, told["people"]) == (200, 3)


@pytest.mark.parametrize("body", [b"", b"e-mail;nom\n", b'e-mail;nom\na@demo.example;"x\n'])
async def test_a_file_that_is_refused_keeps_nobody_waiting(office: Office, body: bytes) -> None:
    assert (await send(office.house, body))[0] == 400
    assert (await send(office.house, FIRST))[0] == 200


async def test_a_file_waits_for_microsoft_graph_too(office: Office) -> None:
    taken = await office.house.storage.imports.take(
        ImportLease.of(office.house.tenant, Source.GRAPH, office.house.clock.now)
    )
    status, told = await send(office.house, FIRST)
    assert status == 409
    assert "à partir de Microsoft Graph" in told["fr"]
    assert "from Microsoft Graph" in told["en"]
    await office.house.storage.imports.release(taken)
    assert (await send(office.house, FIRST))[0] == 200
