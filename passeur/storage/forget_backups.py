"""Removes the backups that are older than they may be: what somebody erased is in none of them after that."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from passeur.storage.backup_manifest import BackupRefused, folder_of, made_at
from passeur.storage.blobs import Blobs
from passeur.storage.read_backup import Found, backups_of

# One that is being made has no manifest yet either.
_CUT_AFTER = timedelta(days=1)


async def forget_old_backups(tenant_id: str, blobs: Blobs, *, keep: timedelta, now: datetime) -> Sequence[str]:
    """Remove backups older than `keep`, and those that were cut a day ago; the newest whole one always stays.

    With them go the copies of older lists of noes (kept_noes.py), which are not among those returned.
    """
    found = await backups_of(tenant_id, blobs)
    newest = max((each.id for each in found if each.whole), default="")
    gone = [each.id for each in found if each.id != newest and _is_over(each, keep, now)]
    for backup_id in gone:
        # The manifest first: a backup that is half removed does not look like a whole one.
        names = await blobs.names(f"{folder_of(tenant_id)}{backup_id}/")
        for name in sorted(names, key=lambda name: not name.endswith("/manifest.json")):
            await blobs.delete(name)
    copies = f"{folder_of(tenant_id)}noes-"
    for name in await blobs.names(copies):
        if _is_over(Found(name.removeprefix(copies).removesuffix(".json"), whole=True), keep, now):
            await blobs.delete(name)
    return gone


def _is_over(found: Found, keep: timedelta, now: datetime) -> bool:
    try:
        age = now - made_at(found.id)
    except BackupRefused:
        return False  # nothing that we made
    return age > (keep if found.whole else min(keep, _CUT_AFTER))
