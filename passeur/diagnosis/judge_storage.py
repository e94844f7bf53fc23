"""What the answers of storage to a few harmless tries say of the rights and ways that lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from passeur.diagnosis.findings import Check, Finding, Lack, fine, noted, wrong


class Access(StrEnum):
    READ = "read"
    WRITE = "write"
    DELETE = "delete"


class Outcome(StrEnum):
    """How storage answered one try, or did not."""

    DONE = "done"
    FORBIDDEN = "forbidden"
    KEYS_OFF = "keys_off"
    KEY_WRONG = "key_wrong"
    CLOSED = "closed"
    CLOCK = "clock"
    UNREACHABLE = "unreachable"
    UNKNOWN_ACCOUNT = "unknown_account"
    NO_IDENTITY = "no_identity"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Tried:
    access: Access
    outcome: Outcome
    status: int = 0


# The smallest of Azure's roles that hold what each kind of storage is used for.
ROLES = {
    Check.TABLES: "Storage Table Data Contributor",
    Check.QUEUES: "Storage Queue Data Contributor",
    Check.BLOBS: "Storage Blob Data Owner",
}
_MISSING = {Check.TABLES: Lack.TABLES_MISSING, Check.QUEUES: Lack.QUEUES_MISSING}
_LACKS = {
    Outcome.KEYS_OFF: Lack.STORAGE_KEYS_OFF,
    Outcome.KEY_WRONG: Lack.STORAGE_KEY_WRONG,
    Outcome.CLOSED: Lack.STORAGE_CLOSED,
    Outcome.CLOCK: Lack.CLOCK_OFF,
    Outcome.UNREACHABLE: Lack.STORAGE_UNREACHABLE,
    Outcome.UNKNOWN_ACCOUNT: Lack.STORAGE_UNKNOWN,
    Outcome.NO_IDENTITY: Lack.NO_MANAGED_IDENTITY,
}


def judge_storage(check: Check, host: str, tried: Sequence[Tried], missing: Sequence[str] = ()) -> list[Finding]:
    """Findings about one kind of storage at `host`; `missing` are names that would be used and are not there."""
    refused = {each.access for each in tried if each.outcome is Outcome.FORBIDDEN}
    forbidden = [access for access in Access if access in refused]
    others = list(dict.fromkeys(_LACKS[each.outcome] for each in tried if each.outcome in _LACKS))
    found = [wrong(check, lack, host=host) for lack in others]
    if forbidden:
        found.append(wrong(check, Lack.STORAGE_RIGHT, host=host, role=ROLES[check], access=" ".join(forbidden)))
    if failed := next((each for each in tried if each.outcome is Outcome.FAILED), None):
        found.append(wrong(check, Lack.STORAGE_FAILED, host=host, status=str(failed.status)))
    if not found and missing and check in _MISSING:
        found.append(noted(check, _MISSING[check], host=host, names=" ".join(sorted(missing))))
    return found or [fine(check, host=host)]
