"""The scan of some weeks for managers' digests: as the recap's (share_facts.py), and the few words more."""

from collections.abc import AsyncIterator, Mapping, Sequence

from passeur.periods import Week
from passeur.sharing.digest_facts import DigestFacts, SharedFact, TryFact
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.living_shares import LivingShares
from passeur.texts import folded

DIGEST_COLUMNS = (
    PARTITION,
    KEY,
    "author_id",
    "published_at",
    "completeness",
    "withdrawn",
    "tool",
    "trade",
    "parent",
    "outcome",
    "at",
    "person_trade",
    "obstacle",
)
_OBSTACLES = {str(obstacle): obstacle for obstacle in Obstacle}
_OUTCOMES = {str(outcome): outcome for outcome in Outcome}


async def read_digest_facts(pages: AsyncIterator[Sequence[Row]]) -> DigestFacts:
    """What a digest asks of shares that still say something."""
    shares: list[SharedFact] = []
    tries: list[TryFact] = []
    # One object for each tool, however many shares name it.
    tools: dict[str, str] = {}
    living = LivingShares()
    async for page in pages:
        for ref, what, row in living.rows(page):
            if not what:
                shares.append(_shared(ref, row, tools))
            elif what[0] == "t":
                tries.append(_try(ref, what[1], row))
    return DigestFacts(tuple(shares), tuple(tries))


def _shared(ref: ShareRef, row: Row, tools: dict[str, str]) -> SharedFact:
    tool, parent = row["tool"], row.get("parent")
    if tool not in tools:
        tools[tool] = folded(tool)
    return SharedFact(
        ref,
        row["author_id"],
        read_time(row["published_at"]),
        tools[tool],
        row["trade"],
        row["completeness"],
        ShareRef.parse(parent) if parent else None,
    )


def _try(ref: ShareRef, person_id: str, row: Mapping[str, str]) -> TryFact:
    return TryFact(
        ref,
        person_id,
        _OUTCOMES[row["outcome"]],
        read_time(row["at"]),
        row.get("person_trade"),
        _OBSTACLES.get(row.get("obstacle", "")),
    )


def withdrawn_ref(row: Row) -> ShareRef:
    return ShareRef(Week.parse(row[PARTITION].rpartition("|")[2]), row[KEY].split("|")[1])
