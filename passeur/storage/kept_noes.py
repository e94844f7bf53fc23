"""Keeps, outside the tables, what people said no to: a backup is older than the last of it, and must not undo it.

The list is one small blob beside the backups. It says since when it is kept, and until when it was known to be whole,
so that whoever restores is told plainly which noes cannot be known. What an accident takes from the table is not taken
from the list, and a list that loses anything is copied first, for as long as backups are kept.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from passeur.errors import StorageUnavailable
from passeur.privacy.noes import AllNoes
from passeur.storage.backup_manifest import BackupRefused, folder_of, new_backup_id
from passeur.storage.blobs import BlobGone, Blobs, read_whole
from passeur.storage.columns import read_time, write_time
from passeur.storage.entities import Row
from passeur.storage.make_backup import one_piece
from passeur.storage.noes_table import NoesTable, all_noes, is_no
from passeur.storage.signatures import is_signed, signed, why_not
from passeur.storage.table import Put, Table
from passeur.storage.vanished_noes import nobody_is_there, vanished

log = logging.getLogger(__name__)

_PURPOSE = b"passeur noes 1\n"
_MOST = 64_000_000
# A list in which nothing changed is dated anew this often by itself.
DATED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeptNoes:
    """Every no that was said from `since` on, or held then, as they were at `known_at`."""

    since: datetime
    known_at: datetime
    rows: Sequence[Row]

    @property
    def noes(self) -> AllNoes:
        return all_noes(self.rows)


def noes_blob(tenant_id: str) -> str:
    return f"{folder_of(tenant_id)}noes.json"


def noes_copy(tenant_id: str, known_at: datetime) -> str:
    """A list that was written over: it goes with the backups of its day (forget_backups.py)."""
    return f"{folder_of(tenant_id)}noes-{new_backup_id(known_at)}.json"


async def keep_noes(
    tenant_id: str,
    people: Table,
    blobs: Blobs,
    keys: Sequence[str],
    *,
    now: datetime,
    dated_every: timedelta = DATED_EVERY,
) -> bool:
    """Write the noes beside the backups when they are not there as they are now; whether that was so.

    A list that is there and cannot be trusted is begun anew: the table is the source. It is none when so much is gone
    from it at once that somebody must have lost it: then the list stays as it is, and an error is logged.
    """
    rows = await NoesTable(people).rows(tenant_id)
    try:
        kept = await read_noes(tenant_id, blobs, keys)
    except BackupRefused:
        kept = None
    if kept is not None and rows == kept.rows and now - kept.known_at < dated_every:
        return False
    if kept is not None:
        found = vanished(kept.rows, rows, now)
        if found.too_many or (kept.rows and not rows and await nobody_is_there(tenant_id, people)):
            log.error(
                "%d of %d people and shares whose noes are kept beside the backups have none in the table people any "
                "more (%d rows, now %d): the list is not written over. See the runbook: the data is lost or spoilt",
                *(found.gone, found.kept, len(kept.rows), len(rows)),
            )
            return False
        if found.dropped:
            await _write(noes_copy(tenant_id, kept.known_at), tenant_id, blobs, keys, kept)
    since = kept.since if kept is not None else now
    await _write(noes_blob(tenant_id), tenant_id, blobs, keys, KeptNoes(since, now, rows))
    return True


async def _write(name: str, tenant_id: str, blobs: Blobs, keys: Sequence[str], noes: KeptNoes) -> None:
    since, known_at = write_time(noes.since), write_time(noes.known_at)
    said = {"tenant_id": tenant_id, "since": since, "known_at": known_at, "rows": noes.rows}
    await blobs.write(name, one_piece(signed(_PURPOSE, said, keys)))


async def read_noes(tenant_id: str, blobs: Blobs, keys: Sequence[str]) -> KeptNoes | None:
    """The kept list; None when there is none, BackupRefused when it is there and cannot be trusted."""
    try:
        said = json.loads(await read_whole(blobs, noes_blob(tenant_id), _MOST))
        signature, rows = said.pop("signature"), said["rows"]
        if not is_signed(_PURPOSE, said, signature, keys):
            raise _refused(why_not(said, keys))
        if said["tenant_id"] == tenant_id and all(is_no(tenant_id, row) for row in rows):
            all_noes(rows)  # what another version may have said is found before anything rests on it
            return KeptNoes(read_time(said["since"]), read_time(said["known_at"]), list(rows))
    except BlobGone:
        return None
    except StorageUnavailable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused("it was cut or changed, or a newer version of Passeur wrote it.") from error
    raise _refused("it is of another organisation.")


async def bring_noes_back(tenant_id: str, people: Table, blobs: Blobs, keys: Sequence[str]) -> KeptNoes | None:
    """Write the kept noes over those of the backup, and return them to be said again; None when none are kept."""
    kept = await read_noes(tenant_id, blobs, keys)
    for row in kept.rows if kept is not None else ():
        await people.write(Put(row))
    return kept


def _refused(why: str) -> BackupRefused:
    return BackupRefused(
        "The list of what people said no to (noes.json) cannot be trusted, and without it a restore would take back "
        f"objections, pauses and withdrawals: {why}"
    )
