r"""Keys: which rows belong together and where each one is.

A key is made of checked parts joined by `|`; what is not a checked part is hashed. Table Storage refuses `/ \ # ?` and
control characters in a key (its emulator answers 500 to some), so nothing else ever gets that far.
"""

import hashlib
import re

from passeur.delivery.shards import prefix_of
from passeur.periods import Week
from passeur.sharing.shares import ShareRef

_PART = re.compile(r"[0-9A-Za-z._~@:-]+")
_KEY = re.compile(r"[0-9A-Za-z._~|@:-]{1,200}")
# The character after `|` ends a range of keys that begin alike; `~` sorts after every week.
AFTER_BAR = "}"
LAST = "~"


def check_key(key: str) -> None:
    """ValueError when a text cannot be a partition key or a row key."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r:.80} cannot be a key: at most 200 letters, digits and . _ ~ | @ : -")


def joined(*parts: str) -> str:
    """One key from several parts; ValueError when a part could be mistaken for two, or for no key at all."""
    for part in parts:
        if not _PART.fullmatch(part):
            raise ValueError(f"{part!r:.80} cannot be part of a key: letters, digits and . _ ~ @ : - only")
    return "|".join(parts)


def week_partition(tenant_id: str, week: Week) -> str:
    """All that a week's shares or recap are made of: weeks of one tenant are neighbours, and sort as time does."""
    return joined(tenant_id, week.key)


def person_partition(tenant_id: str, person_id: str) -> str:
    """One of 256 partitions of a tenant's people, so that no single one takes all of the load."""
    return joined(tenant_id, prefix_of(person_id))


def run_partition(tenant_id: str) -> str:
    """The run rows of a tenant; what a run owes is in partitions of its own, named by RunId.part."""
    return joined(tenant_id, "runs")


def team_row(team_id: str) -> str:
    return _hashed(team_id)


def conversation_row(conversation_id: str) -> str:
    return _hashed(conversation_id)


def share_row_key(share_id: str) -> str:
    return joined("s", share_id)


def report_row_key(share_id: str, report_id: str) -> str:
    return joined("s", share_id, "r", report_id)


def reproduction_row_key(share_id: str, person_id: str) -> str:
    return joined("s", share_id, "t", person_id)


def variation_row_key(share_id: str, child: ShareRef) -> str:
    return joined("s", share_id, "v", str(child))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
