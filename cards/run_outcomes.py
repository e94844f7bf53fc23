"""What became of messages, counted: numbers and reasons, never anybody."""

from collections.abc import Iterable, Mapping

from cards import blocks
from cards.kit import Column, ColumnSet, Part, TextBlock, make
from cards.reasons import counted
from cards.translations import Texts, texts
from cards.typography import number
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.runs import Run, RunState
from passeur.delivery.told_reasons import SKIPS

FAILURES = frozenset(Reason) - SKIPS


def outcome_parts(run: Run, locale: str) -> list[Part]:
    """A line for each outcome that there is, with the reasons below it, biggest first."""
    told = texts(locale)
    states, reasons = dict(run.tally.states), run.tally.reasons
    waiting = run.tally.planned - run.tally.final
    if run.state in (RunState.CANCELLED, RunState.RECALLED):
        # Some are still to be told that they do not leave; they already do not.
        states[DeliveryState.CANCELLED] = states.get(DeliveryState.CANCELLED, 0) + waiting
        waiting = 0
    parts = []
    for state in _ORDER:
        if number_of := states.get(state, 0):
            parts.append(blocks.paragraph(_line(told, state, number_of), spacing="Small"))
        if number_of and state is DeliveryState.FAILED:
            parts += reason_rows(reasons, FAILURES, locale, addressed=run.tally.planned)
        elif number_of and state is DeliveryState.SKIPPED:
            parts += reason_rows(reasons, SKIPS, locale, addressed=run.tally.planned)
        elif number_of and state is DeliveryState.UNKNOWN:
            parts.append(blocks.note(_what_uncertain_means(told), spacing="None"))
    if waiting:
        text = told.ngettext("**{count}** message still waiting", "**{count}** messages still waiting", waiting)
        parts.append(blocks.paragraph(text, spacing="Small"))
    return parts


def reason_rows(reasons: Mapping[Reason, int], among: Iterable[Reason], locale: str, *, addressed: int) -> list[Part]:
    """How many messages, and why, side by side."""
    told = counted(reasons, among, locale, addressed=addressed)
    return [_row(number(count, locale), sentence) for sentence, count in told]


_ORDER = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.SKIPPED,
    DeliveryState.CANCELLED,
    DeliveryState.RECALLED,
)


def _line(told: Texts, state: DeliveryState, count: int) -> str:
    match state:
        case DeliveryState.SENT:
            return told.ngettext("**{count}** message sent", "**{count}** messages sent", count)
        case DeliveryState.FAILED:
            return told.ngettext("⚠ **{count}** message failed", "⚠ **{count}** messages failed", count)
        case DeliveryState.UNKNOWN:
            return told.ngettext("**{count}** message uncertain", "**{count}** messages uncertain", count)
        case DeliveryState.SKIPPED:
            return told.ngettext("**{count}** message not sent", "**{count}** messages not sent", count)
        case DeliveryState.CANCELLED:
            return told.ngettext("**{count}** message held back", "**{count}** messages held back", count)
        case _:
            return told.ngettext("**{count}** card taken back", "**{count}** cards taken back", count)


def _what_uncertain_means(told: Texts) -> str:
    return told.gettext(
        "The answer of Teams was lost: they may have arrived. Passeur does not send them again by itself, so that "
        "nobody reads the same card twice."
    )


def _row(count: str, sentence: str) -> Part:
    columns = [
        make(Column, width="auto", items=[make(TextBlock, text=count, weight="Bolder", size="Small", wrap=True)]),
        make(Column, width="stretch", items=[make(TextBlock, text=sentence, size="Small", wrap=True)]),
    ]
    return make(ColumnSet, columns=columns, spacing="Small")
