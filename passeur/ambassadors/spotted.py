"""People whose shares are of use in other trades: invited in private, and listed nowhere unless they accept."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.nominations import invitation_run
from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.shards import prefix_of
from passeur.errors import RunGone
from passeur.people import Person
from passeur.periods import Week
from passeur.sharing.recaps import Facts
from passeur.sharing.reproductions import Outcome

FEWEST_OTHER_TRADES = 2
# What somebody shared longer ago says little about what they do now.
WEEKS_LOOKED_AT = 26
_HELPED = frozenset({Outcome.WORKED, Outcome.CHANGED})


def trades_reached(facts: Facts) -> dict[str, frozenset[str]]:
    """For each author, the trades of the colleagues who made something of theirs work."""
    authors = {share.ref: share.author_id for share in facts.shares}
    reached: dict[str, set[str]] = defaultdict(set)
    for each in facts.reproductions:
        author_id = authors.get(each.share)
        if each.outcome in _HELPED and each.trade and author_id and author_id != each.person_id:
            reached[author_id].add(each.trade)
    return {author_id: frozenset(trades) for author_id, trades in reached.items()}


def is_spotted(person: Person, trades: AbstractSet[str], cohort: Cohort) -> bool:
    """Whether a person's shares travel beyond their own trade, and the call looks for somebody like them."""
    others = trades - {person.trade}
    may_be = person.active and person.objected_at is None
    return may_be and len(others) >= FEWEST_OTHER_TRADES and cohort.call.is_for(person.trade, person.site)


@dataclass(frozen=True, slots=True)
class Invited:
    """Those whom the call of a cohort invites, in the order of their prefix; the cursor is the prefix. Audience.

    Whoever became a candidate, or is in office, in the meantime is left out as the invitation leaves.
    """

    backend: Backend
    cohort_id: str

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        """One page for each prefix that somebody has, from `after` on, which may not have come to its end."""
        backend, tenant_id = self.backend, self.backend.organisation.tenant_id
        run = await backend.runs.get(tenant_id, invitation_run(self.cohort_id))
        cohort = await backend.cohorts.get(tenant_id, self.cohort_id)
        if run is None or cohort is None:
            raise RunGone
        this_week = Week.of(run.created_at, backend.organisation.recap.zone)
        facts = await backend.shares.facts(tenant_id, this_week.plus(1 - WEEKS_LOOKED_AT), this_week)
        for prefix, trades in _by_prefix(trades_reached(facts)).items():
            if prefix < after:
                continue
            people = [await backend.people.get(tenant_id, person_id) for person_id in sorted(trades)]
            chosen = [each for each in people if each and is_spotted(each, trades[each.id], cohort)]
            yield AudiencePage(tuple(Recipient(each.id, self.cohort_id) for each in chosen), prefix)


def invited(backend: Backend, period: str) -> Invited:
    return Invited(backend, period)


def _by_prefix(trades: Mapping[str, frozenset[str]]) -> dict[str, dict[str, frozenset[str]]]:
    """Only those who may be spotted, whatever their own trade is."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for person_id, reached in trades.items():
        if len(reached) >= FEWEST_OTHER_TRADES:
            found[prefix_of(person_id)][person_id] = reached
    return dict(sorted(found.items()))
