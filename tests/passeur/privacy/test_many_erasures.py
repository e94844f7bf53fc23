"""Many people are erased by one look: what it costs, what they have to do with each other, and who holds up nobody."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from passeur.backend import Backend
from passeur.delivery.addresses import Address
from passeur.errors import StorageUnavailable
from passeur.people import Person
from passeur.privacy.erase_people import Looked, erase_people
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.entities import ETAG
from passeur.storage.table import Put
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, BOB, CHAT, CHLOE
from tests.passeur.privacy.everywhere import BOBS_CHAT, plant_everywhere
from tests.passeur.privacy.mortal import Kept, Told, open_mortal
from tests.passeur.privacy.test_erase_person import shared, totals
from tests.scenarios.house import ENVIRONMENT
from tests.storage.counted_tables import Counted, open_counted

CHATS = {ANNA: CHAT, BOB: BOBS_CHAT, CHLOE: replace(BOBS_CHAT, conversation_id="a:chat-of-chloe")}
# What one person costs of requests that are theirs alone, in one look.
MOST_EACH = 20


async def _ask(backend: Backend, person_id: str, number: int, chat: Address | None = None) -> Erasure:
    person = await backend.people.get(TENANT, person_id)
    return await backend.erasures.begin(
        Erasure(
            TENANT,
            person_id,
            f"erased-{number:032x}",
            TheirShares.STAY,
            THURSDAY,
            "fr",
            person.name if person else "",
            person.email if person else None,
            chat,
        )
    )


async def _look(backend: Backend, told: Told, look: int) -> Looked:
    under_way = await backend.erasures.under_way(TENANT)
    return await erase_people(under_way, backend, told, now=THURSDAY + look * SETTLES_IN)


async def _planted() -> Kept:
    kept = open_mortal()
    await plant_everywhere(kept.storage, TENANT)
    return kept


async def _all_ask(kept: Kept) -> None:
    for number, (person_id, chat) in enumerate(CHATS.items()):
        await _ask(kept.backend, person_id, number, chat)


async def test_colleagues_who_leave_together_leave_every_total_and_nothing_else() -> None:
    kept = await _planted()
    before = await totals(kept.storage), await shared(kept.storage)
    await _all_ask(kept)
    told = Told()
    looks = [await _look(kept.backend, told, look) for look in range(2)]
    assert sorted(looks[1].finished) == sorted(CHATS)
    assert [looked.held_up for looked in looks] == [{}, {}]
    assert (await totals(kept.storage), await shared(kept.storage)) == before
    for mark in (*CHATS, "Bob Durand", "Chloé Petit", *(chat.conversation_id for chat in CHATS.values())):
        assert [name for name, _ in kept.leads_to(mark)] == [], mark
    assert {each.person_id for each in told.told} == set(CHATS)
    # Digests are drawn anew once for everybody's shares.
    assert len(told.digests) == 1


async def test_a_look_for_several_that_is_cut_at_any_write_is_completed_by_the_next_ones() -> None:
    whole = await _planted()
    expected = await totals(whole.storage), await shared(whole.storage)
    cuts = 0
    for writes in range(0, 400, 9):
        kept = await _planted()
        await _all_ask(kept)
        kept.life.left = writes
        try:
            held_up = [(await _look(kept.backend, Told(), look)).held_up for look in range(2)]
        except StorageUnavailable:
            held_up = [{ANNA: StorageUnavailable("killed")}]
        cuts += any(held_up)
        kept.life.left = None
        for look in range(2, 6):
            assert (await _look(kept.backend, Told(), look)).held_up == {}, f"after {writes} writes"
        assert await kept.backend.erasures.under_way(TENANT) == []
        assert [name for mark in CHATS for name, _ in kept.leads_to(mark)] == [], f"after {writes} writes"
        assert (await totals(kept.storage), await shared(kept.storage)) == expected, f"after {writes} writes"
    assert cuts > 15


async def test_a_row_that_cannot_be_written_holds_up_those_alone_whom_it_names() -> None:
    kept = await _planted()
    await _all_ask(kept)
    row = next(row for _, row in kept.mentions("Chloé Petit"))
    broken = {name: value for name, value in row.items() if name not in (ETAG, "email")} | {"name": "Dana"}
    # A column that no register knows, under somebody else's key.
    await kept.tables["people"].write(
        Put({**broken, "RowKey": str(UUID(int=9)), "manager_id": ANNA, "unknown": f"{ANNA} {BOB}"})
    )
    looks = [await _look(kept.backend, Told(), look) for look in range(2)]
    assert [sorted(looked.held_up) for looked in looks] == [sorted((ANNA, BOB))] * 2
    assert list(looks[1].finished) == [CHLOE]
    await kept.tables["people"].write(Put({**broken, "RowKey": str(UUID(int=9))}))
    for look in range(2, 5):
        await _look(kept.backend, Told(), look)
    assert await kept.backend.erasures.under_way(TENANT) == []


async def test_when_storage_is_out_nobody_is_tried_after_the_first_few() -> None:
    kept = await _planted()
    for number in range(60):
        await _ask(kept.backend, f"somebody-{number}", number)
    kept.life.left = 0
    with pytest.raises(StorageUnavailable, match="killed"):
        await _look(kept.backend, Told(), 0)


async def test_what_teams_does_not_take_now_is_drawn_at_the_next_look() -> None:
    class Busy(Told):
        async def redraw_digests(self, shares: object) -> bool:
            return False

    kept = await _planted()
    await _all_ask(kept)
    finished = [list((await _look(kept.backend, Busy(), look)).finished) for look in range(3)]
    # Bob and Anna have shares that digests may tell.
    assert finished == [[], [CHLOE], []]
    for look in range(3, 5):
        await _look(kept.backend, Told(), look)
    assert await kept.backend.erasures.under_way(TENANT) == []


async def test_a_run_that_is_cut_while_it_draws_leaves_fewer_people_to_the_next_one() -> None:
    @dataclass
    class Cut(Told):
        after: int = 0

        async def redraw(self, traces: Traces) -> bool:
            if len(self.drawn) == self.after:
                raise asyncio.CancelledError
            return await super().redraw(traces)

    kept = open_mortal()
    people = [f"somebody-{number:02d}" for number in range(32)]
    for number, person_id in enumerate(people):
        await _ask(kept.backend, person_id, number)
    with pytest.raises(asyncio.CancelledError):
        await _look(kept.backend, Cut(after=25), 0)
    # Who was drawn is finished, even by a run that draws nobody.
    with pytest.raises(asyncio.CancelledError):
        await _look(kept.backend, Cut(), 1)
    assert [each.person_id for each in await kept.backend.erasures.under_way(TENANT)] == people[20:]
    told = Told()
    await _look(kept.backend, told, 2)
    assert len(told.drawn) == 12
    await _look(kept.backend, told, 3)
    assert await kept.backend.erasures.under_way(TENANT) == []


async def _company() -> tuple[Counted, Backend]:
    counted = open_counted()
    await plant_everywhere(counted.storage, TENANT)
    for number in range(2_500):
        await counted.storage.people.put(Person(TENANT, str(UUID(int=number + 1)), f"Personne {number}"))
    organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": TENANT})
    return counted, backend_of(counted.storage, organisation, lambda: THURSDAY)


@pytest.mark.parametrize("look", [0, 1])
async def test_fifty_who_leave_cost_the_scans_of_one(look: int) -> None:
    costs: dict[int, Counter[str]] = {}
    for people in (1, 50):
        counted, backend = await _company()
        for number in range(people):
            await _ask(backend, str(UUID(int=7 * number + 1)), number)
        for before in range(look):
            await _look(backend, Told(), before)
        counted.calls.clear()
        looked = await _look(backend, Told(), look)
        assert len(looked.finished) == people * look
        costs[people] = +counted.calls
    assert costs[50]["scan"] == costs[1]["scan"] > 25
    each = {kind: (costs[50][kind] - costs[1][kind]) / 49 for kind in ("get", "page", "write")}
    assert sum(each.values()) <= MOST_EACH, each


async def test_who_waits_for_a_second_look_costs_nothing_meanwhile() -> None:
    counted, backend = await _company()
    await _ask(backend, str(UUID(int=1)), 1)
    await _look(backend, Told(), 0)
    under_way = await backend.erasures.under_way(TENANT)
    counted.calls.clear()
    soon = THURSDAY + SETTLES_IN - timedelta(seconds=1)
    assert await erase_people(under_way, backend, Told(), now=soon) == Looked((), {}, 0)
    assert not counted.calls
