"""The facts that badges need, read out of what terms, workshops and shares say anyway."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from passeur.ambassadors.badge_rules import CLOSED_EARLY_BY, OTHER_TRADES, Fact, FactKind
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.workshops import Workshop
from passeur.periods import Week
from passeur.sharing.digest_facts import DigestFacts, SharedFact, TryFact
from passeur.sharing.reproductions import Outcome


def facts_of_term(term: Term, cohort: Cohort, zone: ZoneInfo) -> Iterator[Fact]:
    """A charter that was withdrawn is signed no more; a term is served by whoever stayed until its cohort ended."""
    if term.signature is not None and term.began_at is not None and term.ending is not Ending.DECLINED:
        yield Fact(FactKind.CHARTER_SIGNED, cohort.id, term.began_at.astimezone(zone).date())
    if term.state is not TermState.ENDED or term.ended_at is None or term.ending in (None, Ending.DECLINED):
        return
    day = term.ended_at.astimezone(zone).date()
    if term.ending is Ending.HANDED_OVER:
        yield Fact(FactKind.HANDED_OVER, cohort.id, day)
    elif day >= cohort.ends_on - CLOSED_EARLY_BY:
        yield Fact(FactKind.TERM_SERVED, cohort.id, day)


def fact_of_workshop(workshop: Workshop, today: date) -> Fact | None:
    return Fact(FactKind.WORKSHOP_HELD, workshop.id, workshop.on) if workshop.was_held(today) else None


def facts_of_shares(facts: DigestFacts, cohort: Cohort, zone: ZoneInfo) -> dict[str, list[Fact]]:
    """By author: the use cases, shared during the term, that other trades took up."""
    first, last = Week.of_day(cohort.starts_on), Week.of_day(cohort.ends_on)
    found: dict[str, list[Fact]] = defaultdict(list)
    for share, day in taken_up_elsewhere(facts, zone):
        if first <= share.ref.week <= last:
            found[share.author_id].append(Fact(FactKind.ADOPTED_ELSEWHERE, str(share.ref), day))
    return found


def taken_up_elsewhere(facts: DigestFacts, zone: ZoneInfo) -> Iterator[tuple[SharedFact, date]]:
    """Use cases that colleagues of two other trades made work, and the day on which the second trade joined."""
    shares = {share.ref: share for share in facts.shares}
    tries: dict[SharedFact, dict[str, datetime]] = defaultdict(dict)
    for each in facts.tries:
        share = shares.get(each.share)
        if share is None or each.trade is None or not _is_from_elsewhere(each, share):
            continue
        first = tries[share].get(each.trade, each.at)
        tries[share][each.trade] = min(first, each.at)
    for share, by_trade in tries.items():
        if len(by_trade) >= OTHER_TRADES:
            yield share, sorted(by_trade.values())[OTHER_TRADES - 1].astimezone(zone).date()


def _is_from_elsewhere(each: TryFact, share: SharedFact) -> bool:
    return each.trade != share.trade and each.outcome is not Outcome.FAILED and each.person_id != share.author_id
