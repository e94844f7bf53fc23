"""What a run is called, and what it is doing, in a few words for the programme lead."""

import re
from datetime import datetime

from cards.text import escaped
from cards.translations import Texts, texts
from cards.typography import day, day_and_hour, hour, month
from cards.view import View
from passeur.delivery.outbox import DeliveryKind, DeliveryState
from passeur.delivery.progress import Progress
from passeur.delivery.runs import Run, RunId, RunState
from passeur.periods import Month, Week

_COHORT = re.compile(r"20[0-9]{2}-[1-9]\b")
_WEEK = len("2026-W47")


def kind_in_words(kind: DeliveryKind, locale: str) -> str:
    told = texts(locale)
    named = {
        DeliveryKind.MANAGER_DIGEST: told.gettext("Digest for managers"),
        DeliveryKind.BRIEF: told.gettext("Monthly brief"),
        DeliveryKind.BRIEF_REVIEW: told.gettext("Monthly brief, to review"),
        DeliveryKind.RECAP: told.gettext("Selection of the week"),
        DeliveryKind.QUIET_WEEK: told.gettext("Selection of the week"),
        DeliveryKind.CALL: told.gettext("Call for ambassadors"),
        DeliveryKind.CALL_REMINDER: told.gettext("Call for ambassadors"),
        DeliveryKind.CALL_DETAILS: told.gettext("Call for ambassadors"),
        DeliveryKind.CALL_INVITATION: told.gettext("Private invitations to apply"),
        DeliveryKind.NOMINATION: told.gettext("Private questions to people who were nominated"),
        DeliveryKind.CANDIDATES_TO_REVIEW: told.gettext("Candidates to review"),
        DeliveryKind.SELECTION_RESULT: told.gettext("Answers to the candidates"),
        DeliveryKind.SHARE: told.gettext("Cards of use cases"),
        DeliveryKind.PROBLEM_REPORT: told.gettext("Reported problems"),
        DeliveryKind.OFFER_REMINDER: told.gettext("Places that wait for an answer"),
        DeliveryKind.CHARTER: told.gettext("The new charter, to sign"),
        DeliveryKind.HAND_OVER: told.gettext("Hand-overs between ambassadors"),
        DeliveryKind.HAND_OVER_ANSWER: told.gettext("Hand-overs between ambassadors"),
        DeliveryKind.WISH_ANSWER: told.gettext("Answers to ambassadors’ wishes"),
        DeliveryKind.TERM_NEWS: told.gettext("Places that became free"),
        DeliveryKind.TERM_END: told.gettext("Ambassadors’ terms, before they end"),
        DeliveryKind.COHORT_END: told.gettext("Cohorts to close"),
        DeliveryKind.FAREWELL: told.gettext("Thanks at the end of the term"),
        DeliveryKind.CHECK_IN: told.gettext("Check-in of the ambassadors"),
        DeliveryKind.HELP_REQUEST: told.gettext("Help asked for by ambassadors"),
        DeliveryKind.PEER_HELP: told.gettext("Help asked for by ambassadors"),
        DeliveryKind.HELP_OFFER: told.gettext("Help offered to ambassadors"),
    }
    return named.get(kind) or told.gettext("Messages")


def period_in_words(view: View, period: str) -> str:
    """`novembre 2026`, or the week by its Monday."""
    zone = view.organisation.sending.zone
    try:
        whole = Month.parse(period)
        return month(whole.year, whole.number, view.locale)
    except ValueError:
        pass
    # A cohort and a week are written `2026-1-2026-W47`.
    cohort, week = (period[: -_WEEK - 1], period[-_WEEK:]) if len(period) > _WEEK else ("", period)
    try:
        first_day = day(Week.parse(week).start(zone), zone, view.locale)
    except ValueError:
        named = _COHORT.match(period)
        return texts(view.locale).gettext("cohort {cohort}", cohort=named[0]) if named else escaped(period)
    if cohort:
        return texts(view.locale).gettext("cohort {cohort}, from {day}", cohort=escaped(cohort), day=first_day)
    return texts(view.locale).gettext("week of {day}", day=first_day)


def run_title(view: View, run_id: RunId) -> str:
    told = texts(view.locale)
    kind, period = kind_in_words(run_id.kind, view.locale), period_in_words(view, run_id.period)
    return told.gettext("{kind}, {period}", kind=kind, period=period)


def moment_in_words(view: View, moment: datetime) -> str:
    """`lundi 23 novembre à 8 h`."""
    zone = view.organisation.sending.zone
    weekday, _ = day_and_hour(moment, zone, view.locale)
    return texts(view.locale).gettext("{weekday} at {hour}", weekday=weekday, hour=hour(moment, zone, view.locale))


def state_in_words(view: View, run: Run, progress: Progress) -> str:
    """What the run is doing at this moment, and what the lead may have to do."""
    told = texts(view.locale)
    if run.state.sends and progress.resumes_at is not None:
        moment = moment_in_words(view, progress.resumes_at)
        return told.gettext("Waiting for working hours: sending resumes on {moment}.", moment=moment)
    return {
        RunState.PLANNING: told.gettext("The messages are being prepared; the first ones leave already."),
        RunState.SENDING: told.gettext("The messages are leaving."),
        RunState.DONE: _done(told, run),
        RunState.CANCELLED: told.gettext(
            "Stopped on request: nothing more leaves. What had left stays with its readers."
        ),
        RunState.STOPPED: told.gettext(
            "⚠ Interrupted: Teams does not recognise Passeur, whose registration or secret is no longer right. "
            "Nothing is lost: have whoever runs Passeur check them, then resume."
        ),
        RunState.RECALLED: _recalled(told, run),
    }[run.state]


def _done(told: Texts, run: Run) -> str:
    states = run.tally.states
    if run.tally.planned == 0:
        return told.gettext("Finished: nobody was concerned, so nothing was sent.")
    if states.get(DeliveryState.FAILED):
        return told.gettext("Finished, but some messages could not leave.")
    if states.get(DeliveryState.UNKNOWN):
        return told.gettext("Finished, but some messages perhaps did not arrive.")
    if not states.get(DeliveryState.SENT):
        return told.gettext("Finished without sending anything.")
    return told.gettext("Finished: everything that was to leave has left.")


def _recalled(told: Texts, run: Run) -> str:
    still_out = run.tally.states.get(DeliveryState.SENT, 0)
    if still_out and run.ended_at is not None:
        return told.gettext("Taken back, except for the cards that Teams did not let replace. You can ask again.")
    if still_out:
        return told.gettext("Being taken back: each card is replaced by a word that says so.")
    return told.gettext("Taken back: each card was replaced by a word that says so.")
