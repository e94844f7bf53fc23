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
from passeur.storage.living_shares import LivingShares
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
    """What the ranking asks of shares that still say something."""
    shares: list[ShareFact] = []
    reproductions: list[ReproductionFact] = []
    variations: list[VariationFact] = []
    outcomes = {str(outcome): outcome for outcome in Outcome}
    obstacles = {str(obstacle): obstacle for obstacle in Obstacle}
    living = LivingShares()
    async for page in pages:
        for ref, what, row in living.rows(page):
            if not what:
                published_at = read_time(row["published_at"])
                shares.append(ShareFact(ref, row["author_id"], published_at, row["completeness"]))
            elif what[0] == "t":
                outcome = outcomes[row["outcome"]]
                obstacle = obstacles.get(row.get("obstacle", ""))
                reproductions.append(ReproductionFact(ref, what[1], outcome, row.get("person_trade"), obstacle))
            elif what[0] == "v":
                variations.append(VariationFact(ref, ShareRef.parse(what[1]), row["author_id"]))
    return Facts(tuple(shares), tuple(reproductions), tuple(variations))
