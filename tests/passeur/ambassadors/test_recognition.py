"""Who may be named: the moves of a month and of a spotlight, and the shortlist."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.ambassadors.badge_rules import Fact, FactKind
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.recognition import PATIENCE, ROTATION, Choice, Consent, MonthChoice, Spotlight
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.shortlist import Shortlisted, shortlist
from passeur.ambassadors.terms import Term, TermState
from passeur.periods import Month, Week
from passeur.sharing.shares import ShareRef

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
MONTH = Month(2026, 10)
EMPTY = MonthChoice("t", MONTH)
IN_OCTOBER, IN_NOVEMBER = date(2026, 10, 14), date(2026, 11, 4)


def choice(person: str = "p") -> Choice:
    return Choice(person, "2026-1", "Parce que.", "lead", NOW)


def term(person: str, **changes: object) -> Term:
    made = Term("t", "2026-1", person, "rh", "", Way.VOLUNTEERED, TermState.ACTIVE, NOW, recognised=True)
    return replace(made, **changes)  # type: ignore[arg-type]  # each test changes what it is about


def held(on: date = IN_OCTOBER, kind: FactKind = FactKind.WORKSHOP_HELD) -> Fact:
    return Fact(kind, "w", on)


def why(error: pytest.ExceptionInfo[Declined]) -> Why:
    return error.value.why


def test_one_person_is_asked_at_a_time_and_asking_them_again_changes_nothing() -> None:
    asked = EMPTY.chosen(choice())
    assert asked.chosen(choice()) == asked
    assert asked.named is None
    with pytest.raises(Declined) as error:
        asked.chosen(choice("q"))
    assert why(error) is Why.MONTH_TAKEN


def test_somebody_who_does_not_answer_for_days_leaves_the_month_to_another() -> None:
    asked = EMPTY.chosen(choice())
    for after, is_open in ((PATIENCE - timedelta(minutes=1), False), (PATIENCE, True)):
        later = replace(choice("q"), chosen_at=NOW + after)
        assert asked.is_open(later.chosen_at) is is_open
        if is_open:
            other = asked.chosen(later)
            assert other.choice == later
            with pytest.raises(Declined) as error:
                other.answered("p", Consent.GIVEN, NOW)
            assert why(error) is Why.NOT_ASKED
    agreed = asked.answered("p", Consent.GIVEN, NOW)
    assert not agreed.is_open(NOW + 9 * PATIENCE)


def test_a_no_frees_the_month_for_somebody_else_and_is_not_asked_again() -> None:
    refused = EMPTY.chosen(choice()).answered("p", Consent.REFUSED, NOW)
    assert refused.choice is None
    assert refused.answered("p", Consent.REFUSED, NOW) == refused
    with pytest.raises(Declined) as error:
        refused.chosen(choice())
    assert why(error) is Why.SAID_NO
    assert refused.chosen(choice("q")).choice == choice("q")


def test_a_yes_names_the_person_and_may_be_taken_back_for_good() -> None:
    agreed = EMPTY.chosen(choice()).answered("p", Consent.GIVEN, NOW)
    assert agreed.named is not None
    assert agreed.answered("p", Consent.GIVEN, NOW) == agreed
    gone = agreed.answered("p", Consent.REFUSED, NOW)
    assert gone.named is None
    with pytest.raises(Declined) as error:
        gone.answered("p", Consent.GIVEN, NOW)
    assert why(error) is Why.NOT_ASKED


@pytest.mark.parametrize("consent", [Consent.GIVEN, Consent.REFUSED])
def test_nobody_answers_for_somebody_else(consent: Consent) -> None:
    spotlight = Spotlight("t", ShareRef(Week(2026, 40), "a" * 32), "p", "Utile.", "lead", NOW)
    for stored in (EMPTY, EMPTY.chosen(choice()), spotlight):
        with pytest.raises(Declined) as error:
            stored.answered("q", consent, NOW)
        assert why(error) is Why.NOT_ASKED


def test_an_author_s_no_is_final() -> None:
    spotlight = Spotlight("t", ShareRef(Week(2026, 40), "a" * 32), "p", "Utile.", "lead", NOW)
    agreed = spotlight.answered("p", Consent.GIVEN, NOW)
    refused = agreed.answered("p", Consent.REFUSED, NOW)
    assert refused.answered("p", Consent.REFUSED, NOW) == refused
    with pytest.raises(Declined):
        refused.answered("p", Consent.GIVEN, NOW)


@given(st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from(["choose", *Consent])), max_size=12))
def test_whatever_is_asked_and_answered_nobody_is_named_without_their_last_word_being_yes(
    steps: list[tuple[str, str]],
) -> None:
    month, last = EMPTY, dict[str, str]()
    for person, step in steps:
        try:
            if step == "choose":
                month = month.chosen(choice(person))
            else:
                month = month.answered(person, Consent(step), NOW)
                last[person] = step
        except Declined:
            continue
    if month.named is not None:
        assert last[month.named.person_id] == Consent.GIVEN
    assert not {person for person in month.refused if month.choice and month.choice.person_id == person}


def test_the_shortlist_has_whoever_agreed_and_did_one_of_a_few_things_that_month() -> None:
    people = {
        "workshop": (term("workshop"), [held()]),
        "many": (term("many"), [held(), replace(held(), key="w2"), held(kind=FactKind.HELP_GIVEN)]),
        "not agreed": (term("not agreed", recognised=False), [held()]),
        "ended": (term("ended", state=TermState.ENDED), [held()]),
        "nothing": (term("nothing"), []),
        "later": (term("later"), [held(IN_NOVEMBER)]),
        "else": (term("else"), [held(kind=FactKind.CHARTER_SIGNED)]),
    }
    found = shortlist(
        MONTH, [each for each, _ in people.values()], {name: facts for name, (_, facts) in people.items()}, []
    )
    assert found == [
        Shortlisted("many", "2026-1", (FactKind.WORKSHOP_HELD, FactKind.HELP_GIVEN)),
        Shortlisted("workshop", "2026-1", (FactKind.WORKSHOP_HELD,)),
    ]


@pytest.mark.parametrize(("months_ago", "listed"), [(1, False), (ROTATION, False), (ROTATION + 1, True)])
def test_whoever_was_named_leaves_the_place_for_six_months(months_ago: int, *, listed: bool) -> None:
    named = MonthChoice("t", MONTH.plus(-months_ago)).chosen(choice()).answered("p", Consent.GIVEN, NOW)
    assert bool(shortlist(MONTH, [term("p")], {"p": [held()]}, [named])) is listed


def test_whoever_was_only_asked_or_said_no_for_another_month_is_listed_and_for_this_month_is_not() -> None:
    asked = MonthChoice("t", MONTH.plus(-1)).chosen(choice())
    refused = asked.answered("p", Consent.REFUSED, NOW)
    now_refused = EMPTY.chosen(choice()).answered("p", Consent.REFUSED, NOW)
    for past, listed in ((asked, True), (refused, True), (now_refused, False)):
        assert bool(shortlist(MONTH, [term("p")], {"p": [held()]}, [past])) is listed
