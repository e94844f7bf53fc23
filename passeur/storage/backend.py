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
        imports=storage.imports,
        roles=storage.roles,
        channels=storage.channels,
        claims=storage.claims,
        shares=storage.shares,
        kept=storage.kept,
        recaps=storage.recaps,
        summaries=storage.summaries,
        briefs=storage.briefs,
        cohorts=storage.cohorts,
        candidates=storage.candidates,
        deliveries=storage.deliveries,
        runs=storage.runs,
        paces=storage.paces,
        selections=storage.selections,
        terms=storage.terms,
        progress=storage.progress,
        check_ins=storage.check_ins,
        workshops=storage.workshops,
        guesses=storage.guesses,
        decisions=storage.decisions,
        literacy=storage.literacy,
        badges=storage.badges,
        recognitions=storage.recognitions,
        kpis=storage.kpis,
        erasures=storage.erasures,
        holdings=storage.holdings,
        kept_answers=storage.kept_answers,
        accesses=storage.accesses,
        proofs=storage.proofs,
        retention=storage.retention,
        queue=storage.queue,
    )
