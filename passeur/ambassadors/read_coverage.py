from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.coverage import Coverage
from passeur.ambassadors.terms import TermState
from passeur.backend import Backend


async def read_coverage(backend: Backend) -> Coverage | None:
    """The map of today: ambassadors who are active, beside the last headcounts. None when nobody was ever counted.

    Whoever rests covers nobody meanwhile, and whoever has not signed yet does not either.
    """
    tenant_id = backend.organisation.tenant_id
    headcounts = await backend.directory.headcounts(tenant_id)
    if headcounts is None:
        return None
    places = {
        term.person_id: (term.trade, term.site)
        for cohort in await backend.cohorts.all(tenant_id)
        if cohort.state is CohortState.RUNNING
        async for page in backend.terms.pages(tenant_id, cohort.id)
        for term in page
        if term.state is TermState.ACTIVE
    }
    return Coverage.of(headcounts, places.values(), backend.organisation.proportions)
