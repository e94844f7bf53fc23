"""What Passeur already knows of an ambassador's period: from the facts of that period alone, for them alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from passeur.ambassadors.check_in_form import Answer
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.ports import WorkshopRepository
from passeur.ambassadors.workshops import Workshop
from passeur.sharing.ports import ShareRepository
from passeur.sharing.recaps import Facts
from passeur.sharing.reproductions import Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """Use cases that the person shared, and variations of others' prompts, which are not counted among those.

    `reproduced` counts the tries by colleagues that worked, of shares of this very period.
    """

    shares: int = 0
    variations: int = 0
    reproduced: int = 0
    workshops: int = 0

    @property
    def is_nothing(self) -> bool:
        return self == Known()

    @property
    def suggested(self) -> Answer:
        """What the check-in is filled with: a variation is a prompt, any other share a use case."""
        return Answer(workshops=self.workshops, prompts=self.variations, use_cases=self.shares)


def known_by_person(facts: Facts, workshops: Iterable[Workshop], ref: CheckInRef, today: date) -> Mapping[str, Known]:
    """What is known of everybody who did something in a period."""
    children = {variation.child for variation in facts.variations}
    author_of = {share.ref: share.author_id for share in facts.shares}
    shares = Counter(share.author_id for share in facts.shares if share.ref not in children)
    variations = Counter(variation.author_id for variation in facts.variations)
    reproduced = Counter(
        author_of[each.share]
        for each in facts.reproductions
        if each.outcome is not Outcome.FAILED and author_of.get(each.share, each.person_id) != each.person_id
    )
    held = Counter(each.host_id for each in workshops if each.was_held(today) and ref.period <= each.week <= ref.last)
    return {
        person: Known(shares[person], variations[person], reproduced[person], held[person])
        for person in shares.keys() | variations.keys() | held.keys()
    }


async def known_of_all(
    tenant_id: str, ref: CheckInRef, today: date, *, shares: ShareRepository, workshops: WorkshopRepository
) -> Mapping[str, Known]:
    """The same for everybody, in one range query of each table."""
    facts = await shares.facts(tenant_id, ref.period, ref.last)
    recorded = [workshop async for workshop, _ in workshops.between(tenant_id, ref.period, ref.last)]
    return known_by_person(facts, recorded, ref, today)


async def known_of(
    tenant_id: str,
    person_id: str,
    ref: CheckInRef,
    today: date,
    *,
    shares: ShareRepository,
    workshops: WorkshopRepository,
) -> Known:
    """What is known of one person: the shares of the period in one range query, and their own workshops."""
    facts = await shares.facts(tenant_id, ref.period, ref.last)
    recorded = await workshops.hosted_by(tenant_id, person_id, ref.period)
    return known_by_person(facts, recorded, ref, today).get(person_id, Known())
