from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.spotted import is_spotted, trades_reached
from passeur.people import Person
from passeur.periods import Week
from passeur.sharing.recaps import Facts, ReproductionFact, ShareFact
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ALICE = Person("tenant", "alice", "Alice", trade="finance", site="lyon")


def ref(number: int) -> ShareRef:
    return ShareRef(Week(2026, 45), f"{number:032x}")


def shared(number: int, author_id: str = "alice") -> ShareFact:
    return ShareFact(ref(number), author_id, NOW, 3)


def tried(number: int, trade: str | None, outcome: Outcome = Outcome.WORKED, by: str = "bob") -> ReproductionFact:
    return ReproductionFact(ref(number), by, outcome, trade)


def reached(*tries: ReproductionFact) -> frozenset[str]:
    facts = Facts((shared(1), shared(2), shared(3, "carl")), tries)
    return trades_reached(facts).get("alice", frozenset())


def test_trades_add_up_over_all_that_somebody_shared() -> None:
    assert reached(tried(1, "rh"), tried(2, "achats"), tried(3, "ventes")) == {"rh", "achats"}


def test_only_what_worked_for_a_colleague_of_a_known_trade_counts() -> None:
    assert reached(
        tried(1, "rh", Outcome.FAILED),
        tried(1, None),
        tried(1, "achats", by="alice"),
        tried(2, "ventes", Outcome.CHANGED),
        tried(9, "juridique"),
    ) == {"ventes"}


def test_whoever_objects_is_not_looked_for() -> None:
    trades = frozenset({"rh", "achats"})
    assert is_spotted(ALICE, trades, cohort())
    assert not is_spotted(replace(ALICE, objected_at=NOW), trades, cohort())


def cohort(**call: frozenset[str]) -> Cohort:
    return Cohort(
        "tenant", "2026-1", Call(3, NOW, **call), CohortState.CALLING, NOW, "lead", date(2027, 1, 4), date(2027, 12, 1)
    )


@pytest.mark.parametrize(
    ("trades", "spotted"),
    [
        ((), False),
        (("rh",), False),
        (("rh", "finance"), False),
        (("rh", "achats"), True),
        (("rh", "achats", "finance"), True),
    ],
)
def test_two_trades_beside_ones_own_are_needed(trades: tuple[str, ...], spotted: bool) -> None:  # noqa: FBT001 - a case
    assert is_spotted(ALICE, frozenset(trades), cohort()) is spotted


def test_whoever_left_or_is_not_looked_for_is_not_invited() -> None:
    trades = frozenset({"rh", "achats"})
    assert is_spotted(ALICE, trades, cohort(trades=frozenset({"finance"}), sites=frozenset({"lyon"})))
    assert not is_spotted(ALICE, trades, cohort(trades=frozenset({"rh"})))
    assert not is_spotted(ALICE, trades, cohort(sites=frozenset({"nantes"})))
    assert not is_spotted(Person("tenant", "alice", "Alice", active=False), trades, cohort())
