"""What a backup says of itself: whose it is, of when, how many rows each table has, and the hash of each blob.

It is written last, so that a backup without one is a backup that was cut; and signed, so that what somebody changed
since is found even when the hashes were made to fit.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from passeur.errors import PasseurError
from passeur.storage.columns import read_time, write_time
from passeur.storage.signatures import is_signed, signed, why_not

FORMAT = 1
LONGEST_MANIFEST = 1_000_000
_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_PURPOSE = b"passeur backup manifest 1\n"


class BackupRefused(PasseurError):
    """A backup cannot be trusted or used here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class TableBackup:
    """One blob: so many rows as lines of JSON, gzipped. `left_out` rows of the table were of another tenant."""

    rows: int
    size: int
    sha256: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """`began_at` and `ended_at` are between which moments the tables were read, one after the other."""

    id: str
    tenant_id: str
    schema: int
    began_at: datetime
    ended_at: datetime
    tables: Mapping[str, TableBackup]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def size(self) -> int:
        return sum(table.size for table in self.tables.values())


def new_backup_id(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def made_at(backup_id: str) -> datetime:
    """When a backup was begun; BackupRefused when this is no backup's id."""
    if not _ID.fullmatch(backup_id):
        raise BackupRefused(f"{backup_id!r:.40} names no backup: ids look like 20261122T021000Z (see `list`).")
    try:
        return datetime.strptime(backup_id, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise BackupRefused(f"{backup_id} names no day: ids look like 20261122T021000Z (see `list`).") from error


def folder_of(tenant_id: str) -> str:
    return f"{tenant_id}/"


def table_blob(tenant_id: str, backup_id: str, table: str) -> str:
    return f"{folder_of(tenant_id)}{backup_id}/{table}.ndjson.gz"


def manifest_blob(tenant_id: str, backup_id: str) -> str:
    return f"{folder_of(tenant_id)}{backup_id}/manifest.json"


def sealed(manifest: Manifest, keys: Sequence[str]) -> bytes:
    """The manifest as it is stored, signed with the newest key."""
    said = {
        "format": FORMAT,
        **asdict(manifest),
        "began_at": write_time(manifest.began_at),
        "ended_at": write_time(manifest.ended_at),
    }
    return signed(_PURPOSE, said, keys)


def opened(stored: bytes, keys: Sequence[str]) -> Manifest:
    """The manifest that was stored; BackupRefused when none of our keys signed it, or this version cannot read it."""
    try:
        said = json.loads(stored)
        signature = said.pop("signature")
        if said["format"] != FORMAT:
            raise BackupRefused(
                f"The backup is of format {said['format']!r} and this version of Passeur reads format {FORMAT}: use "
                "the version that made it."
            )
        if not is_signed(_PURPOSE, said, signature, keys):
            raise BackupRefused(f"The manifest cannot be trusted: {why_not(said, keys)} Or take another backup.")
        return Manifest(
            id=said["id"],
            tenant_id=said["tenant_id"],
            schema=said["schema"],
            began_at=read_time(said["began_at"]),
            ended_at=read_time(said["ended_at"]),
            tables={name: TableBackup(**table) for name, table in said["tables"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupRefused("The manifest cannot be read: it was cut or changed. Take another backup.") from error
