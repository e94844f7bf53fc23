"""The scan of one week with all its texts: a share's row comes just before the rows of what happened to it."""

from collections.abc import AsyncIterator, Sequence

from passeur.periods import Week
from passeur.sharing.shares import Share, ShareRef
from passeur.sharing.threads import Thread, ToldThread
from passeur.storage.entities import KEY, Row
from passeur.storage.share_rows import report_from, reproduction_from, share_from, variation_from


async def read_threads(pages: AsyncIterator[Sequence[Row]], tenant_id: str, week: Week) -> AsyncIterator[ToldThread]:
    """One thread after the other: of a week of thousands of shares, one is in memory at a time, and one page."""
    share: Share | None = None
    rows: list[Row] = []
    async for page in pages:
        for row in page:
            _, share_id, *what = row[KEY].split("|")
            if what:
                rows.append(row)
                continue
            if share is not None:
                yield _thread(share, rows)
            share, rows = share_from(tenant_id, ShareRef(week, share_id), row), []
    if share is not None:
        yield _thread(share, rows)


def _thread(share: Share, rows: Sequence[Row]) -> ToldThread:
    reproductions, variations, reports = [], [], []
    for row in rows:
        match row[KEY].split("|")[1:]:
            case [share_id, "t", person_id] if share_id == share.ref.id:
                reproductions.append(reproduction_from(share.ref, person_id, row))
            case [share_id, "v", child] if share_id == share.ref.id:
                variations.append(variation_from(share.ref, child, row))
            case [share_id, "r", _] if share_id == share.ref.id:
                reports.append(report_from(share.ref, row))
    return ToldThread(Thread(share, tuple(reproductions), tuple(variations)), tuple(reports))
