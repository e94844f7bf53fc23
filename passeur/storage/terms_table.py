import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from passeur.ambassadors.terms import Term
from passeur.errors import StorageUnavailable
from passeur.privacy.noes import noes_in_term
from passeur.storage.noes_table import NoesTable
from passeur.storage.table import Change, Conflict, Create, Delete, Replace, Span, Table
from passeur.storage.term_rows import term_from, term_key, term_partition, term_row

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class TermsTable:
    """A partition for each cohort, a row for each person in it. TermRepository."""

    table: Table
    noes: NoesTable

    async def get(self, tenant_id: str, cohort_id: str, person_id: str) -> Term | None:
        row = await self.table.get(term_partition(tenant_id, cohort_id), term_key(person_id))
        return None if row is None else term_from(tenant_id, cohort_id, row)

    async def change(
        self,
        tenant_id: str,
        cohort_id: str,
        person_id: str,
        change: Callable[[Term | None], Term],
        *,
        said_by_them: bool = True,
    ) -> tuple[Term | None, Term]:
        for _ in range(_MOST_TRIES):
            before = await self.get(tenant_id, cohort_id, person_id)
            after = change(before)
            if after == before:
                return before, after
            said, taken_back = noes_in_term(before, after, said_by_them=said_by_them)
            await self.noes.say(tenant_id, person_id, said)
            try:
                (etag,) = await self.table.write(_write(before, after))
            except Conflict:
                continue
            await self.noes.take_back(tenant_id, person_id, taken_back)
            return before, replace(after, etag=etag)
        raise StorageUnavailable(f"a term was written by others {_MOST_TRIES} times in a row")

    async def succeed(
        self,
        tenant_id: str,
        cohort_id: str,
        people: tuple[str, str],
        change: Callable[[Term | None, Term | None], tuple[Term, Term]],
    ) -> tuple[Term, Term]:
        for _ in range(_MOST_TRIES):
            one, other = await asyncio.gather(*(self.get(tenant_id, cohort_id, each) for each in people))
            after = change(one, other)
            pairs = zip((one, other), after, strict=True)
            writes = [_write(before, now) for before, now in pairs if now != before]
            try:
                if writes:
                    await self.table.write(*writes)
            except Conflict:
                continue
            return after
        raise StorageUnavailable(f"two terms were written by others {_MOST_TRIES} times in a row")

    async def pages(self, tenant_id: str, cohort_id: str, first: str = "") -> AsyncIterator[Sequence[Term]]:
        partition = term_partition(tenant_id, cohort_id)
        async for page in self.table.pages(Span(partition, partition, first)):
            yield [term_from(tenant_id, cohort_id, row) for row in page]

    async def forget(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        await self.table.write(Delete(term_partition(tenant_id, cohort_id), term_key(person_id)))


def _write(before: Term | None, after: Term) -> Change:
    return Create(term_row(after)) if before is None else Replace(term_row(after), before.etag)
