import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from infra.local.demo.load import AT_ONCE, chats_of, finished_load, note_load
from passeur.people import Person
from passeur.storage.bundle import Storage


class _Gone(Exception):
    """Somebody who was loaded is not known any more, and is not brought back."""


async def move_chats(storage: Storage, company: Sequence[Person]) -> int:
    """Bring the chats of a loaded company to where `company` has them: a run on another port finds them there.

    One read when they are there already. A chat that was closed stays closed, and who left has none. Returns how many
    people were looked at.
    """
    tenant_id = company[0].tenant_id
    load = await finished_load(storage, tenant_id)
    if load is None or load.chats == chats_of(company):
        return 0
    turn = asyncio.Semaphore(AT_ONCE)

    async def move(person: Person) -> None:
        def moved(stored: Person | None) -> Person:
            if stored is None:
                raise _Gone
            is_closed = stored.chat_closed or not stored.active
            return stored if is_closed or _has_another(stored, person) else replace(stored, address=person.address)

        async with turn:
            with suppress(_Gone):
                await storage.people.change(tenant_id, person.id, moved)

    reachable = [person for person in company if person.address]
    await asyncio.gather(*map(move, reachable))
    await note_load(storage, tenant_id, replace(load, chats=chats_of(company)))
    return len(reachable)


def _has_another(stored: Person, person: Person) -> bool:
    """Whether they have given an address of their own since."""
    there, ours = stored.address, person.address
    return there is not None and ours is not None and there.conversation_id != ours.conversation_id
