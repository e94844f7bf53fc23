"""The bundle that handlers and jobs receive, over an open storage."""

from passeur.backend import Backend
from passeur.organisation import Organisation
from passeur.ports import Clock
from passeur.storage.bundle import Storage


def backend_of(storage: Storage, organisation: Organisation, clock: Clock) -> Backend:
    return Backend(
        organisation=organisation,
        clock=clock,
        people=storage.people,
        roles=storage.roles,
        channels=storage.channels,
        claims=storage.claims,
        shares=storage.shares,
        recaps=storage.recaps,
        deliveries=storage.deliveries,
        queue=storage.queue,
    )
