"""The scan of some weeks: everything that the ranking needs and not one text, in key order and in one pass."""

from collections.abc import AsyncIterator, Sequence

from passeur.periods import Week
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.recaps import Facts, ReproductionFact, ShareFact, VariationFact
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import AFTER_BAR, week_partition
from passeur.storage.table import Span

FACT_COLUMNS = (
    PARTITION,
    KEY,
    "author_id",
    "published_at",
    "completeness",
    "withdrawn",
    "outcome",
    "person_trade",
    "obstacle",
)


def facts_span(tenant_id: str, first: Week, last: Week) -> Span:
    return Span(week_partition(tenant_id, first), week_partition(tenant_id, last), "s|", f"s{AFTER_BAR}")


async def read_facts(pages: AsyncIterator[Sequence[Row]]) -> Facts:
    """A share's row comes just before the rows of what happened to it; those of a withdrawn share count for nothing."""
    shares: list[ShareFact] = []
    reproductions: list[ReproductionFact] = []
    variations: list[VariationFact] = []
    outcomes = {str(outcome): outcome for outcome in Outcome}
    obstacles = {str(obstacle): obstacle for obstacle in Obstacle}
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
                    published_at = read_time(row["published_at"])
                    shares.append(ShareFact(living, row["author_id"], published_at, row["completeness"]))
            elif living is None or share_id != living.id or week is not living.week:
                continue
            elif what[0] == "t":
                outcome = outcomes[row["outcome"]]
                obstacle = obstacles.get(row.get("obstacle", ""))
                reproductions.append(ReproductionFact(living, what[1], outcome, row.get("person_trade"), obstacle))
            elif what[0] == "v":
                variations.append(VariationFact(living, ShareRef.parse(what[1]), row["author_id"]))
    return Facts(tuple(shares), tuple(reproductions), tuple(variations))
