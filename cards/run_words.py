"""What a run is called, and what it is doing, in a few words for the programme lead."""

from datetime import datetime

from cards.text import escaped
from cards.translations import Texts, texts
from cards.typography import day, day_and_hour, hour, month
from cards.view import View
from passeur.delivery.outbox import DeliveryKind, DeliveryState
from passeur.delivery.progress import Progress
from passeur.delivery.runs import Run, RunId, RunState
from passeur.periods import Month, Week


def kind_in_words(kind: DeliveryKind, locale: str) -> str:
    told = texts(locale)
    match kind:
        case DeliveryKind.MANAGER_DIGEST:
            return told.gettext("Digest for managers")
        case DeliveryKind.BRIEF:
            return told.gettext("Monthly brief")
        case DeliveryKind.BRIEF_REVIEW:
            return told.gettext("Monthly brief, to review")
        case DeliveryKind.RECAP | DeliveryKind.QUIET_WEEK:
            return told.gettext("Selection of the week")
        case _:
            return told.gettext("Messages")


def period_in_words(view: View, period: str) -> str:
    """`novembre 2026`, or the week by its Monday."""
    zone = view.organisation.sending.zone
    try:
        whole = Month.parse(period)
        return month(whole.year, whole.number, view.locale)
    except ValueError:
        pass
    try:
        first_day = day(Week.parse(period).start(zone), zone, view.locale)
    except ValueError:
        return escaped(period)
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
