"""Erase people, everywhere: what they did stays counted, and nothing leads back to them.

Everything that is stored is gone through once for all of them, however many they are; each has a state of their own,
and what cannot be done for one holds up nobody else. Each look begins at the beginning, and every step finds what an
earlier one left: an erasure that is cut anywhere is completed by the next look. When everything was gone through once,
a second look is taken a little later, which finds what was being written meanwhile: a message on its way, a click, a
plan. Then the person is told, where they asked, and that place is forgotten as well.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from passeur.ambassadors.find_in_programme import find_in_programme
from passeur.ambassadors.leave_programme import Leaving, leave_programme, leave_workshops
from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.directory.recount_teams import recount_teams
from passeur.errors import StorageUnavailable
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.privacy.held_up import HeldUp
from passeur.sharing.shares import ShareRef
from passeur.sharing.withdraw_share import withdraw_share

# People for whom something is done at once: each waits for a few answers of storage.
_AT_ONCE = 8
# People who are drawn anew before any of them is noted: what a run that is cut draws for nothing.
_DRAWN_TOGETHER = 10


class Messenger(Protocol):
    """What an erasure has Teams do. False when no more can be done now, and it must be done again later."""

    async def redraw(self, traces: Traces) -> bool:
        """Draw anew the messages in which one person shows."""

    async def redraw_digests(self, shares: Collection[ShareRef]) -> bool:
        """Draw anew the digests that tell one of these shares."""

    async def tell(self, erasure: Erasure) -> bool:
        """Say to the person that it is done."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look did: who is finished, whose erasure could not go on and why, and how many rows were looked at."""

    finished: Sequence[str]
    held_up: Mapping[str, Exception]
    rows: int


async def erase_people(erasures: Iterable[Erasure], backend: Backend, messenger: Messenger, *, now: datetime) -> Looked:
    """Take erasures one look further; of those that are finished, nothing is left but keyed hashes."""
    look = _Look([each for each in erasures if not each.waits(now)], backend, HeldUp(), now)
    if not look.erasures:
        return Looked((), {}, 0)
    # First of all: from then on no import brings back what is being removed. Who left is welcome back.
    await look.each([each for each in look.erasures if not each.untold], partial(backend.erasures.mark, now=now))
    traces = await backend.erasures.traces(backend.organisation.tenant_id, look.going_on())
    withdrawing = [each for each in look.going_on() if each.shares is TheirShares.WITHDRAWN]
    await look.each(withdrawing, lambda erasure: _withdraw(traces[erasure.person_id], backend, now=now))
    await _leave_programme(look)
    left = await backend.erasures.leave(backend.organisation.tenant_id, look.going_on())
    for person_id, error in left.failed.items():
        look.held_up.errors.setdefault(person_id, error)
    named = [each for each in look.going_on() if left.touched.get(each.person_id) or each.gone_through_at is None]
    clean = [each for each in look.going_on() if each not in named]
    # First: to draw anew may take longer than a run may.
    finished = await look.finish(clean, messenger)
    if named:
        await recount_teams(backend)
        await look.draw_anew(named, traces, messenger)
    return Looked(finished, look.held_up.errors, left.rows)


@dataclass(frozen=True, slots=True)
class _Look:
    erasures: Sequence[Erasure]
    backend: Backend
    held_up: HeldUp
    now: datetime

    def going_on(self) -> Sequence[Erasure]:
        return [each for each in self.erasures if each.person_id not in self.held_up.errors]

    async def each(self, erasures: Iterable[Erasure], step: Callable[[Erasure], Awaitable[None]]) -> None:
        await all_of((self._one(erasure, step) for erasure in erasures), at_once=_AT_ONCE)

    async def _one(self, erasure: Erasure, step: Callable[[Erasure], Awaitable[None]]) -> None:
        try:
            await step(erasure)
        except Exception as error:  # noqa: BLE001  # one that can never be made holds up nobody else's
            self.held_up.note([erasure.person_id], error)
        else:
            self.held_up.went_on()

    async def draw_anew(self, erasures: Sequence[Erasure], traces: Mapping[str, Traces], messenger: Messenger) -> None:
        """Who is drawn nowhere any more was gone through; what Teams does not take now is drawn at the next look.

        A few people at a time, in their order: a run that is cut anywhere leaves fewer of them to the next one.
        """
        for first in range(0, len(erasures), _DRAWN_TOGETHER):
            await self._draw_few(erasures[first : first + _DRAWN_TOGETHER], traces, messenger)

    async def _draw_few(self, erasures: Sequence[Erasure], traces: Mapping[str, Traces], messenger: Messenger) -> None:
        drawn: list[Erasure] = []

        async def redraw(erasure: Erasure) -> None:
            if await messenger.redraw(traces[erasure.person_id]):
                drawn.append(erasure)

        for erasure in erasures:
            await self._one(erasure, redraw)
        shares = {ref for each in drawn for ref in traces[each.person_id].shares}
        if shares and not await messenger.redraw_digests(shares):
            drawn = [each for each in drawn if not traces[each.person_id].shares]
        await self.each(drawn, lambda erasure: self.backend.erasures.note(erasure.gone_through(self.now)))

    async def finish(self, erasures: Iterable[Erasure], messenger: Messenger) -> Sequence[str]:
        finished: list[str] = []

        async def finish(erasure: Erasure) -> None:
            if erasure.untold or await messenger.tell(erasure):
                await self.backend.erasures.finish(erasure.tenant_id, erasure.person_id)
                finished.append(erasure.person_id)

        for erasure in erasures:
            await self._one(erasure, finish)
        return finished


async def _leave_programme(look: _Look) -> None:
    found = await find_in_programme([each.person_id for each in look.going_on()], look.backend)

    async def leave(erasure: Erasure) -> None:
        await leave_programme(_leaving(erasure), found[erasure.person_id], look.backend, now=look.now)

    await look.each(look.going_on(), leave)
    await look.each(look.going_on(), lambda erasure: leave_workshops(_leaving(erasure), look.backend))


def _leaving(erasure: Erasure) -> Leaving:
    return Leaving(erasure.person_id, erasure.stand_in)


async def _withdraw(traces: Traces, backend: Backend, *, now: datetime) -> None:
    """As their author can, one after the other."""
    tenant_id = backend.organisation.tenant_id
    for ref in traces.shares:
        share = await backend.shares.get(tenant_id, ref)
        if share is None:
            raise StorageUnavailable("a share is there and cannot be read")
        await withdraw_share(
            tenant_id, ref, share.version, share.author_id, claims=backend.claims, shares=backend.shares, now=now
        )
