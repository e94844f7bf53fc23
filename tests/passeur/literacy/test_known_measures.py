"""What Passeur tells by itself: nothing about fewer than five people, and nothing that the board does not tell."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from passeur.ambassadors.boot_camp_file import our_boot_camp
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.charter import Charter, our_charter
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.kpis import EVERYBODY, Counted, Dimension, Figure, Group, Measure, MonthBoard
from passeur.ambassadors.terms import Signature, Term, TermState
from passeur.literacy.known_measures import KnownKind, of_boot_camp, of_charters, of_cohorts
from passeur.periods import Month

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
COHORT = Cohort("t", "2026-1", Call(5, NOW), CohortState.RUNNING, NOW, "lead", date(2026, 9, 7), date(2026, 12, 31))
OURS = Group(Dimension.COHORT, COHORT.id)
CHARTER = our_charter()


def signed(number: int, version: int, locale: str = "fr", text_hash: str = "") -> Term:
    signature = Signature(version, text_hash or CHARTER.text(locale).hash, locale, NOW)
    return Term("t", COHORT.id, f"p-{number}", "rh", "lyon", Way.SPOTTED, TermState.ACTIVE, NOW, signature)


@pytest.mark.parametrize(("finishers", "told"), [(0, None), (4, None), (5, 5), (9, 5), (10, 10)])
def test_the_boot_camp_says_how_many_finished_it_from_five_to_five(finishers: int, told: int | None) -> None:
    measure = of_boot_camp(our_boot_camp(), {str(each) for each in range(finishers)}, "fr")
    assert measure.participants == told
    assert [each.name for each in measure.materials] == [each.told["fr"].title for each in our_boot_camp().steps]


def test_a_step_that_says_something_else_has_another_fingerprint() -> None:
    ours = our_boot_camp()
    first = ours.steps[0]
    other = replace(ours, steps=(replace(first, minutes=first.minutes + 1), *ours.steps[1:]))
    before, after = (of_boot_camp(each, set(), "en").materials for each in (ours, other))
    assert before[0].sha256 != after[0].sha256
    assert before[1:] == after[1:]


def test_the_charter_that_stands_is_told_with_its_words_and_signers_from_five_on() -> None:
    for people, told in ((4, None), (7, 5)):
        terms = [signed(number, CHARTER.version) for number in range(people)]
        (measure,) = of_charters(CHARTER, terms, [COHORT], "fr")
        assert (measure.kind, measure.about, measure.participants) == (KnownKind.CHARTER, str(CHARTER.version), told)
        assert {each.sha256 for each in measure.materials} == {text.hash for text in CHARTER.texts.values()}
        # When few signed, not even the term in which they did is told.
        assert (measure.starts_on, measure.ends_on) == ((COHORT.starts_on, COHORT.ends_on) if told else (None, None))


def test_other_words_of_the_same_version_are_told_only_when_enough_people_signed() -> None:
    standing = {text.hash for text in CHARTER.texts.values()}
    for people, told in ((4, standing), (5, {*standing, "e" * 64})):
        terms = [signed(number, CHARTER.version, text_hash="e" * 64) for number in range(people)]
        (measure,) = of_charters(CHARTER, terms, [COHORT], "fr")
        assert {each.sha256 for each in measure.materials} == told


def test_an_older_version_is_told_only_when_five_people_signed_it() -> None:
    newer = Charter(CHARTER.version + 1, CHARTER.texts)
    old = [signed(number, CHARTER.version, text_hash="e" * 64) for number in range(4)]
    assert [each.about for each in of_charters(newer, old, [COHORT], "fr")] == [str(newer.version)]
    old.append(signed(4, CHARTER.version, text_hash="e" * 64))
    told = of_charters(newer, old, [COHORT], "fr")
    assert [each.about for each in told] == [str(newer.version), str(CHARTER.version)]
    assert [each.sha256 for each in told[1].materials] == ["e" * 64]


def test_one_person_who_signed_in_two_terms_is_one_person() -> None:
    terms = [replace(signed(each % 4, CHARTER.version), cohort_id=f"2026-{1 + each // 4}") for each in range(8)]
    assert of_charters(CHARTER, terms, [COHORT], "fr")[0].participants is None


def board(month: int, figures: dict[Counted, dict[Group, Figure]]) -> MonthBoard:
    return MonthBoard(Month(2026, month), 1, NOW, (EVERYBODY, OURS), figures)


def test_workshops_are_those_that_the_board_tells_of_the_cohort_and_no_others() -> None:
    everybody = {EVERYBODY: Figure(Decimal(9), 5)}
    months = [
        board(9, {Measure.WORKSHOPS: {OURS: Figure(Decimal(4), 5)}, Measure.REACHED: {OURS: Figure(Decimal(38), 5)}}),
        board(
            10, {Measure.WORKSHOPS: {OURS: Figure(Decimal(6), 10)}, Measure.REACHED: {OURS: Figure(Decimal(59), 10)}}
        ),
        # A month of which only everybody's sum is told adds nothing to the cohort's.
        board(11, {Measure.WORKSHOPS: everybody, Measure.REACHED: everybody, Measure.PROMPTS: everybody}),
    ]
    (measure,) = of_cohorts([COHORT], months)
    assert (measure.kind, measure.about, measure.amount) == (KnownKind.WORKSHOPS, COHORT.id, 10)
    assert measure.participants == 95
    assert (measure.starts_on, measure.ends_on) == (COHORT.starts_on, COHORT.ends_on)


def test_a_cohort_of_which_nothing_can_be_told_is_not_there() -> None:
    assert of_cohorts([COHORT], []) == ()
    assert of_cohorts([COHORT], [board(9, {Measure.REACHED: {OURS: Figure(Decimal(38), 5)}})]) == ()
