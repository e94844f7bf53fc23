import asyncio

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.proposal import Material, Proposal, propose
from passeur.ambassadors.reviews import impartial
from passeur.backend import Backend


async def make_proposal(cohort: Cohort, backend: Backend) -> Proposal:
    """The best cohort for the candidates, the reviews and the headcounts of now.

    Nothing is kept of it: the same facts give the same proposal whenever it is asked for.
    """
    material = await read_material(cohort, backend)
    # The solver takes a second of processor for large calls: the event loop serves others meanwhile.
    return await asyncio.to_thread(propose, material, backend.organisation)


async def read_material(cohort: Cohort, backend: Backend) -> Material:
    tenant_id = backend.organisation.tenant_id
    (candidates, reviews), managers, headcounts = await asyncio.gather(
        backend.candidates.of_cohort(tenant_id, cohort.id),
        _managers(backend),
        backend.directory.headcounts(tenant_id),
    )
    return Material(cohort, candidates, impartial(reviews, candidates), managers, headcounts)


async def _managers(backend: Backend) -> frozenset[str]:
    tenant_id = backend.organisation.tenant_id
    return frozenset([team.manager_id async for page in backend.teams.pages(tenant_id) for team in page if team.size])
