from collections.abc import Sequence
from dataclasses import dataclass

from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.kpi_months import months_of
from passeur.ambassadors.kpis import MonthBoard
from passeur.backend import Backend
from passeur.literacy.known_measures import KnownMeasure, of_boot_camp, of_charters, of_cohorts
from passeur.literacy.measures import Measure


@dataclass(frozen=True, slots=True)
class LiteracyRecord:
    """What Passeur knows, then what the programme lead recorded, the latest first; withdrawn measures apart."""

    known: tuple[KnownMeasure, ...]
    recorded: tuple[Measure, ...]
    withdrawn: tuple[Measure, ...]


async def read_record(backend: Backend, *, locale: str) -> LiteracyRecord:
    """The whole record; the names of materials in the reader's language. Nothing is counted or written for it."""
    tenant_id = backend.organisation.tenant_id
    measures = await backend.literacy.all(tenant_id)
    began = (CohortState.RUNNING, CohortState.CLOSED)
    cohorts = [each for each in await backend.cohorts.all(tenant_id) if each.state in began]
    return LiteracyRecord(
        await _known(cohorts, backend, locale),
        tuple(each for each in measures if each.stands),
        tuple(each for each in measures if not each.stands),
    )


async def _known(cohorts: Sequence[Cohort], backend: Backend, locale: str) -> tuple[KnownMeasure, ...]:
    tenant_id, organisation = backend.organisation.tenant_id, backend.organisation
    finishers = await backend.progress.finishers(tenant_id)
    terms = [term for cohort in cohorts async for page in backend.terms.pages(tenant_id, cohort.id) for term in page]
    return (
        of_boot_camp(organisation.boot_camp, finishers, locale),
        *of_charters(organisation.charter, terms, cohorts, locale),
        *of_cohorts(cohorts, await _months(cohorts, backend)),
    )


async def _months(cohorts: Sequence[Cohort], backend: Backend) -> Sequence[MonthBoard]:
    """The months that were counted already: a reader waits for none, and the nightly count brings the others."""
    months = [month for cohort in cohorts for month in months_of(cohort)]
    if not months:
        return ()
    return await backend.kpis.between(backend.organisation.tenant_id, min(months), max(months))
