"""Planning digests: page by page, from any cursor, by another process after a crash, always to the same end."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.shards import prefix_of
from passeur.directory.teams import Team
from passeur.errors import RunGone
from passeur.people import Person
from passeur.periods import Week
from passeur.settings import read_organisation
from passeur.sharing.digest_audience import DigestAudiences
from passeur.sharing.keep_share import keep_share, kept_shares
from passeur.sharing.kept_shares import KEPT_FOR, MOST_KEPT
from passeur.sharing.posts import post_of_share
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage

RUN = RunId(DeliveryKind.MANAGER_DIGEST, "2026-W47")
STARTED = datetime(2026, 11, 24, 9, tzinfo=UTC)
WITHIN = datetime(2026, 11, 18, 9, tzinfo=UTC)
CHAT = Address("19:x@thread.tacv2", "https://smba.trafficmanager.net/emea/", ConversationKind.CHANNEL)
TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class Pages:
    """Teams in pages of three. TeamRepository."""

    teams: Sequence[Team]

    async def get(self, tenant_id: str, manager_id: str) -> Team | None:
        return next((team for team in self.teams if team.manager_id == manager_id), None)

    async def pages(self, tenant_id: str, *, first_prefix: str = "00") -> AsyncIterator[Sequence[Team]]:
        left = [team for team in self.teams if prefix_of(team.manager_id) >= first_prefix]
        for start in range(0, len(left), 3):
            yield left[start : start + 3]

    async def replace(self, tenant_id: str, teams: Sequence[Team]) -> None:
        raise NotImplementedError


def a_share(number: int) -> Share:
    gain = TimeGain(Decimal(1), GainUnit.HOURS, GainPer.WEEK)
    content = ShareContent(
        "Copilot", f"Cas {number}", gain, "Il se trompe.", "Jamais.", "", "", "rh" if number % 2 else "si"
    )
    ref = ShareRef(Week(2026, 47), f"{number:032x}")
    return Share(ref, TENANT, f"author-{number}", "Camille Moreau", content, WITHIN)


async def publish(backend: Backend, number: int, *, tries: int) -> None:
    share = a_share(number)
    await backend.shares.add(share, post_of_share(share, CHAT, "fr", WITHIN))
    for person in range(tries):
        said = Reproduction(share.ref, f"p-{person}", Outcome.WORKED, WITHIN + timedelta(hours=1), "finance")
        await backend.shares.record_reproduction(TENANT, said)


@pytest.fixture
async def backend() -> Backend:
    organisation = read_organisation({"PASSEUR_TENANT_ID": TENANT})
    backend = backend_of(open_memory_storage(), organisation, lambda: STARTED)
    for number in range(8):
        await publish(backend, number, tries=number + 1)
        await backend.people.put(Person(TENANT, f"author-{number}", "Camille", manager_id=f"boss-{number}"))
    await backend.runs.create(Run(TENANT, RUN, RunState.PLANNING, STARTED))
    managers = sorted((f"boss-{number}" for number in range(40)), key=lambda each: (prefix_of(each), each))
    teams = [
        Team(TENANT, manager, 4 if index % 7 == 0 else 9, {"rh": 5, "si": 4}, {})
        for index, manager in enumerate(managers)
    ]
    return replace(backend, teams=Pages(teams))


async def planned(backend: Backend, after: str = "") -> list[tuple[str, dict[str, str]]]:
    """Each cursor with what was planned before it, by a process that has just begun."""
    pages = DigestAudiences().of(backend, RUN.period).pages(after)
    return [(page.cursor, {each.person_id: each.subject for each in page.recipients}) async for page in pages]


async def test_from_each_cursor_on_the_rest_is_planned_as_it_was(backend: Backend) -> None:
    whole = await planned(backend)
    everybody = {person: subject for _, page in whole for person, subject in page.items()}
    assert len(everybody) == 34
    for position, (cursor, _) in enumerate(whole):
        before = {person: subject for _, page in whole[: position + 1] for person, subject in page.items()}
        rest = {person: subject for _, page in await planned(backend, cursor) for person, subject in page.items()}
        assert before | rest == everybody
        assert rest.items() <= everybody.items()


async def test_what_happens_while_a_run_is_planned_does_not_change_it(backend: Backend) -> None:
    whole = await planned(backend)
    late = replace(a_share(50), published_at=STARTED + timedelta(minutes=5))
    await backend.shares.add(late, post_of_share(late, CHAT, "fr", STARTED))
    for person in range(9):
        said = Reproduction(a_share(0).ref, f"late-{person}", Outcome.WORKED, STARTED + timedelta(minutes=1), "achats")
        await backend.shares.record_reproduction(TENANT, said)
    assert await planned(backend) == whole


async def test_a_step_that_follows_another_reads_the_facts_no_more(backend: Backend) -> None:
    audiences = DigestAudiences()
    first = [page async for page in audiences.of(backend, RUN.period).pages("")]
    await publish(backend, 60, tries=9)
    assert [page async for page in audiences.of(backend, RUN.period).pages("")] == first


async def test_material_of_one_backend_is_not_used_for_another(backend: Backend) -> None:
    audiences = DigestAudiences()
    assert [page async for page in audiences.of(backend, RUN.period).pages("") if page.recipients]
    empty = replace(backend, shares=open_memory_storage().shares)
    assert not [page async for page in audiences.of(empty, RUN.period).pages("") if page.recipients]


async def test_a_run_that_is_not_there_has_no_audience(backend: Backend) -> None:
    with pytest.raises(RunGone):
        await anext(aiter(DigestAudiences().of(backend, "2026-W01").pages("")))


async def test_of_too_many_kept_shares_the_oldest_go_and_what_is_over_is_not_shown(backend: Backend) -> None:
    for number in range(MOST_KEPT + 3):
        moment = STARTED + timedelta(days=number)
        await keep_share(TENANT, "boss", a_share(number).ref, kept=backend.kept, now=moment)
    last = STARTED + timedelta(days=MOST_KEPT + 2)
    found = await kept_shares(TENANT, "boss", kept=backend.kept, now=last)
    assert [int(each.ref.id, 16) for each in found] == list(range(MOST_KEPT + 2, 2, -1))
    assert await kept_shares(TENANT, "boss", kept=backend.kept, now=last + KEPT_FOR) == []
