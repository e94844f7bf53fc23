"""A call, a candidacy and their choices in words."""

from datetime import timedelta

from cards.translations import Texts, texts
from cards.typography import day
from cards.view import View
from passeur.ambassadors.candidates import Availability, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.organisation import name_of
from passeur.periods import end_of_day

_AN_INSTANT = timedelta(microseconds=1)


def who_is_looked_for(view: View, cohort: Cohort) -> str:
    """How many ambassadors, of which trades and sites."""
    told, call = texts(view.locale), cohort.call
    wanted = told.ngettext(
        "We are looking for {count} ambassador.", "We are looking for {count} ambassadors.", call.wanted
    )
    return " ".join((wanted, _where(view, told, cohort)))


def until_when(view: View, cohort: Cohort) -> str:
    """The last day on which somebody may apply."""
    return texts(view.locale).gettext("Until the end of {day}.", day=last_day(view, cohort))


def last_day(view: View, cohort: Cohort) -> str:
    zone = view.organisation.sending.zone
    return day(cohort.call.deadline - _AN_INSTANT, zone, view.locale)


def term_in_words(view: View, cohort: Cohort) -> str:
    """From when to when the ambassadors of a cohort serve."""
    zone = view.organisation.sending.zone
    first, last = (
        day(end_of_day(each, zone) - _AN_INSTANT, zone, view.locale) for each in (cohort.starts_on, cohort.ends_on)
    )
    return texts(view.locale).gettext("The term runs from {first} to {last}.", first=first, last=last)


def call_state(view: View, cohort: Cohort, *, is_open: bool) -> str:
    """Where a cohort is, for those who lead the programme."""
    told = texts(view.locale)
    if is_open:
        return told.gettext("The call is open until the end of {day}.", day=last_day(view, cohort))
    match cohort.state:
        case CohortState.CALLING | CohortState.CHOOSING:
            return told.gettext("The call is closed: candidates are being reviewed, then selected.")
        case CohortState.RUNNING:
            return told.gettext("The ambassadors are in office.")
        case CohortState.CLOSED:
            return told.gettext("The term is over.")


def candidacy_state(told: Texts, state: CandidateState) -> str:
    """Where a candidacy is, for the candidate."""
    return {
        CandidateState.APPLIED: told.gettext(
            "Your candidacy is in. You will hear from us here once the selection is made."
        ),
        CandidateState.WITHDRAWN: told.gettext("You withdrew your candidacy."),
        CandidateState.SELECTED: told.gettext("You were selected. Congratulations!"),
        CandidateState.WAITING: told.gettext(
            "You are on the waiting list: we will write to you if a place becomes free."
        ),
        CandidateState.NOT_SELECTED: told.gettext("You were not selected this time. Thank you for having applied."),
    }[state]


def listed_state(told: Texts, state: CandidateState) -> str:
    """Where a candidacy is, for those who review it."""
    return {
        CandidateState.APPLIED: told.gettext("to be decided"),
        CandidateState.WITHDRAWN: told.gettext("withdrawn"),
        CandidateState.SELECTED: told.gettext("selected"),
        CandidateState.WAITING: told.gettext("on the waiting list"),
        CandidateState.NOT_SELECTED: told.gettext("not selected"),
    }[state]


def ways(told: Texts) -> dict[Way, str]:
    return {
        Way.VOLUNTEERED: told.gettext("volunteered"),
        Way.NOMINATED: told.gettext("nominated by their manager"),
        Way.SPOTTED: told.gettext("invited by Passeur"),
    }


def availabilities(told: Texts) -> dict[Availability, str]:
    return {
        Availability.TWO_HOURS_A_MONTH: told.gettext("Two hours a month"),
        Availability.HALF_A_DAY_A_MONTH: told.gettext("Half a day a month"),
        Availability.ONE_DAY_A_MONTH: told.gettext("One day a month"),
    }


def seniorities(told: Texts) -> dict[Seniority, str]:
    return {
        Seniority.UNDER_TWO: told.gettext("Less than two years"),
        Seniority.TWO_TO_TEN: told.gettext("Two to ten years"),
        Seniority.OVER_TEN: told.gettext("More than ten years"),
    }


def _where(view: View, told: Texts, cohort: Cohort) -> str:
    organisation = view.organisation
    trades = sorted(name_of(organisation.trades, each, view.locale) for each in cohort.call.trades)
    sites = sorted(name_of(organisation.sites, each, view.locale) for each in cohort.call.sites)
    if trades and sites:
        return told.gettext("Trades: {trades}. Sites: {sites}.", trades=", ".join(trades), sites=", ".join(sites))
    if trades:
        return told.gettext("Trades: {trades}. All sites.", trades=", ".join(trades))
    if sites:
        return told.gettext("All trades. Sites: {sites}.", sites=", ".join(sites))
    return told.gettext("All trades and all sites.")
