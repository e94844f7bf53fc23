"""Whom the answers of a selection are sent to: every candidate about whom something was decided."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.shards import prefix_of

_PAGE = 200


@dataclass(frozen=True, slots=True)
class DecidedCandidates:
    """Everybody in a decision, which never changes. Audience."""

    backend: Backend
    cohort_id: str

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        decision = await self.backend.selections.get(self.backend.organisation.tenant_id, self.cohort_id)
        if decision is None:
            return
        ordered = sorted(f"{prefix_of(each.person_id)}|{each.person_id}" for each in decision.outcomes)
        left = [each for each in ordered if each > after]
        for start in range(0, len(left), _PAGE):
            page = left[start : start + _PAGE]
            recipients = tuple(Recipient(each.partition("|")[2], self.cohort_id) for each in page)
            yield AudiencePage(recipients, page[-1])
