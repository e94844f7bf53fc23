"""Queues that nobody empties say nothing themselves: the sweeper says how much waits in them."""

import uuid
from datetime import timedelta

import pytest

from passeur.delivery.outbox import DeliveryId, Home
from passeur.storage.queue import QUEUES
from passeur.telemetry.names import Attribute, Metric
from tests.scenarios.house import open_house
from tests.storage.emulated import emulated
from tests.telemetry.watching import kept_watch


@pytest.mark.azurite
async def test_what_waits_in_each_queue_is_told(azurite: str) -> None:
    tenant = f"tenant-{uuid.uuid4()}"
    with kept_watch() as kept:
        async with emulated(azurite) as storage:
            before = (await storage.connection.queue_lengths())["run-deliveries"]
            for number in range(3):
                waiting = DeliveryId(Home.RUNS, tenant, "manager_digest.2026-10.0", f"o|{number}")
                await storage.queue.put(waiting, timedelta(days=1))
            async with open_house(storage, tenant=tenant) as house:
                await house.sweep()
        lengths = {each.attributes[Attribute.QUEUE]: each.max for each in kept.points(Metric.QUEUE_LENGTH)}
    assert lengths["run-deliveries"] == before + 3
    assert lengths.keys() == {each for name in QUEUES for each in (name, f"{name}-poison")}
