"""What an examination of an installation found: of each thing whether it is well, and if it is not what lacks.

Nothing in a finding is a secret: facts are names, addresses, numbers and roles, never a key, a token or a row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Check(StrEnum):
    """What is looked at, in the order in which it is told: what comes first explains what comes after."""

    SETTINGS = "settings"
    CLOCK = "clock"
    IDENTITY = "identity"
    TABLES = "tables"
    QUEUES = "queues"
    BLOBS = "blobs"
    DATA = "data"
    CHANNEL = "channel"
    BOT = "bot"
    FUNCTIONS = "functions"
    DIRECTORY = "directory"
    LEADS = "leads"
    VERSIONS = "versions"


class Verdict(StrEnum):
    FINE = "fine"
    NOTE = "note"  # it works; somebody should know
    WRONG = "wrong"
    UNTRIED = "untried"  # not asked, or nobody could say


class Giver(StrEnum):
    """Who can give what lacks. The names of Microsoft's roles are in the sentences."""

    INSTALLER = "installer"
    HOST = "host"
    ACCESS_ADMINISTRATOR = "access_administrator"
    NETWORK_ADMINISTRATOR = "network_administrator"
    APPLICATION_ADMINISTRATOR = "application_administrator"
    ROLE_ADMINISTRATOR = "role_administrator"


class Lack(StrEnum):
    """What can lack. Each has a sentence for what it is, one for what it costs, and somebody who can give it."""

    SETTING = "setting"
    CLOCK_OFF = "clock_off"
    LOGIN_UNREACHABLE = "login_unreachable"
    TENANT_UNKNOWN = "tenant_unknown"
    APP_UNKNOWN = "app_unknown"
    SECRET_WRONG = "secret_wrong"  # noqa: S105  # the name of a finding
    SECRET_ENDED = "secret_ended"  # noqa: S105  # the name of a finding
    NO_MANAGED_IDENTITY = "no_managed_identity"
    TOKEN_REFUSED = "token_refused"  # noqa: S105  # the name of a finding
    TOKEN_OF_ANOTHER = "token_of_another"  # noqa: S105  # the name of a finding
    STORAGE_RIGHT = "storage_right"
    STORAGE_KEYS_OFF = "storage_keys_off"
    STORAGE_KEY_WRONG = "storage_key_wrong"
    STORAGE_CLOSED = "storage_closed"
    STORAGE_UNREACHABLE = "storage_unreachable"
    STORAGE_UNKNOWN = "storage_unknown"
    STORAGE_FAILED = "storage_failed"
    TABLES_MISSING = "tables_missing"
    QUEUES_MISSING = "queues_missing"
    DATA_OLDER = "data_older"
    DATA_NEWER = "data_newer"
    DATA_HALF_RESTORED = "data_half_restored"
    CHANNEL_UNREACHABLE = "channel_unreachable"
    BOT_UNREACHABLE = "bot_unreachable"
    BOT_STRANGE = "bot_strange"
    BOT_OPEN = "bot_open"
    BOT_NOT_READY = "bot_not_ready"
    FUNCTIONS_UNREACHABLE = "functions_unreachable"
    FUNCTIONS_NOT_READY = "functions_not_ready"
    GRAPH_ROLE = "graph_role"
    GRAPH_ROLES_TOO_MANY = "graph_roles_too_many"
    NO_LEAD = "no_lead"
    PYTHON_VERSION = "python_version"
    PACKAGES_DIFFER = "packages_differ"


GIVERS: Mapping[Lack, Giver] = {
    Lack.SETTING: Giver.INSTALLER,
    Lack.CLOCK_OFF: Giver.HOST,
    Lack.LOGIN_UNREACHABLE: Giver.NETWORK_ADMINISTRATOR,
    Lack.TENANT_UNKNOWN: Giver.INSTALLER,
    Lack.APP_UNKNOWN: Giver.INSTALLER,
    Lack.SECRET_WRONG: Giver.APPLICATION_ADMINISTRATOR,
    Lack.SECRET_ENDED: Giver.APPLICATION_ADMINISTRATOR,
    Lack.NO_MANAGED_IDENTITY: Giver.HOST,
    Lack.TOKEN_REFUSED: Giver.APPLICATION_ADMINISTRATOR,
    Lack.TOKEN_OF_ANOTHER: Giver.INSTALLER,
    Lack.STORAGE_RIGHT: Giver.ACCESS_ADMINISTRATOR,
    Lack.STORAGE_KEYS_OFF: Giver.INSTALLER,
    Lack.STORAGE_KEY_WRONG: Giver.INSTALLER,
    Lack.STORAGE_CLOSED: Giver.NETWORK_ADMINISTRATOR,
    Lack.STORAGE_UNREACHABLE: Giver.NETWORK_ADMINISTRATOR,
    Lack.STORAGE_UNKNOWN: Giver.INSTALLER,
    Lack.STORAGE_FAILED: Giver.HOST,
    Lack.TABLES_MISSING: Giver.HOST,
    Lack.QUEUES_MISSING: Giver.HOST,
    Lack.DATA_OLDER: Giver.HOST,
    Lack.DATA_NEWER: Giver.HOST,
    Lack.DATA_HALF_RESTORED: Giver.HOST,
    Lack.CHANNEL_UNREACHABLE: Giver.NETWORK_ADMINISTRATOR,
    Lack.BOT_UNREACHABLE: Giver.HOST,
    Lack.BOT_STRANGE: Giver.INSTALLER,
    Lack.BOT_OPEN: Giver.INSTALLER,
    Lack.BOT_NOT_READY: Giver.HOST,
    Lack.FUNCTIONS_UNREACHABLE: Giver.HOST,
    Lack.FUNCTIONS_NOT_READY: Giver.HOST,
    Lack.GRAPH_ROLE: Giver.ROLE_ADMINISTRATOR,
    Lack.GRAPH_ROLES_TOO_MANY: Giver.ROLE_ADMINISTRATOR,
    Lack.NO_LEAD: Giver.INSTALLER,
    Lack.PYTHON_VERSION: Giver.HOST,
    Lack.PACKAGES_DIFFER: Giver.HOST,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`lack` is None where nothing lacks; `facts` are what its sentences tell, by name."""

    check: Check
    verdict: Verdict
    lack: Lack | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def giver(self) -> Giver | None:
        return GIVERS[self.lack] if self.lack else None


def fine(check: Check, **facts: str) -> Finding:
    return Finding(check, Verdict.FINE, facts=facts)


def wrong(check: Check, lack: Lack, **facts: str) -> Finding:
    return Finding(check, Verdict.WRONG, lack, facts)


def noted(check: Check, lack: Lack, **facts: str) -> Finding:
    return Finding(check, Verdict.NOTE, lack, facts)


def untried(check: Check) -> Finding:
    return Finding(check, Verdict.UNTRIED)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All the findings of one examination, in the order of the checks."""

    at: datetime
    findings: Sequence[Finding]

    def of(self, verdict: Verdict) -> list[Finding]:
        return [each for each in self.findings if each.verdict is verdict]

    @property
    def is_well(self) -> bool:
        return not self.of(Verdict.WRONG)
