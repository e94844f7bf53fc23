"""Somebody's own term: where it stands, and what they can decide about it."""

from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.term_words import answer_in_words, place_of, span_of, state_in_words, trade_name, wish_in_words
from cards.kit import ActionSet, Part, card, make
from cards.names import name_in_block
from cards.translations import Texts, texts
from cards.typography import typeset
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.current_term import CurrentTerm
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.terms import WISHES, Ending, Term, TermState


def term_card(view: View, current: CurrentTerm, progress: Progress, *, successor: str = "") -> dict[str, Any]:
    """Everything about one's own term; `successor` is the name of the colleague who was asked to take over."""
    told = texts(view.locale)
    term, cohort = current.term, current.cohort
    title = told.gettext("My term as an ambassador")
    place = place_of(view, term)
    body = [
        blocks.heading(title),
        blocks.note(span_of(view, cohort) + (f" · {place}" if place else ""), spacing="None"),
        blocks.box([blocks.paragraph(state_in_words(view, told, cohort, term))]),
        blocks.paragraph(_charter(view, told, term)),
        blocks.paragraph(_boot_camp(view, told, progress)),
    ]
    if term.wish is not None:
        wish = wish_in_words(told, term.wish, trade_name(view, term))
        body.append(blocks.reason(told.gettext("Afterwards: {wish}", wish=wish)))
        if answer := answer_in_words(told, term):
            body.append(blocks.paragraph(answer, spacing="None"))
    if term.handing_to is not None:
        by = name_in_block(told, successor)
        body.append(blocks.paragraph(told.gettext("You asked {name} to take over. They decide.", name=by)))
    body.append(blocks.note(told.gettext("Your progress and your figures are shown to you alone."), separator=True))
    return card(lang=view.locale, summary=title, body=body, actions=_actions(view, told, term))


def not_an_ambassador_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("You have no term at the moment")
    what = told.gettext("Ambassadors pass on what works, a few hours a month. Write “ambassadors” to see what is open.")
    read = show(told.gettext("Read the charter"), Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER))
    ask = show(told.gettext("Whom to ask about AI"), Verb.SHOW_CHAMPIONS, view.token(Verb.SHOW_CHAMPIONS))
    body = [blocks.heading(title), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[read, ask])


def wishes_card(view: View, term: Term) -> dict[str, Any]:
    """What one would like afterwards, what comes sooner, and how to leave."""
    told = texts(view.locale)
    title = told.gettext("And afterwards?")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "Say what you would like at the end of your term. The programme lead answers, and you may change your "
                "mind until then."
            )
        ),
        *wish_parts(view, term),
        blocks.note(told.gettext("Champions and trade leads are named to their colleagues, who may ask them.")),
        blocks.heading(told.gettext("Before the end"), large=False),
        blocks.paragraph(told.gettext("You can hand over to a colleague who agrees, or leave. Both are fine.")),
        make(ActionSet, actions=[*_hand_over(view, told, term), _leave(view, told, term)]),
    ]
    back = show(told.gettext("My term"), Verb.SHOW_TERM, view.token(Verb.SHOW_TERM))
    return card(lang=view.locale, summary=title, body=body, actions=[back])


def wish_parts(view: View, term: Term) -> list[Part]:
    """One button for each thing that may come afterwards; what is wished for already is said."""
    told = texts(view.locale)
    trade = trade_name(view, term)
    parts: list[Part] = []
    if term.wish is not None:
        parts.append(blocks.reason(told.gettext("Your wish: {wish}", wish=wish_in_words(told, term.wish, trade))))
        if answer := answer_in_words(told, term):
            parts.append(blocks.paragraph(answer, spacing="None"))
    short = trade_name(view, term, in_button=True)
    buttons = [_wish(view, told, term, wish, short) for wish in WISHES if wish is not term.wish]
    return [*parts, make(ActionSet, actions=buttons)]


def leave_question_card(view: View, term: Term) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Leave now?")
    what = told.gettext(
        "Your term ends today, with our thanks. The programme lead is told that your place is free. Your badges and "
        "your shares stay yours."
    )
    yes = told.gettext("Yes, leave")
    leave = execute(yes, Verb.LEAVE_TERM, view.token(Verb.LEAVE_TERM, term.cohort_id), takes_inputs=False)
    stay = show(told.gettext("No, stay"), Verb.SHOW_TERM, view.token(Verb.SHOW_TERM))
    body = [blocks.heading(title), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[leave, stay])


def left_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Thank you, from all of us")
    what = told.gettext(
        "Your term has ended. What you passed on goes on without you, and that is the best sign. The door stays open "
        "for another call."
    )
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)])


def _charter(view: View, told: Texts, term: Term) -> str:
    if view.organisation.charter.is_signed_by(term.signature):
        return told.gettext("Charter: signed.")
    if term.signature is None:
        return told.gettext("Charter: to be read and signed.")
    return told.gettext("Charter: it has changed, and is to be signed again.")


def _boot_camp(view: View, told: Texts, progress: Progress) -> str:
    camp = view.organisation.boot_camp
    done, steps = camp.number_done(progress), len(camp.steps)
    if progress.finished_at is not None:
        return told.gettext("Boot camp: finished. Well done!")
    steps_done = told.ngettext(
        "Boot camp: {count} step of {steps} done.", "Boot camp: {count} steps of {steps} done.", done, steps=steps
    )
    return typeset(steps_done, view.locale)


def _actions(view: View, told: Texts, term: Term) -> list[Part]:
    if term.state is TermState.OFFERED:
        title = told.gettext("Read the charter")
        return [show(title, Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER))]
    if term.state is TermState.RESTING:
        change = (told.gettext("I am back"), Verb.COME_BACK)
    else:
        change = (told.gettext("Take a break"), Verb.REST)
    return [
        show(told.gettext("Boot camp"), Verb.SHOW_BOOT_CAMP, view.token(Verb.SHOW_BOOT_CAMP)),
        show(told.gettext("Toolkit"), Verb.SHOW_TOOLKIT, view.token(Verb.SHOW_TOOLKIT)),
        show(told.gettext("Charter"), Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER)),
        show(change[0], change[1], view.token(change[1], term.cohort_id)),
        show(told.gettext("And afterwards?"), Verb.SHOW_WISHES, view.token(Verb.SHOW_WISHES)),
    ]


def _wish(view: View, told: Texts, term: Term, wish: Ending, trade: str) -> Part:
    token = view.token(Verb.WISH, term.cohort_id, parent=wish)
    return execute(wish_in_words(told, wish, trade), Verb.WISH, token, takes_inputs=False)


def _hand_over(view: View, told: Texts, term: Term) -> list[Part]:
    if term.handing_to is not None:
        title, verb = told.gettext("Take my question back"), Verb.TAKE_BACK_HAND_OVER
    else:
        title, verb = told.gettext("Hand over to a colleague…"), Verb.OPEN_HAND_OVER
    return [show(title, verb, view.token(verb, term.cohort_id))]


def _leave(view: View, told: Texts, term: Term) -> Part:
    return show(told.gettext("Leave…"), Verb.ASK_LEAVE, view.token(Verb.ASK_LEAVE, term.cohort_id))
