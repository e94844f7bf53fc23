"""Clicking in a copy of the world of the matrix, and what came of it: refused, seen, or done, and to whose rows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from bot.dispatch import answer
from bot.turn import Door, Reply, Turn
from cards.refusals import sentence
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.proposal import Part
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.see_selection import see_selection
from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import NotAllowed, NotTheAddressee, NotTheAuthor, Refusal
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import TABLES, Storage, bundle
from passeur.storage.entities import ETAG
from passeur.storage.memory import MemoryQueue, MemoryTable, open_memory_storage
from tests.scenarios.house import ENVIRONMENT
from tests.scenarios.matrix_clicks import CLICKS, PROPOSED, Click
from tests.scenarios.matrix_world import CALLING, CHOOSING, LEAD, NOW, TENANT, chat_of, plant

Rows = Mapping[tuple[str, str, str], Mapping[str, object]]


class Came(StrEnum):
    """What a click came to. `acts`: rows changed; `sees`: something was shown; `refused`: neither."""

    ACTS = "acts"
    SEES = "sees"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    came: Came
    # Whether a row that names the owner is another one now.
    owner_s: bool
    changed: frozenset[str]
    why: str = ""


class World:
    """The organisation of the matrix; `copy` makes one in which a single click can be made."""

    def __init__(self, tables: Mapping[str, MemoryTable]) -> None:
        self.tables = tables
        queue = MemoryQueue()
        connection = open_memory_storage(queue).connection
        self.storage: Storage = bundle(lambda name: self.tables[name], queue, connection)
        organisation = read_organisation({**ENVIRONMENT, "PASSEUR_FUNCTIONS_URL": "http://127.0.0.1:7071"})
        self.backend: Backend = backend_of(self.storage, organisation, lambda: NOW)
        self.view = View("fr", organisation, Signer(["a-key-that-only-tests-sign-cards-with"], TENANT))

    @classmethod
    async def planted(cls) -> "World":
        world = cls({name: MemoryTable() for name in TABLES})
        await plant(world.storage, world.backend)
        return world

    def copy(self) -> "World":
        """The same rows, under versions of their own; a row is never changed, only replaced."""
        return World({name: _copy(table) for name, table in self.tables.items()})

    def rows(self) -> Rows:
        return {
            (name, *key): {column: row[column] for column in row if column != ETAG}
            for name, table in self.tables.items()
            # That somebody looked is noted of every look at what tells of others: it is no change of anything.
            if name != "accesses"
            for key, row in table.rows.items()
        }

    async def end_calls(self) -> None:
        for cohort_id in (CALLING, CHOOSING):
            await self.storage.cohorts.change(
                TENANT, cohort_id, lambda cohort: replace(cohort, state=CohortState.CLOSED)
            )

    def turn(self, verb: Verb, click: Click, person_id: str, address: Address | None = None) -> Turn:
        return Turn(
            door=Door.CARD,
            tenant_id=TENANT,
            person_id=person_id,
            person_name="Quelqu’un",
            address=address or chat_of(person_id),
            received_at=NOW,
            view=self.view,
            token=CardToken(verb, click.subject, click.version, click.parent),
            inputs=click.inputs,
            card_id="m-1",
        )


def _copy(table: MemoryTable) -> MemoryTable:
    copied = MemoryTable(
        rows=dict(table.rows),
        _partitions=list(table._partitions),  # what the constructor takes has no other door
        _keys={partition: list(keys) for partition, keys in table._keys.items()},  # the same
    )
    copied._versions = count(1_000_000)  # no version of the copy is one of the original
    return copied


async def clicked(world: World, verb: Verb, click: Click, person_id: str, *, in_channel: bool = False) -> Outcome:
    """Make one click in a copy of a world, and say what came of it."""
    here = world.copy()
    if click.without_calls:
        await here.end_calls()
    for first in click.after:
        await answer(here.turn(first, CLICKS[first], LEAD), here.backend)
    if click.version == PROPOSED:
        page = await see_selection(click.subject, Part.CHOSEN, 0, here.backend, reader=LEAD, is_lead=True)
        click = replace(click, version=page.version)
    before = here.rows()
    place = Address("19:general", "http://127.0.0.1:9", ConversationKind.CHANNEL) if in_channel else None
    turn = here.turn(verb, click, person_id, place)
    try:
        reply = await answer(turn, here.backend)
        why = _refusal_in(reply)
    except Refusal as refusal:
        why = str(getattr(refusal, "why", refusal.code))
    changed = set(_changed(before, here.rows()))
    owner_s = any(click.owner in json.dumps([where, row]) for where, row in changed_rows(before, here.rows()))
    came = Came.REFUSED if why else Came.ACTS if changed else Came.SEES
    return Outcome(came, owner_s, frozenset(name for name, *_ in changed), why)


def changed_rows(before: Rows, after: Rows) -> Iterator[tuple[tuple[str, str, str], object]]:
    for where in _changed(before, after):
        yield where, [before.get(where), after.get(where)]


def _changed(before: Rows, after: Rows) -> Iterator[tuple[str, str, str]]:
    yield from (where for where in before.keys() | after.keys() if before.get(where) != after.get(where))


def _refusal_in(reply: Reply) -> str:
    """The refusal that a card or a notice says, when a handler answered one with what was typed."""
    said = _letters(json.dumps([reply.card, reply.notice], ensure_ascii=False))
    return next((code for code, text in _SENTENCES.items() if text in said), "")


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


_SENTENCES = {
    **{why.value: _letters(sentence(Declined(why), "fr")) for why in Why},
    **{each.code: _letters(sentence(each, "fr")) for each in (NotAllowed(), NotTheAuthor(), NotTheAddressee())},
}
