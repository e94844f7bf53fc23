"""The ambassadors whom a run of check-ins addresses: those in office who said nothing of the period yet."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.shards import prefix_of
from passeur.errors import RunGone
from passeur.periods import Week


@dataclass(frozen=True, slots=True)
class CheckInAudience:
    """Ambassadors in the order of their prefix; the cursor is the prefix that was reached. Audience.

    Whoever rests is left alone. What came in between, an answer or the end of a term, is asked again as a message
    leaves.
    """

    backend: Backend
    cohort_id: str
    period: Week

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        """A page is yielded even when nobody on it is asked, so that the cursor moves. Raises RunGone."""
        tenant_id = self.backend.organisation.tenant_id
        cohort = await self.backend.cohorts.get(tenant_id, self.cohort_id)
        if cohort is None:
            raise RunGone
        ref = CheckInRef(cohort.id, self.period, cohort.check_in_weeks)
        async for page in self.backend.terms.pages(tenant_id, self.cohort_id, after):
            if page:
                yield AudiencePage(await self._asked(ref, page), prefix_of(page[-1].person_id))

    async def _asked(self, ref: CheckInRef, page: Sequence[Term]) -> tuple[Recipient, ...]:
        first, last = prefix_of(page[0].person_id), prefix_of(page[-1].person_id)
        said = await self.backend.check_ins.among(
            self.backend.organisation.tenant_id, ref.cohort_id, ref.period, first, last
        )
        silent = {term.person_id for term in page if term.state is TermState.ACTIVE} - {each.person_id for each in said}
        return tuple(Recipient(term.person_id, str(ref)) for term in page if term.person_id in silent)


def check_in_audience(backend: Backend, period: str) -> CheckInAudience:
    """The audience of a run, whose period names a cohort and a week: `2026-1-2026-W47`. RunGone for anything else."""
    year, number, week = (*period.split("-", 2), "", "")[:3]
    try:
        return CheckInAudience(backend, f"{year}-{number}", Week.parse(week))
    except ValueError as error:
        raise RunGone from error
