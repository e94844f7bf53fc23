"""The latest runs at a glance, for the programme lead."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.failed_messages import failed_messages
from cards.kit import ActionSet, Container, Part, card, make
from cards.run_outcomes import FAILURES, reason_rows
from cards.run_progress import figures_in_words
from cards.run_words import moment_in_words, run_title, state_in_words
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.delivery.outbox import DeliveryKind, DeliveryState, Reason
from passeur.delivery.progress import progress_of
from passeur.delivery.runs import Run, Tally

# More than a year of monthly runs would only be scrolled past.
MOST_SHOWN = 6


def runs_card(
    view: View, runs: Sequence[Run], failed: Mapping[tuple[DeliveryKind, Reason], int], *, now: datetime
) -> dict[str, Any]:
    """The latest runs, newest first, then why messages of theirs failed, and others (`failed`) did not leave."""
    told = texts(view.locale)
    title = told.gettext("What Passeur sends by itself")
    latest = runs[:MOST_SHOWN]
    body = [blocks.heading(title), *(_entry(view, run, now) for run in latest)]
    if not latest:
        body.append(blocks.paragraph(told.gettext("Nothing has been sent yet.")))
    together = Tally()
    for run in latest:
        together = together.plus(run.tally)
    if together.states.get(DeliveryState.FAILED):
        body.append(blocks.heading(told.gettext("What failed lately"), large=False))
        body += reason_rows(together.reasons, FAILURES, view.locale, addressed=together.planned)
    body += failed_messages(failed, view.locale)
    digest = told.gettext("Prepare the digest")
    actions = [show(digest, Verb.PREVIEW_DIGEST, view.token(Verb.PREVIEW_DIGEST))]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _entry(view: View, run: Run, now: datetime) -> Part:
    told = texts(view.locale)
    state = state_in_words(view, run, progress_of(run, view.organisation.sending, now))
    parts = [
        blocks.heading(run_title(view, run.id), large=False),
        blocks.note(told.gettext("Started on {moment}.", moment=moment_in_words(view, run.created_at)), spacing="None"),
        blocks.paragraph(state, spacing="Small"),
    ]
    if figures := figures_in_words(view, run):
        parts.append(blocks.paragraph(figures, spacing="None"))
    details = show(told.gettext("See the details"), Verb.SHOW_RUN, view.token(Verb.SHOW_RUN, str(run.id)))
    return make(Container, items=[*parts, make(ActionSet, actions=[details])], separator=True, spacing="Medium")
