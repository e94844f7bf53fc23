"""Many shares in one channel at once: no faster than its windows allow, and hardly slower."""

import asyncio
from dataclasses import dataclass

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.periods import Week
from passeur.sharing.ports import ShareRepository
from tests.fakes.windows import Windows
from tests.simulation.company import SERVICE_URL
from tests.simulation.sender import Latency, WindowedSender
from tests.simulation.truth import Truth
from tests.simulation.virtual_time import run_virtually
from tests.simulation.world import World
from tests.storage.samples import a_post, a_ref, a_share

CHANNEL = "19:busy@thread.tacv2"
_LONGEST = 4 * 3600.0


@dataclass(frozen=True, slots=True)
class BusyChannel:
    """`seconds` is when the last share was there; `fastest` when the windows alone would have let it in."""

    shares: int
    truth: Truth
    windows: Windows
    seconds: float
    fastest: float


def simulate_busy_channel(shares: int, *, instances: int = 3, latency: Latency | None = None) -> BusyChannel:
    return run_virtually(_simulate(shares, instances, latency or Latency()))


async def _simulate(shares: int, instances: int, latency: Latency) -> BusyChannel:
    loop = asyncio.get_running_loop()
    sender = WindowedSender(Windows(loop.time), latency, arrivals=[])
    world = World(sender, latency=lambda: 0.005)
    backend = world.backend()
    for number in range(shares):
        await _add(number, backend.shares, backend)
    world.start(instances)
    while loop.time() < _LONGEST:
        await asyncio.sleep(10)
        truth = await _truth(shares, backend, sender)
        if truth.is_over:
            break
    assert sender.arrivals is not None
    return BusyChannel(shares, truth, sender.windows, max(sender.arrivals, default=0.0), fastest(shares))


def fastest(messages: int) -> float:
    """When the last of so many may arrive in one conversation, at the earliest."""
    sent: list[float] = []
    for _ in range(messages):
        free = (sent[-most] + seconds for most, seconds in Windows(lambda: 0.0).in_a_conversation if len(sent) >= most)
        sent.append(max(free, default=0.0))
    return sent[-1]


async def _add(number: int, shares: ShareRepository, backend: Backend) -> None:
    tenant, week = backend.organisation.tenant_id, _week(backend)
    author = f"author-{number}"
    share = a_share(tenant, week=week, ref=a_ref(f"form-{number}", week, author), author_id=author)
    address = Address(CHANNEL, SERVICE_URL, ConversationKind.CHANNEL)
    post = a_post(share, address, backend.clock())
    await shares.add(share, post)
    await backend.queue.put(post.id)


async def _truth(shares: int, backend: Backend, sender: WindowedSender) -> Truth:
    """What all rows say, against the messages of the one channel."""
    truth = Truth()
    tenant, week = backend.organisation.tenant_id, _week(backend)
    for number in range(shares):
        for row in await backend.shares.posts(tenant, a_ref(f"form-{number}", week, f"author-{number}")):
            truth.note(f"share {number}", row, 1)
    missing = shares - sender.posted[CHANNEL]
    if missing > 0 and truth.is_over:
        truth.lost.append(f"{missing} of the channel's messages")
    truth.duplicates = max(0, -missing)
    return truth


def _week(backend: Backend) -> Week:
    return Week.of(backend.clock(), backend.organisation.recap.zone)
