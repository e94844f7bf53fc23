from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from passeur.periods import Week
from passeur.sharing.recaps import (
    MOST_PICKS,
    Facts,
    ReproductionFact,
    ShareFact,
    VariationFact,
    Why,
    build_recap,
)
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef

WEEK = Week(2026, 47)
END = datetime(2026, 11, 22, 23, tzinfo=UTC)
TRADES = ("rh", "finance", "achats", None)


def ref(number: int) -> ShareRef:
    return ShareRef(WEEK, f"{number:032x}")


def share(number: int, author: str = "", completeness: int = 3, hours_old: float = 24) -> ShareFact:
    return ShareFact(ref(number), author or f"author-{number}", END - timedelta(hours=hours_old), completeness)


def tried(number: int, person: str, trade: str | None = "rh", outcome: Outcome = Outcome.WORKED) -> ReproductionFact:
    return ReproductionFact(ref(number), person, outcome, trade)


def order(facts: Facts) -> list[int]:
    recap = build_recap(WEEK, facts, told=frozenset(), until=END)
    return [int(pick.ref.id, 16) for pick in recap.picks]


def test_what_colleagues_made_work_comes_before_what_nobody_tried() -> None:
    facts = Facts((share(1), share(2)), (tried(2, "zoe"),))
    assert order(facts) == [2, 1]


def test_four_trades_say_more_than_four_colleagues_of_one_trade() -> None:
    facts = Facts(
        (share(1), share(2)),
        tuple(tried(1, f"p{n}", "rh") for n in range(4)) + tuple(tried(2, f"p{n}", f"trade-{n}") for n in range(4)),
    )
    assert order(facts) == [2, 1]


def test_one_person_counts_once_however_often_they_answer() -> None:
    facts = Facts((share(1),), (tried(1, "zoe"), tried(1, "zoe")))
    assert build_recap(WEEK, facts, told=frozenset(), until=END).picks[0].confirmed == 1


def test_authors_do_not_confirm_themselves() -> None:
    facts = Facts((share(1, author="zoe"),), (tried(1, "zoe"),), (VariationFact(ref(1), ref(9), "zoe"),))
    pick = build_recap(WEEK, facts, told=frozenset(), until=END).picks[0]
    assert (pick.confirmed, pick.variations, pick.why) == (0, 0, Why.COMPLETE)


def test_somebody_who_varies_a_share_ten_times_counts_once() -> None:
    one = tuple(VariationFact(ref(1), ref(10 + n), "zoe") for n in range(10))
    two = (VariationFact(ref(2), ref(30), "zoe"), VariationFact(ref(2), ref(31), "max"))
    recap = build_recap(WEEK, Facts((share(1), share(2)), (), one + two), told=frozenset(), until=END)
    assert [(int(pick.ref.id, 16), pick.variations) for pick in recap.picks] == [(2, 2), (1, 1)]


def test_an_author_is_told_once() -> None:
    facts = Facts((share(1, "zoe"), share(2, "zoe"), share(3)), (tried(1, "a"), tried(1, "b", "achats"), tried(2, "a")))
    assert order(facts) == [1, 3]


def test_five_at_most() -> None:
    assert len(order(Facts(tuple(share(n) for n in range(9))))) == MOST_PICKS


def test_what_was_told_is_not_told_again() -> None:
    recap = build_recap(WEEK, Facts((share(1), share(2))), told={ref(1)}, until=END)
    assert [pick.ref for pick in recap.picks] == [ref(2)]


def test_what_fails_more_often_than_it_works_is_not_worth_telling() -> None:
    failures = tuple(tried(1, f"p{n}", outcome=Outcome.FAILED) for n in range(3))
    assert order(Facts((share(1),), (tried(1, "zoe"), *failures))) == []


def test_an_untested_share_without_limits_is_not_worth_telling() -> None:
    assert order(Facts((share(1, completeness=1),))) == []


