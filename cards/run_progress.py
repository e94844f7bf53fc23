"""How far a run is, as a bar and in words: the bar alone says nothing that the words do not."""

from datetime import datetime, timedelta

from cards import blocks
from cards.kit import Column, ColumnSet, Part, make
from cards.run_words import moment_in_words
from cards.translations import Texts, texts
from cards.typography import hour, number, percent
from cards.view import View
from passeur.delivery.outbox import DeliveryState
from passeur.delivery.progress import Progress
from passeur.delivery.runs import Run, RunState

_WHOLE = 100
_LEAST_SEEN = 6
_THICKNESS = "8px"
_MINUTE = timedelta(minutes=1)
_HOUR = 60
# Further away than this, minutes are no help.
_LONG = 10 * _HOUR
_STEP = 5


def progress_parts(view: View, run: Run) -> list[Part]:
    """The bar, and its figures below it; no bar before it is known how much there is."""
    figures = figures_in_words(view, run)
    if not figures:
        return []
    if run.state.sends and not run.is_planned:
        return [blocks.paragraph(figures)]
    done, whole = _done_of(run)
    return [_bar(done * _WHOLE // whole), blocks.paragraph(figures, spacing="Small")]


def figures_in_words(view: View, run: Run) -> str:
    """How much is settled; while the audience is still read, only how many messages are prepared."""
    told = texts(view.locale)
    if run.state.sends and not run.is_planned:
        return told.ngettext("{count} message prepared so far", "{count} messages prepared so far", run.tally.planned)
    done, whole = _done_of(run)
    if whole == 0:
        return ""
    numbers = {
        "number": number(done, view.locale),
        "planned": number(whole, view.locale),
        "percent": percent(done, whole, view.locale),
    }
    if run.state is RunState.RECALLED:
        return told.gettext("{number} of {planned} taken back ({percent})", **numbers)
    return told.gettext("{number} of {planned} settled ({percent})", **numbers)


def pace_in_words(view: View, run: Run, progress: Progress) -> str:
    """Rate and time left while messages leave; nothing when none do."""
    told = texts(view.locale)
    if not run.state.sends or progress.resumes_at is not None:
        return ""
    if progress.rate is None:
        return told.gettext("Speed and time left: still being worked out.")
    speed = told.ngettext("About {count} message a minute", "About {count} messages a minute", progress.rate)
    if progress.left is None:
        return told.gettext("{speed}; time left: still being worked out.", speed=speed)
    pace = told.gettext("{speed}; {left}.", speed=speed, left=_left_in_words(told, progress.left))
    if progress.closes_at is None or progress.reopens_at is None:
        return pace
    zone = view.organisation.sending.zone
    pause = told.gettext(
        "Sending pauses at {hour} and resumes on {moment}.",
        hour=hour(progress.closes_at, zone, view.locale),
        moment=moment_in_words(view, progress.reopens_at),
    )
    return f"{pace} {pause}"


def updated_in_words(view: View, now: datetime) -> str:
    return texts(view.locale).gettext("Updated at {hour}.", hour=hour(now, view.organisation.sending.zone, view.locale))


def _done_of(run: Run) -> tuple[int, int]:
    """What is settled, of what there is to settle: messages sent, or cards taken back."""
    states = run.tally.states
    if run.state is RunState.RECALLED:
        back = states.get(DeliveryState.RECALLED, 0)
        return back, back + states.get(DeliveryState.SENT, 0)
    # What was held back is settled as well, but a bar that jumps to its end would say that all of it left.
    return run.tally.final - states.get(DeliveryState.CANCELLED, 0), run.tally.planned


def _bar(done: int) -> Part:
    """Two columns as wide as what is done and what is left; a client without styles shows the figures below."""
    # A column is never narrower than its own margins: one that stands for less would look like more.
    shown = done if done >= _LEAST_SEEN else 0
    widths = (("accent", shown), ("emphasis", _WHOLE - shown))
    columns = [
        make(Column, width=str(width), style=style, items=[], minHeight=_THICKNESS, spacing="None")
        for style, width in widths
        if width
    ]
    return make(ColumnSet, columns=columns, spacing="Medium")


def _left_in_words(told: Texts, left: timedelta) -> str:
    """Rounded up, and the more roughly the longer it is."""
    minutes = -(-left // _MINUTE)
    if minutes <= 1:
        return told.gettext("less than a minute left")
    if minutes < _HOUR:
        return told.ngettext("about {count} minute left", "about {count} minutes left", minutes)
    if minutes >= _LONG:
        hours = -(-minutes // _HOUR)
        return told.ngettext("about {count} hour of sending left", "about {count} hours of sending left", hours)
    hours, rest = divmod(-(-minutes // _STEP) * _STEP, _HOUR)
    if rest == 0:
        return told.ngettext("about {count} hour left", "about {count} hours left", hours)
    return told.ngettext(
        "about {count} hour and {number} minutes left",
        "about {count} hours and {number} minutes left",
        hours,
        number=rest,
    )
