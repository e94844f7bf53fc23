from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pytest

from infra.local.cast import CAST, LEAD
from infra.local.demo.ambassadors.applicants import read_applicants
from infra.local.demo.ambassadors.story import Programme, make_programme
from infra.local.demo.history import make_history
from infra.local.demo.people_file import managers_of
from infra.local.demo.steering import committee_of
from infra.local.demo.working_days import public_holidays
from passeur.ambassadors.boot_camp_file import our_boot_camp
from passeur.ambassadors.candidates import CandidateState, Way
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.check_in_form import answer_of, read_answer, typed_of
from passeur.ambassadors.check_in_periods import CheckInRef, check_may_answer
from passeur.ambassadors.check_ins import CheckInState, period_of
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.reviews import FEWEST_REVIEWERS, HIGHEST, LOWEST, Criterion
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.workshops import FEEDBACK_OPEN_FOR
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.periods import Week

# The days of the test of the sharing's story that are hardest: after a quiet time, on a Sunday, at the turn of a year.
DAYS = [
    date(2026, 11, 25),
    date(2026, 11, 22),
    date(2026, 5, 11),
    date(2026, 12, 28),
    date(2026, 8, 17),
    date(2026, 7, 1),
    date(2027, 1, 1),
    date(2027, 1, 4),
]
Company = tuple[Person, ...]


def _told_on(day: date, company: Sequence[Person], organisation: Organisation) -> Programme:
    history = make_history(company, today=day, schedule=organisation.recap)
    return make_programme(company, history, schedule=organisation.recap)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    assert isinstance(request.param, date)
    return request.param


@pytest.fixture(scope="module")
def told(day: date, company: Company, organisation: Organisation) -> Programme:
    return _told_on(day, company, organisation)


def _terms(told: Programme) -> dict[tuple[str, str], Term]:
    return {(term.cohort_id, term.person_id): term for term in told.terms}


def test_the_same_day_tells_the_same_programme_to_the_last_byte(
    company: Company, organisation: Organisation, programme: Programme
) -> None:
    assert repr(_told_on(date(2026, 11, 25), company, organisation)) == repr(programme)


def test_there_are_a_cohort_that_is_over_and_one_in_office_named_after_the_year_they_began(
    told: Programme, programme: Programme, day: date
) -> None:
    first, second = told.cohorts
    assert (first.state, second.state) == (CohortState.CLOSED, CohortState.RUNNING)
    assert first.id < second.id
    assert [cohort.id[:4] for cohort in told.cohorts] == [str(cohort.starts_on.year) for cohort in told.cohorts]
    assert first.ends_on < second.starts_on < day < second.ends_on
    assert [cohort.id for cohort in programme.cohorts] == ["2025-2", "2026-1"]


def test_the_facts_cover_twelve_months(told: Programme, day: date) -> None:
    assert told.cohorts[0].starts_on == Week.of_day(day).plus(-52).monday
    weeks = {meeting.workshop.week for meeting in told.meetings}
    assert max(weeks) >= Week.of_day(day).plus(-5)
    periods = sorted({each.period for each in told.check_ins})
    assert periods[-1] == Week.of_day(day).plus(-3)
    # Fifteen periods of the first term, ten of the second until now.
    assert len(periods) == 25


def test_nothing_has_happened_yet_on_the_day_of_the_story_or_later(
    told: Programme, day: date, organisation: Organisation
) -> None:
    midnight = datetime.combine(day, time(), tzinfo=organisation.recap.zone).astimezone(UTC)
    feedback = [each for meeting in told.meetings for each in meeting.feedback]
    moments: list[datetime | None] = [
        *(each.applied_at for each in told.candidates),
        *(each.decided_at for each in told.candidates),
        *(review.at for review in told.reviews),
        *(check_in.at for check_in in told.check_ins),
        *(each.at for each in feedback),
        *(meeting.workshop.recorded_at for meeting in told.meetings),
        *(each.recorded_at for each in told.decisions),
        *(each.recorded_at for each in told.measures),
        *(at for progress in told.progress.values() for at in progress.done.values()),
    ]
    for term in told.terms:
        moments += [term.offered_at, term.began_at, term.ended_at]
    assert max(moment for moment in moments if moment) < midnight
    assert all(
        moment.astimezone(organisation.recap.zone).date() not in public_holidays(moment.year)
        for moment in moments
        if moment
    )


def test_people_come_forward_before_the_deadline_are_reviewed_after_it_and_answered_after_that(told: Programme) -> None:
    cohorts = {cohort.id: cohort for cohort in told.cohorts}
    decided = {(each.cohort_id, each.person_id): each.decided_at for each in told.candidates}
    for candidate in told.candidates:
        cohort = cohorts[candidate.cohort_id]
        assert cohort.opened_at < candidate.applied_at < cohort.call.deadline
        assert (candidate.decided_at is None) == (candidate.state is CandidateState.WITHDRAWN)
        if candidate.decided_at:
            assert candidate.decided_at.date() < cohort.starts_on
    for review in told.reviews:
        answered = decided[review.cohort_id, review.person_id]
        assert answered is not None
        assert cohorts[review.cohort_id].call.deadline < review.at < answered