def test_with_fewer_than_three_nothing_is_posted() -> None:
    recap = build_recap(WEEK, Facts((share(1), share(2))), told=frozenset(), until=END)
    assert not recap.is_worth_posting


def test_equal_shares_are_told_in_the_order_in_which_they_came() -> None:
    assert order(Facts((share(2, hours_old=5), share(1, hours_old=5), share(3, hours_old=5)))) == [1, 2, 3]


def test_every_pick_carries_its_reason_with_its_own_numbers() -> None:
    facts = Facts(
        (share(1), share(2, completeness=2), share(3)),
        (tried(1, "a", "rh"), tried(1, "b", "achats", Outcome.CHANGED), tried(1, "c", None)),
        (VariationFact(ref(2), ref(8), "x"), VariationFact(ref(2), ref(9), "y")),
    )
    picks = {int(p.ref.id, 16): p for p in build_recap(WEEK, facts, told=frozenset(), until=END).picks}
    assert (picks[1].why, picks[1].confirmed, picks[1].trades) == (Why.REUSED, 3, 2)
    assert (picks[2].why, picks[2].variations) == (Why.VARIED, 2)
    assert picks[3].why is Why.COMPLETE


SHARES = st.lists(
    st.builds(
        share,
        st.integers(0, 12),
        st.sampled_from(["ana", "bob", "cleo", "dan", "eve", "flo"]),
        st.integers(0, 3),
        st.floats(0, 400),
    ),
    max_size=12,
    unique_by=lambda fact: fact.ref,
)
TRIES = st.lists(
    st.builds(
        tried,
        st.integers(0, 12),
        st.sampled_from(["ana", "bob", "cleo", "gil", "hal", "ida", "jo"]),
        st.sampled_from(TRADES),
        st.sampled_from(list(Outcome)),
    ),
    max_size=40,
    unique_by=lambda fact: (fact.share, fact.person_id),
)
VARIATIONS = st.lists(
    st.builds(
        lambda parent, child, author: VariationFact(ref(parent), ref(child), author),
        st.integers(0, 12),
        st.integers(20, 40),
        st.sampled_from(["ana", "bob", "cleo"]),
    ),
    max_size=12,
)


@given(SHARES, TRIES, VARIATIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(
    shares: list[ShareFact], tries: list[ReproductionFact], variations: list[VariationFact], random: "object"
) -> None:
    ordered = Facts(tuple(shares), tuple(tries), tuple(variations))
    for facts in (shares, tries, variations):
        random.shuffle(facts)  # type: ignore[attr-defined] # hypothesis types its Random as an object
    shuffled = Facts(tuple(shares), tuple(tries), tuple(variations))
    assert build_recap(WEEK, shuffled, told=frozenset(), until=END) == build_recap(
        WEEK, ordered, told=frozenset(), until=END
    )


@given(SHARES, TRIES, VARIATIONS, st.sampled_from(TRADES), st.sampled_from([Outcome.WORKED, Outcome.CHANGED]))
def test_one_more_colleague_for_whom_it_worked_never_lowers_a_share(
    shares: list[ShareFact],
    tries: list[ReproductionFact],
    variations: list[VariationFact],
    trade: str | None,
    outcome: Outcome,
) -> None:
    facts = Facts(tuple(shares), tuple(tries), tuple(variations))
    before = order(facts)
    for place, number in enumerate(before):
        more = Facts(facts.shares, (*facts.reproductions, tried(number, "newcomer", trade, outcome)), facts.variations)
        assert order(more).index(number) <= place


@given(SHARES, TRIES, VARIATIONS)
def test_a_recap_has_at_most_five_shares_of_different_authors(
    shares: list[ShareFact], tries: list[ReproductionFact], variations: list[VariationFact]
) -> None:
    recap = build_recap(WEEK, Facts(tuple(shares), tuple(tries), tuple(variations)), told=frozenset(), until=END)
    authors = {fact.ref: fact.author_id for fact in shares}
    told = [authors[pick.ref] for pick in recap.picks]
    assert len(told) == len(set(told)) <= MOST_PICKS
