"""What a candidate is told of the selection, in private."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.call_words import term_in_words
from cards.ambassadors.selection_words import reason_for_candidate
from cards.kit import Part, card
from cards.translations import Texts, texts
from cards.typography import number
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.selection_reasons import Ground, Reason


def selection_result_card(view: View, cohort: Cohort, candidate: Candidate) -> dict[str, Any]:
    """The answer and its reason, and what comes next."""
    told = texts(view.locale)
    reason = Reason.parse(candidate.reasons[0]) if candidate.reasons else Reason(Ground.DECISION)
    title, opening, closing, actions = _said(view, told, cohort, candidate)
    body = [
        blocks.heading(title),
        blocks.paragraph(opening),
        blocks.heading(told.gettext("Why"), large=False),
        blocks.paragraph(reason_for_candidate(view, reason, candidate.state), spacing="None"),
        blocks.paragraph(closing),
        blocks.note(
            told.gettext("Only you read this. You may ask the programme lead for what was written about you."),
            separator=True,
        ),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _said(view: View, told: Texts, cohort: Cohort, candidate: Candidate) -> tuple[str, str, str, list[Part]]:
    """The title, how it begins, how it ends, and what can be done."""
    withdraw = show(
        told.gettext("Withdraw my candidacy…"),
        Verb.ASK_WITHDRAW_CANDIDACY,
        view.token(Verb.ASK_WITHDRAW_CANDIDACY, cohort.id),
    )
    match candidate.state:
        case CandidateState.SELECTED:
            return (
                told.gettext("You were selected. Congratulations!"),
                told.gettext("You are invited to be an ambassador. {term}", term=term_in_words(view, cohort)),
                told.gettext("Your term begins once you have read and signed the charter. Take the time you need."),
                [show(told.gettext("Read the charter"), Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER)), withdraw],
            )
        case CandidateState.WAITING:
            place = number(candidate.rank, view.locale)
            return (
                told.gettext("You are on the waiting list"),
                told.gettext("Thank you for having applied. You are number {rank} on the waiting list.", rank=place),
                told.gettext("If a place becomes free, we write to you here. You have nothing to do."),
                [withdraw],
            )
        case _:
            return (
                told.gettext("You were not selected this time"),
                told.gettext("Thank you for having applied: it takes courage, and it is noticed."),
                told.gettext(
                    "You can apply again for the next call. Until then, nothing keeps you from sharing what works for "
                    "you: that is how ambassadors begin."
                ),
                [],
            )
