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
        teams=storage.teams,
        directory=storage.directory,
        syncs=storage.syncs,
        roles=storage.roles,
        channels=storage.channels,
        claims=storage.claims,
        shares=storage.shares,
        kept=storage.kept,
        recaps=storage.recaps,
        summaries=storage.summaries,
        briefs=storage.briefs,
        deliveries=storage.deliveries,
        runs=storage.runs,
        paces=storage.paces,
        queue=storage.queue,
    )
