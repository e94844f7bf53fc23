"""An ambassador's check-in: half a minute, filled in beforehand, answered, put off or passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.check_in_fields import check_in_fields
from cards.ambassadors.check_in_words import known_in_words, open_until, said_in_words, span_in_words
from cards.fitting import with_all_that_fits
from cards.kit import Part, card
from cards.pauses import pause_actions
from cards.refusals import sentence
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.check_in_facts import Known
from passeur.ambassadors.check_in_form import Field, answer_of, typed_of
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.read_check_in import OpenedCheckIn
from passeur.ambassadors.refusals import Declined, Why
from passeur.errors import FormRefused, PasseurError, Problem
from passeur.people import Topic


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """What the card shows. `typed` and `problems` go by the names of `check_in_form.Field`.

    `version` is that of the check-in from which it was filled; `refusal` what kept it from being sent. `other` is
    another period that can be answered; `unasked` says that the card came by itself.
    """

    ref: CheckInRef
    version: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    refusal: PasseurError | None = None
    known: Known | None = None
    is_correction: bool = False
    other: CheckInRef | None = None
    unasked: bool = False


def form_of(opened: OpenedCheckIn, *, unasked: bool = False) -> CheckInForm:
    """The form of a period, filled with what was said of it or else with what is known."""
    return CheckInForm(
        ref=opened.ref,
        version=opened.version,
        typed=typed_of(opened.filled_with),
        known=opened.known,
        is_correction=opened.is_answered,
        other=opened.other,
        unasked=unasked,
    )


def check_in_card(view: View, form: CheckInForm) -> dict[str, Any]:
    """The form with everything that was typed, as far as one card can hold it."""
    typed = {name.value: form.typed.get(name, "") for name in Field}
    return with_all_that_fits(typed, lambda kept: _drawn(view, form, kept))


def check_in_receipt(view: View, ref: CheckInRef, check_in: CheckIn) -> dict[str, Any]:
    """What was noted, who is told of what, and how to correct it."""
    told = texts(view.locale)
    title = told.gettext("Thank you, it is noted")
    body = [
        blocks.heading(title, large=False),
        blocks.note(_span(view, told, ref), spacing="None"),
        *(blocks.paragraph(line, spacing="Small") for line in said_in_words(view.locale, answer_of(check_in))),
        *([blocks.paragraph(_passed_on(told, check_in))] if check_in.has_words else []),
        blocks.note(told.gettext("You can correct it until {day}.", day=open_until(view, ref)), separator=True),
    ]
    return card(
        lang=view.locale, summary=title, body=body, actions=[open_button(view, told.gettext("Correct my answer"), ref)]
    )


def snoozed_card(view: View, ref: CheckInRef, check_in: CheckIn) -> dict[str, Any]:
    """Until when Passeur is silent about it."""
    told = texts(view.locale)
    if check_in.until is None:
        said = told.gettext("It is noted. You can answer until {day}.", day=open_until(view, ref))
    else:
        said = told.gettext("It is noted: I ask you again in two working days.")
    return _left(view, told, ref, said)


def skipped_card(view: View, ref: CheckInRef) -> dict[str, Any]:
    """Nothing is asked about it any more, and nobody is told."""
    told = texts(view.locale)
    said = told.gettext("No problem: nobody is told, and I do not ask about this period again.")
    return _left(view, told, ref, said)


def open_button(view: View, title: str, ref: CheckInRef) -> Part:
    return show(title, Verb.OPEN_CHECK_IN, view.token(Verb.OPEN_CHECK_IN, str(ref)))


def current_button(view: View) -> Part:
    """Leads to the check-in to answer now, whichever that is."""
    title = texts(view.locale).gettext("My current check-in")
    return show(title, Verb.SHOW_CHECK_IN, view.token(Verb.SHOW_CHECK_IN))


def _left(view: View, told: Texts, ref: CheckInRef, said: str) -> dict[str, Any]:
    body = [blocks.paragraph(said), blocks.note(_span(view, told, ref), spacing="Small")]
    return card(lang=view.locale, summary=said, body=body, actions=[open_button(view, told.gettext("Answer now"), ref)])


def _drawn(view: View, form: CheckInForm, typed: Mapping[str, str]) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Your check-in as an ambassador")
    body = [
        blocks.heading(title),
        blocks.note(_span(view, told, form.ref), spacing="None"),
        _introduction(told, form),
        *check_in_fields(told, typed, form.problems),
        blocks.note(
            told.gettext(
                "You alone see these figures: others read totals of five people or more. What you write in words goes "
                "to the programme lead with your name."
            ),
            separator=True,
        ),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=_buttons(view, told, form))


def _introduction(told: Texts, form: CheckInForm) -> Part:
    if form.refusal is not None or form.problems:
        return blocks.problem(sentence(form.refusal or FormRefused.code, told.locale))
    if form.is_correction:
        return blocks.paragraph(told.gettext("This is what you said. Correct what you like, then send it again."))
    if form.known is not None and not form.known.is_nothing:
        return blocks.paragraph(known_in_words(told, form.known))
    return blocks.paragraph(told.gettext("Half a minute: say what you did, and leave the rest as it is."))


def _buttons(view: View, told: Texts, form: CheckInForm) -> Sequence[Part]:
    ref = str(form.ref)
    if isinstance(form.refusal, Declined) and form.refusal.why is Why.PERIOD_CLOSED:
        # Nothing of it can be sent any more; what was typed can still be read, and copied.
        return [current_button(view)]
    send = view.token(Verb.SUBMIT_CHECK_IN, ref, version=form.version)
    buttons = [execute(told.gettext("Send"), Verb.SUBMIT_CHECK_IN, send)]
    if not form.is_correction:
        later = view.token(Verb.SNOOZE_CHECK_IN, ref, version=form.version)
        skip = view.token(Verb.SKIP_CHECK_IN, ref, version=form.version)
        buttons.append(show(told.gettext("In two days"), Verb.SNOOZE_CHECK_IN, later))
        buttons.append(show(told.gettext("Skip this one"), Verb.SKIP_CHECK_IN, skip))
    if form.other is not None:
        earlier = form.other < form.ref
        title = told.gettext("The period before") if earlier else told.gettext("The period after")
        buttons.append(open_button(view, title, form.other))
    return [*buttons, *(pause_actions(view, Topic.CHECK_IN) if form.unasked else ())]


def _span(view: View, told: Texts, ref: CheckInRef) -> str:
    first, last = span_in_words(view, ref)
    return told.gettext("From {first} to {last}", first=first, last=last)


def _passed_on(told: Texts, check_in: CheckIn) -> str:
    if check_in.may_ask_peers and check_in.blockers:
        return told.gettext(
            "The programme lead reads what you wrote, and up to three ambassadors who got past the same "
            "thing are asked."
        )
    return told.gettext("The programme lead reads what you wrote.")
