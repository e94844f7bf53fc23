"""Runs and what they owe, for the tests of storage."""

from dataclasses import replace
from itertools import count, islice
from typing import Any

from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.shards import run_shard_of
from tests.storage.samples import NOW

RUN = RunId(DeliveryKind.MANAGER_DIGEST, "2026-W47")
SHARD = "7"


def a_run(tenant: str, run_id: RunId = RUN, **changes: Any) -> Run:
    return replace(Run(tenant, run_id, RunState.PLANNING, NOW), **changes)


def people_of(shard: str, number: int) -> list[str]:
    """Ids of as many people whom one shard addresses, in no order that storage knows."""
    ids = (f"person-{n}" for n in count())
    return list(islice((each for each in ids if run_shard_of(each) == shard), number))


def owed_to(tenant: str, person_id: str, run_id: RunId = RUN, **changes: Any) -> Delivery:
    delivery = Delivery(
        id=run_id.delivery_id(tenant, person_id),
        kind=run_id.kind,
        subject="2026-W47",
        address=None,
        locale="fr",
        created_at=NOW,
        person_id=person_id,
    )
    return replace(delivery, **changes)


def a_shard(tenant: str, number: int, shard: str = SHARD, run_id: RunId = RUN) -> list[Delivery]:
    return [owed_to(tenant, person_id, run_id) for person_id in people_of(shard, number)]
