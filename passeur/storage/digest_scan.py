"""The scan of some weeks for managers' digests: as the recap's (share_facts.py), and the few words more."""

from collections.abc import AsyncIterator, Mapping, Sequence

from passeur.periods import Week
from passeur.sharing.digest_facts import DigestFacts, SharedFact, TryFact
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time
from passeur.storage.entities import KEY, PARTITION, Row
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
    """A share's row comes just before the rows of what happened to it; those of a withdrawn share count for nothing."""
    shares: list[SharedFact] = []
    tries: list[TryFact] = []
    # One object for each tool, however many shares name it.
    tools: dict[str, str] = {}
    weeks: dict[str, Week] = {}
    living: ShareRef | None = None
    async for page in pages:
        for row in page:
            _, share_id, *what = row[KEY].split("|")
            partition = row[PARTITION]
            if (week := weeks.get(partition)) is None:
                week = weeks[partition] = Week.parse(partition.rpartition("|")[2])
            if not what:
                living = None if row["withdrawn"] else ShareRef(week, share_id)
                if living is not None:
                    shares.append(_shared(living, row, tools))
            elif living is not None and share_id == living.id and week is living.week and what[0] == "t":
                tries.append(_try(living, what[1], row))
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
