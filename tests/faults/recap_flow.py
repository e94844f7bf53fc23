"""A Monday's recap, told in several channels, as a flow whose every call can meet an accident."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from tests.faults.enumerated import When
from tests.simulation.sharing import settle_week, truth_of_recap
from tests.simulation.truth import Truth
from tests.simulation.world import World

# Half a minute before nine o'clock of a Monday, in Paris.
WHEN = When(
    datetime(2026, 11, 9, 7, 59, 30, tzinfo=UTC),
    frozenset({"publish_recap", "sweep_deliveries", "sweep_old_deliveries"}),
)
CHANNELS = 5


async def recap(world: World) -> Callable[[], Awaitable[Truth]]:
    backend = world.backend()
    await settle_week(backend, CHANNELS)
    return lambda: truth_of_recap(backend, CHANNELS, world.sender.posted)