def test_a_term_is_offered_after_the_decision_and_signed_before_it_begins(told: Programme) -> None:
    cohorts = {cohort.id: cohort for cohort in told.cohorts}
    charter = our_charter()
    for term in told.terms:
        cohort = cohorts[term.cohort_id]
        if term.signature is None:
            assert term.began_at is None
            continue
        assert charter.is_signed_by(term.signature)
        assert term.began_at == term.signature.at
        assert term.offered_at.date() < term.signature.at.date() < cohort.starts_on
        assert term.ended_at is None or term.ended_at.date() <= cohort.ends_on


def test_everybody_chosen_has_a_term_and_whoever_stays_needs_no_new_candidacy(told: Programme) -> None:
    first, second = told.cohorts
    selected = {(each.cohort_id, each.person_id) for each in told.candidates if each.state is CandidateState.SELECTED}
    terms = _terms(told)
    renewed = {
        person for cohort, person in terms if cohort == first.id and terms[cohort, person].ending is Ending.RENEWED
    }
    assert set(terms) == selected | {(second.id, person) for person in renewed}
    assert len(renewed) == 3
    handed = [term for term in told.terms if term.ending is Ending.HANDED_OVER]
    assert len(handed) == 1
    assert (second.id, handed[0].successor_id) in terms


def test_the_first_cohort_ended_in_different_ways_and_twelve_of_the_second_are_in_office(told: Programme) -> None:
    first, second = told.cohorts
    endings = Counter(term.ending for term in told.terms if term.cohort_id == first.id)
    assert set(endings) == set(Ending)
    assert endings.total() == 15
    states = Counter(term.state for term in told.terms if term.cohort_id == second.id)
    assert states == {TermState.ACTIVE: 11, TermState.RESTING: 1, TermState.OFFERED: 1, TermState.ENDED: 1}


def test_there_is_about_one_ambassador_for_a_hundred_people_over_trades_and_sites(
    told: Programme, company: Company
) -> None:
    for cohort in told.cohorts:
        served = [term for term in told.terms if term.cohort_id == cohort.id and term.began_at]
        assert 12 <= len(served) <= 14
        assert len({term.trade for term in served}) >= 9
        assert len({term.site for term in served}) == 6
    people = {person.id: person for person in company}
    for term in told.terms:
        assert (people[term.person_id].trade, people[term.person_id].site) == (term.trade, term.site)


def test_about_a_third_came_each_way_and_nobody_nominated_themselves(told: Programme, company: Company) -> None:
    ways = Counter(each.way for each in told.candidates)
    assert all(len(told.candidates) / 5 <= ways[way] <= len(told.candidates) / 2 for way in Way)
    managers = managers_of(company)
    for each in told.candidates:
        nominated = each.way is Way.NOMINATED
        assert each.nominator_id == (managers[each.person_id] if nominated else None)


def test_each_candidate_was_reviewed_by_two_people_or_more_and_never_by_their_nominator(
    told: Programme, company: Company
) -> None:
    may_review = {LEAD.aad_object_id, *(person.id for person in committee_of(company))}
    reviewers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for review in told.reviews:
        reviewers[review.cohort_id, review.person_id].append(review.reviewer_id)
        assert set(review.marks) == set(Criterion)
        for criterion, mark in review.marks.items():
            assert LOWEST <= mark.value <= HIGHEST
            assert mark.evidence or not criterion.is_essential
    for each in told.candidates:
        found = reviewers[each.cohort_id, each.person_id]
        if each.state is CandidateState.WITHDRAWN:
            assert not found
            continue
        assert len(set(found)) == len(found) >= FEWEST_REVIEWERS
        assert set(found) <= may_review - {each.person_id, each.nominator_id}


def test_those_who_were_chosen_have_better_marks_than_those_who_were_not(programme: Programme) -> None:
    states = {(each.cohort_id, each.person_id): each.state for each in programme.candidates}
    marks: dict[CandidateState, list[int]] = defaultdict(list)
    for review in programme.reviews:
        marks[states[review.cohort_id, review.person_id]] += [mark.value for mark in review.marks.values()]
    means = {state: sum(values) / len(values) for state, values in marks.items()}
    assert means[CandidateState.SELECTED] > means[CandidateState.WAITING] > means[CandidateState.NOT_SELECTED]


