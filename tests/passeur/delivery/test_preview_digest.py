from dataclasses import replace
from datetime import UTC, datetime

import pytest

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import DeliveryKind, Reason
from passeur.delivery.preview_digest import MOST_LOOKED_UP, preview_digest
from passeur.delivery.runs import Run, RunId, RunState
from passeur.directory.teams import Team
from passeur.people import Person, Topic
from passeur.periods import Every
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DUE = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")
CHAT = Address("a:chat", "https://smba.example", ConversationKind.PERSONAL)


@pytest.fixture
def backend() -> Backend:
    organisation = read_organisation({"PASSEUR_TENANT_ID": "tenant"})
    return backend_of(open_memory_storage(), organisation, FakeClock(NOW))


async def teams_of(backend: Backend, sizes: list[int]) -> None:
    await backend.teams.replace(
        "tenant", [Team("tenant", f"manager-{number:04d}", size, {}, {}) for number, size in enumerate(sizes)]
    )


async def test_only_managers_of_five_or_more_are_counted(backend: Backend) -> None:
    await teams_of(backend, [4, 5, 6, 1])
    preview = await preview_digest(backend, now=NOW)
    assert preview is not None
    assert (preview.run_id, preview.managers, preview.small_teams) == (DUE, 2, 2)


async def test_each_manager_who_gets_nothing_counts_once_with_the_first_reason(backend: Backend) -> None:
    await teams_of(backend, [9] * 7)
    reached = Person("tenant", "manager-0000", "A", address=CHAT)
    for person in (
        reached,
        replace(reached, id="manager-0001", address=None),
        replace(reached, id="manager-0002", declined=frozenset({Topic.MANAGER_DIGEST}), address=None),
        replace(reached, id="manager-0003", paused_until=datetime(2026, 12, 1, tzinfo=UTC)),
        replace(reached, id="manager-0004", active=False),
        replace(reached, id="manager-0005", declined=frozenset({Topic.BRIEF}), paused_until=NOW),
        replace(reached, id="manager-0006", objected_at=NOW, paused_until=datetime(2026, 12, 1, tzinfo=UTC)),
    ):
        await backend.people.put(person)
    preview = await preview_digest(backend, now=NOW)
    assert preview is not None
    assert preview.unreachable == {
        Reason.NO_ADDRESS: 1,
        Reason.OPTED_OUT: 2,
        Reason.PAUSED: 1,
        Reason.LEFT: 1,
    }


async def test_too_many_managers_are_not_looked_up_one_by_one(backend: Backend) -> None:
    await teams_of(backend, [5] * (MOST_LOOKED_UP + 1))
    preview = await preview_digest(backend, now=NOW)
    assert preview is not None
    assert preview.managers == MOST_LOOKED_UP + 1
    assert preview.unreachable is None


async def test_a_run_that_was_started_comes_with_it(backend: Backend) -> None:
    run = await backend.runs.create(Run("tenant", DUE, RunState.SENDING, NOW))
    preview = await preview_digest(backend, now=NOW)
    assert preview is not None
    assert preview.run == run


async def test_an_organisation_that_sends_no_digest_has_nothing_to_preview(backend: Backend) -> None:
    organisation = replace(backend.organisation, digest=replace(backend.organisation.digest, every=Every.NEVER))
    assert await preview_digest(replace(backend, organisation=organisation), now=NOW) is None
