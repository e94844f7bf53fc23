"""Whom Passeur knows, in figures, in the time that somebody waits for a card."""

from collections import Counter

from passeur.backend import Backend
from passeur.directory.entries import Source
from passeur.directory.summary import DirectorySummary

_MOST_PAGES = 3


async def known_people(backend: Backend) -> tuple[DirectorySummary, bool]:
    """The figures of the last count, or, if there was none, those of the first pages; and whether that is everybody."""
    tenant_id = backend.organisation.tenant_id
    summary = await backend.directory.summary(tenant_id)
    if summary is not None:
        return summary, True
    by_source: Counter[str | None] = Counter()
    reachable = pages = 0
    is_whole = True
    async for page in backend.people.pages(tenant_id):
        if pages == _MOST_PAGES:
            is_whole = False
            break
        pages += 1
        active = [person for person in page if person.active]
        by_source.update(person.directory for person in active)
        reachable += sum(person.address is not None for person in active)
    counted = DirectorySummary(
        backend.clock(),
        people=by_source.total(),
        from_file=by_source[Source.FILE],
        from_graph=by_source[Source.GRAPH],
        met=by_source[None],
        reachable=reachable,
    )
    return counted, is_whole
