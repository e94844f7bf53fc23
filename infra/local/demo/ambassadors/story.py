"""Twelve months of the ambassador programme: a cohort that is over, and one in office."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from infra.local.demo.ambassadors.answers import Answers, Done
from infra.local.demo.ambassadors.applicants import Applicant, Applicants, people_of, read_applicants
from infra.local.demo.ambassadors.candidacies import Candidacies, state_decided
from infra.local.demo.ambassadors.dates import Moments, make_cohorts, periods_of
from infra.local.demo.ambassadors.log import decisions_of
from infra.local.demo.ambassadors.mandates import Mandates, is_offered
from infra.local.demo.ambassadors.measures import measures_of
from infra.local.demo.ambassadors.meetings import Meeting, Meetings
from infra.local.demo.ambassadors.training import trained
from infra.local.demo.history import History
from passeur.ambassadors.boot_camp_file import our_boot_camp
from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.selection_decision import Outcome, SelectionDecision
from passeur.ambassadors.terms import Term, TermState
from passeur.literacy.measures import Measure
from passeur.people import Person
from passeur.periods import RecapSchedule, Week

# The ambassador who asked to be asked again, of those in office.
_SNOOZES = "achats-nantes"
_RESTS_FOR = 2


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that happened, cohorts and facts from the oldest; `progress` is each person's, by id."""

    today: date
    cohorts: tuple[Cohort, ...]
    candidates: tuple[Candidate, ...]
    reviews: tuple[Review, ...]
    selections: tuple[SelectionDecision, ...]
    terms: tuple[Term, ...]
    meetings: tuple[Meeting, ...]
    check_ins: tuple[CheckIn, ...]
    progress: Mapping[str, Progress]
    decisions: tuple[Decision, ...]
    measures: tuple[Measure, ...]


def make_programme(company: Sequence[Person], history: History, *, schedule: RecapSchedule) -> Programme:
    """The same story for the same day."""
    moments = Moments(history.today, schedule.zone)
    told = _Story(company, history, moments)
    told.tell()
    return Programme(
        history.today,
        told.cohorts,
        tuple(told.candidates),
        tuple(told.reviews),
        tuple(told.selections),
        tuple(told.terms),
        tuple(told.meetings),
        tuple(told.check_ins),
        told.progress,
        decisions_of(company, moments),
        measures_of(company[0].tenant_id, moments),
    )


class _Story:
    def __init__(self, company: Sequence[Person], history: History, moments: Moments) -> None:
        self.company = company
        self.history = history
        self.moments = moments
        self.cohorts = make_cohorts(company[0].tenant_id, moments)
        first, second = read_applicants("first"), read_applicants("second")
        self.applicants = {each.key: each for each in (*first.candidates, *second.candidates)}
        self.told = tuple(zip(self.cohorts, (first, second), strict=True))
        self.people = people_of(tuple(self.applicants.values()), company)
        self.candidates: list[Candidate] = []
        self.reviews: list[Review] = []
        self.selections: list[SelectionDecision] = []
        self.terms: list[Term] = []
        self.meetings: list[Meeting] = []
        self.check_ins: list[CheckIn] = []
        self.progress: dict[str, Progress] = {}

    def tell(self) -> None:
        for cohort, applicants in self.told:
            self._choose(cohort, applicants)
            mandates = Mandates(cohort, self.people, self.moments)
            for key in applicants.renewed:
                self._serve(cohort, self.applicants[key], mandates.term(self.applicants[key], renewed=True))
            for applicant in filter(is_offered, applicants.candidates):
                self._serve(cohort, applicant, mandates.term(applicant))

    def _choose(self, cohort: Cohort, applicants: Applicants) -> None:
        candidacies = Candidacies(cohort, applicants.candidates, self.people, self.company, self.moments)
        ranks = Counter[CandidateState]()
        outcomes = []
        for applicant in applicants.candidates:
            state = state_decided(applicant)
            if state is not None:
                ranks[state] += 1
            candidate = candidacies.candidate(applicant, ranks[state] if state is not None else 0)
            self.candidates.append(candidate)
            self.reviews.extend(candidacies.reviews(applicant))
            if state is not None:
                outcomes.append(Outcome(candidate.person_id, state, candidate.rank, candidacies.reason_then(applicant)))
        self.selections.append(candidacies.decision(outcomes))

    def _serve(self, cohort: Cohort, applicant: Applicant, term: Term) -> None:
        self.terms.append(term)
        if term.person_id not in self.progress:
            self.progress[term.person_id] = trained(applicant.key, term, our_boot_camp(), self.moments)
        periods = self._in_office(cohort, applicant, term)
        meetings = Meetings(cohort, self.company, self.moments).held(applicant.key, term, periods)
        self.meetings.extend(meetings)
        own = [share for share in self.history.shares if share.author_id == term.person_id]
        answers = Answers(cohort, self.moments)
        said = answers.said(applicant.key, term, periods, Done(meetings, own))
        if applicant.key == _SNOOZES:
            said = [each for each in said if each.period != periods[-1]]
            said.append(answers.snoozed(term, periods[-1]))
        self.check_ins.extend(said)

    def _in_office(self, cohort: Cohort, applicant: Applicant, term: Term) -> list[Week]:
        """The first weeks of the periods that are over and that the person served whole."""
        if term.began_at is None:
            return []
        periods = list(enumerate(periods_of(cohort, self.moments.today), 1))
        last = applicant.leaves or len(periods)
        served = [week for number, week in periods if number <= last and number not in applicant.rests]
        if term.state is TermState.RESTING:
            served = served[:-_RESTS_FOR]
        return served
