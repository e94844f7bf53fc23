"""Which facts give which badge, without any storage."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from passeur.ambassadors.badge_facts import fact_of_workshop, facts_of_shares, facts_of_term, taken_up_elsewhere
from passeur.ambassadors.badge_rules import BADGE_RULES, BadgeRule, Fact, FactKind, proofs
from passeur.ambassadors.badges import BadgeId, BadgeKind
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.ambassadors.workshops import Workshop
from passeur.periods import Week
from passeur.sharing.digest_facts import DigestFacts, SharedFact, TryFact
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef

ZONE = ZoneInfo("Europe/Paris")
OPENED = datetime(2026, 6, 1, 8, tzinfo=UTC)
COHORT = Cohort(
    "t",
    "2026-1",
    Call(12, OPENED),
    CohortState.RUNNING,
    OPENED,
    "lead",
    date(2026, 9, 1),
    date(2027, 2, 28),
)
SIGNED = datetime(2026, 9, 2, 22, 30, tzinfo=UTC)
TERM = Term(
    "t", "2026-1", "p", "rh", "lyon", Way.VOLUNTEERED, TermState.ACTIVE, OPENED, Signature(1, "h", "fr", SIGNED), SIGNED
)
REF = ShareRef(Week(2026, 40), "a" * 32)
SHARE = SharedFact(REF, "p", datetime(2026, 9, 29, tzinfo=UTC), "copilot", "rh", 3)


def a_try(person: str, trade: str | None, day: int = 1, outcome: Outcome = Outcome.WORKED) -> TryFact:
    return TryFact(REF, person, outcome, datetime(2026, 10, day, 10, tzinfo=UTC), trade)


def kinds(term: Term) -> list[FactKind]:
    return [fact.kind for fact in facts_of_term(term, COHORT, ZONE)]


def test_there_is_one_rule_for_each_badge_and_none_for_a_quantity() -> None:
    assert [rule.badge for rule in BADGE_RULES] == list(BadgeKind)
    for rule in BADGE_RULES:
        facts = [Fact(kind, f"{kind}-1", date(2026, 10, 1)) for kind in rule.needs]
        once = proofs(rule, facts)
        again = proofs(rule, [*facts, *(replace(fact, key=f"{fact.key}-2") for fact in facts)])
        assert once
        assert again[0] == once[0]


def test_a_charter_counts_from_the_day_it_was_signed_on_our_clocks_until_it_is_withdrawn() -> None:
    assert list(facts_of_term(TERM, COHORT, ZONE)) == [Fact(FactKind.CHARTER_SIGNED, "2026-1", date(2026, 9, 3))]
    assert kinds(replace(TERM, signature=None, began_at=None, state=TermState.OFFERED)) == []
    assert kinds(TERM.ended(Ending.DECLINED, SIGNED + timedelta(days=30))) == []


@pytest.mark.parametrize(
    ("ending", "day", "fact"),
    [
        (Ending.THANKED, date(2027, 2, 28), FactKind.TERM_SERVED),
        (Ending.RENEWED, date(2027, 2, 14), FactKind.TERM_SERVED),
        (Ending.CHAMPION, date(2027, 3, 9), FactKind.TERM_SERVED),
        (Ending.THANKED, date(2027, 2, 13), None),
        (Ending.HANDED_OVER, date(2026, 12, 1), FactKind.HANDED_OVER),
        (Ending.DECLINED, date(2027, 2, 28), None),
    ],
)
def test_a_term_is_served_by_whoever_stayed_until_its_cohort_ended(
    ending: Ending, day: date, fact: FactKind | None
) -> None:
    ended = TERM.ended(ending, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert [kind for kind in kinds(ended) if kind is not FactKind.CHARTER_SIGNED] == ([fact] if fact else [])


def test_a_workshop_counts_when_it_was_held_and_people_came() -> None:
    workshop = Workshop("t", "w", "2026-1", "p", "rh", "lyon", "Atelier", date(2026, 10, 5), 8, "code", OPENED)
    today = date(2026, 10, 5)
    assert fact_of_workshop(workshop, today) == Fact(FactKind.WORKSHOP_HELD, "w", today)
    for changed in (replace(workshop, withdrawn=True), replace(workshop, reached=0)):
        assert fact_of_workshop(changed, today) is None
    assert fact_of_workshop(workshop, date(2026, 10, 4)) is None


def test_a_use_case_is_taken_up_elsewhere_on_the_day_on_which_a_second_trade_made_it_work() -> None:
    tries = (
        a_try("a", "finance", 9),
        a_try("b", "finance", 2),
        a_try("c", "achats", 5, Outcome.CHANGED),
        a_try("d", "juridique", 7),
    )
    found = list(taken_up_elsewhere(DigestFacts((SHARE,), tries), ZONE))
    assert found == [(SHARE, date(2026, 10, 5))]


@pytest.mark.parametrize(
    "second",
    [
        a_try("b", "finance"),
        a_try("b", "rh"),
        a_try("b", None),
        a_try("b", "achats", outcome=Outcome.FAILED),
        a_try("p", "achats"),
    ],
)
def test_one_other_trade_a_failure_the_own_trade_or_the_author_is_not_elsewhere(second: TryFact) -> None:
    facts = DigestFacts((SHARE,), (a_try("a", "finance"), second))
    assert list(taken_up_elsewhere(facts, ZONE)) == []


def test_a_share_of_before_the_term_counts_for_no_cohort() -> None:
    tries = (a_try("a", "finance"), a_try("b", "achats"))
    early = replace(SHARE, ref=ShareRef(Week(2026, 30), "a" * 32))
    moved = tuple(replace(each, share=early.ref) for each in tries)
    assert facts_of_shares(DigestFacts((early,), moved), COHORT, ZONE) == {}
    assert set(facts_of_shares(DigestFacts((SHARE,), tries), COHORT, ZONE)) == {"p"}


def test_a_rule_of_two_facts_is_met_on_the_day_of_the_second() -> None:
    rule = next(each for each in BADGE_RULES if each.badge is BadgeKind.READY)
    signed = Fact(FactKind.CHARTER_SIGNED, "2026-1", date(2026, 9, 3))
    finished = Fact(FactKind.BOOT_CAMP_FINISHED, "2026-1", date(2026, 9, 20))
    assert proofs(rule, [signed]) == proofs(rule, [finished]) == []
    assert proofs(rule, [finished, signed]) == [finished]


def test_facts_of_other_kinds_prove_nothing() -> None:
    rule = BadgeRule(BadgeKind.HELPED, frozenset({FactKind.HELP_GIVEN}))
    assert proofs(rule, [Fact(FactKind.WORKSHOP_HELD, "w", date(2026, 10, 1))]) == []


@pytest.mark.parametrize(
    "text", ["", "helped", "helped.", "helped.2026-1", "term_served.once", "nothing.once", "term_served.2026-1|x"]
)
def test_what_names_no_badge_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        BadgeId.parse(text)
    assert BadgeId.parse("term_served.2026-1") == BadgeId(BadgeKind.TERM_SERVED, "2026-1")
