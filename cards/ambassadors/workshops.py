"""An ambassador's workshops: the list with the form above it, and one workshop with what it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from cards import blocks
from cards.actions import show, unfold
from cards.ambassadors.feedback_link import share_link
from cards.ambassadors.workshop_form import WorkshopForm, form_buttons, form_parts, in_hours
from cards.fitting import fitting
from cards.kit import ActionOpenUrl, ActionSet, Part, card, make
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import day, hour
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshops import Workshop

_MOST_LISTED = (6, 3, 1)


@dataclass(frozen=True, slots=True)
class ToldWorkshop:
    """A workshop as its host sees it; `can_post` when there is one channel to post the questions in."""

    workshop: Workshop
    feedback: ToldFeedback | None
    can_post: bool
    today: date


def workshops_card(view: View, hosted: Sequence[Workshop], form: WorkshopForm | None, today: date) -> dict[str, Any]:
    """The form, for whoever is in office, and the latest workshops below it."""
    told = texts(view.locale)
    title = told.gettext("Record a workshop") if form else told.gettext("Your workshops")

    def drawn(most: int) -> dict[str, Any]:
        body: list[Part] = [blocks.heading(title)]
        if form is not None:
            body += [
                blocks.paragraph(
                    told.gettext("A workshop to come or one that is over: it counts once you say how many people came.")
                ),
                *form_parts(view, form),
                make(ActionSet, actions=form_buttons(view, form)),
            ]
        if hosted:
            heading = blocks.heading(told.gettext("Your latest workshops"), large=False)
            body += [heading] if form else []
            body += [part for each in hosted[:most] for part in _listed(view, told, each, today)]
        body.append(blocks.note(told.gettext("This list is yours: Passeur shows it to nobody else."), separator=True))
        return card(lang=view.locale, summary=title, body=body)

    return fitting(drawn, _MOST_LISTED)


def workshop_card(view: View, shown: ToldWorkshop, *, is_new: bool = False) -> dict[str, Any]:
    """One workshop: its code, what those who came said of it, and what can be done with it."""
    told, workshop = texts(view.locale), shown.workshop
    title = told.gettext("It is recorded, thank you!") if is_new else told.gettext("Your workshop")
    body = [
        blocks.heading(title, large=not is_new),
        blocks.prose(line(workshop.title), bold=True, spacing="Small"),
        *when_parts(view, workshop),
        blocks.paragraph(_reached(told, workshop, shown.today)),
        blocks.box(
            [
                blocks.label(told.gettext("Feedback code")),
                blocks.heading(spaced(workshop.code), large=False),
                blocks.note(_how_to(told, workshop)),
            ]
        ),
        blocks.heading(told.gettext("What those who came say"), large=False),
        *(blocks.paragraph(each, spacing="Small") for each in _feedback(told, shown.feedback)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=_actions(view, told, shown))


def withdrawn_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    done = told.gettext("The workshop is withdrawn: it no longer counts, and its code no longer opens anything.")
    back = view.token(Verb.SHOW_WORKSHOPS)
    actions = [show(told.gettext("Your workshops"), Verb.SHOW_WORKSHOPS, back)]
    return card(lang=view.locale, summary=done, body=[blocks.paragraph(done)], actions=actions)


def edit_card(view: View, form: WorkshopForm) -> dict[str, Any]:
    """The form alone: of a correction, or of a workshop whose form was refused."""
    told = texts(view.locale)
    title = told.gettext("Correct the workshop") if form.edits else told.gettext("Record a workshop")
    body = [blocks.heading(title), *form_parts(view, form)]
    return card(lang=view.locale, summary=title, body=body, actions=form_buttons(view, form))


def when_parts(view: View, workshop: Workshop) -> list[Part]:
    """The day, the hour and the length of a workshop, then where it is."""
    told, zone = texts(view.locale), view.organisation.sending.zone
    on = datetime.combine(workshop.on, workshop.begins or time(12), tzinfo=zone)
    length = in_hours(told, workshop.minutes)
    if workshop.begins is None:
        when = told.gettext("{day} ({length})", day=day(on, zone, view.locale), length=length)
    else:
        hours = hour(on, zone, view.locale)
        when = told.gettext("{day}, {hour} ({length})", day=day(on, zone, view.locale), hour=hours, length=length)
    return [
        blocks.paragraph(when, spacing="Small"),
        *([blocks.prose(line(workshop.place), subtle=True)] if workshop.place else []),
    ]


def spaced(code: str) -> str:
    """A code as it is read aloud: in two halves."""
    return f"{code[:4]}-{code[4:]}"


def calendar_button(view: View, workshop: Workshop) -> Part:
    title = texts(view.locale).gettext("Add it to a calendar")
    return show(title, Verb.WORKSHOP_CALENDAR, view.token(Verb.WORKSHOP_CALENDAR, workshop.code))


def _listed(view: View, told: Texts, workshop: Workshop, today: date) -> list[Part]:
    opened = view.token(Verb.SHOW_WORKSHOP, workshop.id)
    return [
        blocks.prose(line(workshop.title), bold=True, spacing="Medium"),
        *when_parts(view, workshop)[:1],
        blocks.note(_reached(told, workshop, today), spacing="None"),
        make(ActionSet, actions=[show(told.gettext("Open"), Verb.SHOW_WORKSHOP, opened)]),
    ]


def _reached(told: Texts, workshop: Workshop, today: date) -> str:
    if workshop.reached:
        return told.ngettext("{count} person came.", "{count} people came.", workshop.reached)
    if workshop.on > today:
        return told.gettext("To come.")
    return told.gettext("How many people came? Correct the workshop to say it: it counts from then on.")


def _how_to(told: Texts, workshop: Workshop) -> str:
    return told.gettext(
        "Those who come write “feedback {code}” to Passeur, and answer two questions without their name. To ask "
        "everybody at once, write “@Passeur feedback {code}” in your channel or your group chat.",
        code=spaced(workshop.code),
    )


def _feedback(told: Texts, feedback: ToldFeedback | None) -> list[str]:
    if feedback is None:
        return [told.gettext("Shown from five answers on, so that nobody’s answer can be told from the others.")]
    useful = (
        told.gettext("More than half found it useful.")
        if feedback.useful
        else told.gettext("Half or fewer found it useful: ask them what they had hoped for.")
    )
    will_use = (
        told.gettext("More than half will use it in their work.")
        if feedback.will_use
        else told.gettext("Half or fewer will use it in their work: a second session may help.")
    )
    answers = told.ngettext("{count} answer.", "{count} answers.", feedback.answers)
    return [
        f"{answers} {useful} {will_use}",
        told.gettext("This summary changes once five more people have answered, and never says who answered what."),
    ]


def _actions(view: View, told: Texts, shown: ToldWorkshop) -> list[Part]:
    workshop = shown.workshop
    edit = view.token(Verb.OPEN_WORKSHOP_EDIT, workshop.id)
    actions = [show(told.gettext("Correct it"), Verb.OPEN_WORKSHOP_EDIT, edit)]
    if workshop.takes_feedback(shown.today) and shown.can_post:
        post = view.token(Verb.POST_FEEDBACK_CARD, workshop.id)
        actions.append(show(told.gettext("Ask in the channel"), Verb.POST_FEEDBACK_CARD, post))
    if workshop.takes_feedback(shown.today) and (link := share_link(view, workshop)):
        title = told.gettext("Ask somewhere else") if shown.can_post else told.gettext("Ask those who came")
        actions.append(make(ActionOpenUrl, title=title, url=link))
    if workshop.on >= shown.today:
        actions.append(calendar_button(view, workshop))
    withdraw = view.token(Verb.WITHDRAW_WORKSHOP, workshop.id)
    question = blocks.paragraph(told.gettext("It will no longer count, and its feedback will close. Withdraw it?"))
    sure = show(told.gettext("Yes, withdraw the workshop"), Verb.WITHDRAW_WORKSHOP, withdraw)
    actions.append(unfold(told.gettext("Withdraw it"), [question], [sure]))
    listed = view.token(Verb.SHOW_WORKSHOPS)
    actions.append(show(told.gettext("Your workshops"), Verb.SHOW_WORKSHOPS, listed))
    return actions
