"""One run as the programme lead follows it: what leaves, what does not and why, and what can be done now."""

from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import Part, card
from cards.run_outcomes import outcome_parts
from cards.run_progress import pace_in_words, progress_parts, updated_in_words
from cards.run_words import moment_in_words, run_title, state_in_words
from cards.translations import Texts, texts
from cards.typography import number
from cards.verbs import Verb
from cards.view import View
from passeur.delivery.outbox import DeliveryState
from passeur.delivery.progress import progress_of
from passeur.delivery.runs import Run, RunState


def run_card(view: View, run: Run, *, now: datetime) -> dict[str, Any]:
    """Everything about a run that its programme lead may see; drawn again while it goes."""
    told = texts(view.locale)
    title = run_title(view, run.id)
    progress = progress_of(run, view.organisation.sending, now)
    state = state_in_words(view, run, progress)
    body = [
        blocks.heading(title),
        blocks.note(told.gettext("Started on {moment}.", moment=moment_in_words(view, run.created_at)), spacing="None"),
        blocks.box([blocks.paragraph(state)]),
        *progress_parts(view, run),
    ]
    if pace := pace_in_words(view, run, progress):
        body.append(blocks.note(pace, spacing="None"))
    body += outcome_parts(run, view.locale)
    body.append(blocks.note(updated_in_words(view, now), separator=True))
    return card(lang=view.locale, summary=f"{title}. {state}", body=body, actions=_actions(view, told, run))


def cancel_question_card(view: View, run: Run) -> dict[str, Any]:
    """Asked before a run is stopped. A card of its own: the run's is drawn again every few seconds."""
    told = texts(view.locale)
    title = told.gettext("Stop this sending?")
    sent = run.tally.states.get(DeliveryState.SENT, 0)
    already = told.ngettext(
        "{count} message has left and stays with its reader. Nothing more will leave.",
        "{count} messages have left and stay with their readers. Nothing more will leave.",
        sent,
    )
    if not sent:
        already = told.gettext("Nothing has left yet, and nothing will.")
    stop = told.gettext("Yes, stop the sending")
    return _question(view, run, title, already, show(stop, Verb.CANCEL_RUN, view.token(Verb.CANCEL_RUN, str(run.id))))


def recall_question_card(view: View, run: Run) -> dict[str, Any]:
    """Asked before cards are taken back from their readers."""
    told = texts(view.locale)
    title = told.gettext("Take these cards back?")
    sent = run.tally.states.get(DeliveryState.SENT, 0)
    what = told.ngettext(
        "{count} card is replaced in its chat by a word that says it was taken back. This cannot be undone.",
        "{count} cards are replaced in their chats by a word that says they were taken back. This cannot be undone.",
        sent,
    )
    back = told.gettext("Yes, take them back")
    return _question(view, run, title, what, show(back, Verb.RECALL_RUN, view.token(Verb.RECALL_RUN, str(run.id))))


def _question(view: View, run: Run, title: str, what: str, yes: Part) -> dict[str, Any]:
    leave = show(texts(view.locale).gettext("No, leave it"), Verb.SHOW_RUN, view.token(Verb.SHOW_RUN, str(run.id)))
    body = [
        blocks.heading(title),
        blocks.note(run_title(view, run.id), spacing="None"),
        blocks.paragraph(what),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=[yes, leave])


def _actions(view: View, told: Texts, run: Run) -> list[Part]:
    """What can be done with the run as it stands; whether it still can is checked when somebody does it."""
    states = run.tally.states
    lost = states.get(DeliveryState.FAILED, 0) + states.get(DeliveryState.UNKNOWN, 0)
    asked: list[tuple[str, Verb]] = []
    if run.state is RunState.STOPPED:
        asked.append((told.gettext("Resume"), Verb.REPLAY_RUN))
    if run.state.sends or run.state is RunState.STOPPED:
        asked.append((told.gettext("Stop the sending…"), Verb.ASK_CANCEL))
    if run.state is RunState.DONE and lost:
        again = told.gettext("Try again ({number})", number=number(lost, view.locale))
        asked.append((again, Verb.REPLAY_RUN))
    left_out = run.state is RunState.RECALLED and run.ended_at is not None
    if (left_out or run.state in (RunState.DONE, RunState.CANCELLED)) and states.get(DeliveryState.SENT, 0):
        asked.append((told.gettext("Take the cards back…"), Verb.ASK_RECALL))
    asked.append((told.gettext("Refresh"), Verb.SHOW_RUN))
    return [show(title, verb, view.token(verb, str(run.id))) for title, verb in asked]