def test_one_of_the_cast_serves_one_may_sign_and_most_are_free_to_volunteer(programme: Programme) -> None:
    cast = {player.aad_object_id: player.name for player in CAST}
    known = {each.person_id for each in programme.candidates} | {term.person_id for term in programme.terms}
    assert {cast[each] for each in known & set(cast)} == {"Solène Le Goff", "Julien Rousseau"}
    (offered,) = [cast[each.person_id] for each in programme.terms if each.state is TermState.OFFERED]
    assert offered == "Julien Rousseau"


def test_check_ins_are_of_periods_that_their_person_served_and_could_have_been_typed(
    told: Programme, organisation: Organisation
) -> None:
    zone = organisation.recap.zone
    cohorts = {cohort.id: cohort for cohort in told.cohorts}
    terms = _terms(told)
    for each in told.check_ins:
        cohort, term = cohorts[each.cohort_id], terms[each.cohort_id, each.person_id]
        assert period_of(cohort, each.period.monday) == each.period
        ref = CheckInRef(cohort.id, each.period, cohort.check_in_weeks)
        assert check_may_answer(term, ref, zone) is term
        assert term.began_at
        assert max(term.began_at, ref.period.start(zone)) < each.at < ref.closes_at(zone)
        assert term.ended_at is None or each.at < term.ended_at
        assert read_answer(typed_of(answer_of(each))) == answer_of(each)
    assert len({(each.period, each.person_id) for each in told.check_ins}) == len(told.check_ins)
    states = Counter(each.state for each in told.check_ins)
    assert states[CheckInState.ANSWERED] > 200
    assert states[CheckInState.SKIPPED] > 5
    assert states[CheckInState.SNOOZED] == 1


def test_a_check_in_says_the_workshops_that_were_recorded_by_then(told: Programme) -> None:
    for each in told.check_ins:
        if each.state is not CheckInState.ANSWERED:
            continue
        weeks = {each.period, each.period.plus(1)}
        held = [
            meeting.workshop
            for meeting in told.meetings
            if meeting.workshop.host_id == each.person_id and meeting.workshop.week in weeks
        ]
        assert each.workshops == sum(workshop.recorded_at < each.at for workshop in held)


def test_workshops_were_held_by_ambassadors_in_office_and_feedback_came_from_those_who_were_there(
    told: Programme,
) -> None:
    terms = _terms(told)
    for meeting in told.meetings:
        workshop = meeting.workshop
        term = terms[workshop.cohort_id, workshop.host_id]
        assert term.began_at
        assert term.began_at.date() < workshop.on
        assert term.ended_at is None or workshop.on <= term.ended_at.date()
        assert workshop.was_held(workshop.on)
        assert len({each.respondent for each in meeting.feedback}) == len(meeting.feedback) <= workshop.reached
        for each in meeting.feedback:
            assert 1 <= each.useful <= 4
            assert workshop.recorded_at <= each.at < workshop.recorded_at + FEEDBACK_OPEN_FOR
    assert len({meeting.workshop.id for meeting in told.meetings}) == len(told.meetings) >= 90
    assert len({meeting.workshop.code for meeting in told.meetings}) == len(told.meetings)


def test_enough_people_answer_in_each_cohort_for_its_figures_to_be_shown(told: Programme) -> None:
    for cohort in told.cohorts:
        answered = {
            each.person_id
            for each in told.check_ins
            if each.cohort_id == cohort.id and each.state is CheckInState.ANSWERED
        }
        hosts = {meeting.workshop.host_id for meeting in told.meetings if meeting.workshop.cohort_id == cohort.id}
        assert len(answered) >= 12
        assert len(hosts) >= 9


def test_steps_of_the_boot_camp_were_done_in_an_order_that_is_open(told: Programme) -> None:
    boot_camp = our_boot_camp()
    finished = 0
    for progress in told.progress.values():
        done = sorted(progress.done, key=progress.done.__getitem__)
        for number, step_id in enumerate(done):
            step = boot_camp.step(step_id)
            assert step is not None
            assert set(step.needs) <= set(done[:number])
        finished += progress.finished_at is not None
    assert finished >= 15
    assert finished < len(told.progress)


def test_every_text_was_written_for_its_place_and_no_two_candidates_say_the_same(programme: Programme) -> None:
    statements = [each.statement for each in programme.candidates]
    assert len(set(statements)) == len(statements)
    assert all(40 <= len(statement) <= 600 for statement in statements)
    keys = [each.key for which in ("first", "second") for each in read_applicants(which).candidates]
    assert len(set(keys)) == len(keys)
    assert len({each.what for each in programme.decisions}) == len(programme.decisions) >= 6


def test_another_day_tells_of_the_same_people_in_the_same_words(told: Programme, programme: Programme) -> None:
    def words(each: Programme) -> list[object]:
        people = [(term.person_id, term.trade, term.site, term.state, term.ending) for term in each.terms]
        return [*people, *((one.person_id, one.statement, one.state) for one in each.candidates)]

    assert words(told) == words(programme)
