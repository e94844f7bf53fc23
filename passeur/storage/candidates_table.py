from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.reviews import Review
from passeur.errors import Outdated
from passeur.privacy.noes import No, NoTo, noes_in_candidacy
from passeur.storage.candidate_rows import (
    REVIEW,
    candidate_from,
    candidate_key,
    candidate_row,
    candidates_partition,
    review_from,
    review_key,
    review_row,
)
from passeur.storage.entities import KEY, Row
from passeur.storage.keys import AFTER_BAR
from passeur.storage.noes_table import NoesTable
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Delete, Put, Replace, Span, Table


@dataclass(frozen=True, slots=True)
class CandidatesTable:
    """A partition for each cohort: a row for each candidate, and one for each review of them. CandidateRepository."""

    table: Table
    noes: NoesTable

    async def get(self, tenant_id: str, cohort_id: str, person_id: str) -> Candidate | None:
        row = await self.table.get(candidates_partition(tenant_id, cohort_id), candidate_key(person_id))
        return None if row is None else candidate_from(tenant_id, cohort_id, row)

    async def change(
        self, tenant_id: str, cohort_id: str, person_id: str, change: Callable[[Candidate | None], Candidate]
    ) -> tuple[Candidate | None, Candidate]:
        where = candidates_partition(tenant_id, cohort_id), candidate_key(person_id)

        def read(row: Row) -> Candidate:
            return candidate_from(tenant_id, cohort_id, row)

        before, after = await rewritten(self.table, where, read, candidate_row, change)
        # Also when it was said, or taken back, before: the first time may have ended between the two.
        withdrawn = noes_in_candidacy(after)
        await self.noes.say(tenant_id, person_id, withdrawn)
        await self.noes.take_back(tenant_id, person_id, {No(NoTo.CANDIDACY, cohort_id)} - withdrawn)
        return before, after

    async def select(self, candidate: Candidate, among: Sequence[Candidate]) -> Candidate:
        # Every selection writes the first row of the cohort too, as it was read: of two at once, one comes too late.
        # Real ids sort before the pseudonyms of erased people, so that an erasure cannot change which one it is.
        first = min(among, key=lambda each: each.person_id)
        changes = [Replace(candidate_row(candidate), candidate.etag)]
        if first.person_id != candidate.person_id:
            changes.append(Replace(candidate_row(first), first.etag))
        try:
            etag, *_ = await self.table.write(*changes)
        except Conflict:
            raise Outdated from None
        return replace(candidate, etag=etag)

    async def review(self, review: Review) -> None:
        await self.table.write(Put(review_row(review)))

    async def reviews_of(self, tenant_id: str, cohort_id: str, person_id: str) -> Sequence[Review]:
        partition = candidates_partition(tenant_id, cohort_id)
        first = review_key(person_id, "0")[:-1]
        span = Span(partition, partition, first, f"{first[:-1]}{AFTER_BAR}")
        return [review_from(tenant_id, cohort_id, row) async for page in self.table.pages(span) for row in page]

    async def forget_reviews(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        partition = candidates_partition(tenant_id, cohort_id)
        for review in await self.reviews_of(tenant_id, cohort_id, person_id):
            await self.table.write(Delete(partition, review_key(person_id, review.reviewer_id)))

    async def of_cohort(self, tenant_id: str, cohort_id: str) -> tuple[Sequence[Candidate], Sequence[Review]]:
        candidates: list[Candidate] = []
        reviews: list[Review] = []
        partition = candidates_partition(tenant_id, cohort_id)
        async for page in self.table.pages(Span(partition, partition)):
            for row in page:
                if row[KEY].startswith(f"{REVIEW}|"):
                    reviews.append(review_from(tenant_id, cohort_id, row))
                else:
                    candidates.append(candidate_from(tenant_id, cohort_id, row))
        return candidates, reviews

    async def forget_review(self, tenant_id: str, cohort_id: str, person_id: str, reviewer_id: str) -> None:
        partition = candidates_partition(tenant_id, cohort_id)
        await self.table.write(Delete(partition, review_key(person_id, reviewer_id)))

    async def forget(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        await self.table.write(Delete(candidates_partition(tenant_id, cohort_id), candidate_key(person_id)))
