"""What Passeur writes unasked, as its reader decides: the card "Your messages", and the buttons that lead there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import ActionSet, Container, Part, card, make
from cards.topics import topic_in_words
from cards.translations import Texts, texts
from cards.typography import day
from cards.verbs import Verb
from cards.view import View
from passeur.delivery.pause import is_paused
from passeur.people import Person, Topic

# Where a button stands: on the card of the messages, which it redraws, or on another one, which stays as it is.
HERE, ELSEWHERE = 0, 1


def pause_actions(view: View, topic: Topic) -> Sequence[Part]:
    """What every card that nobody asked for offers its reader: one click, whose answer offers to undo it.

    They stand beside the card's other buttons: as secondary ones they would be a second click away, behind a menu.
    """
    told = texts(view.locale)
    decline = view.token(Verb.DECLINE_TOPIC, topic, version=ELSEWHERE)
    pause = view.token(Verb.PAUSE, version=ELSEWHERE)
    return (
        show(told.gettext("Stop receiving this"), Verb.DECLINE_TOPIC, decline),
        show(told.gettext("Pause for a month"), Verb.PAUSE, pause),
    )


def messages_card(
    view: View, person: Person, topics: Sequence[Topic], *, now: datetime, lead: bool = False
) -> dict[str, Any]:
    """What the person receives, `topics` being those that concern them, and one click to change each."""
    told = texts(view.locale)
    title = told.gettext("Your messages")
    paused = is_paused(person, now)
    body = [
        blocks.heading(title),
        blocks.box([blocks.paragraph(_state(view, told, person, topics, paused=paused))]),
        *(_topic(view, told, topic, declined=topic in person.declined) for topic in topics),
        *([blocks.note(_for_the_lead(told), separator=True)] if lead else []),
        blocks.note(told.gettext("These choices are yours: Passeur shows them to nobody else."), separator=True),
    ]
    if paused:
        change = show(told.gettext("Resume now"), Verb.RESUME, view.token(Verb.RESUME))
    else:
        change = show(told.gettext("Pause for a month"), Verb.PAUSE, view.token(Verb.PAUSE))
    return card(lang=view.locale, summary=title, body=body, actions=[change])


def messages_button(view: View) -> Part:
    title = texts(view.locale).gettext("Your messages")
    return show(title, Verb.SHOW_MESSAGES, view.token(Verb.SHOW_MESSAGES))


def _state(view: View, told: Texts, person: Person, topics: Sequence[Topic], *, paused: bool) -> str:
    if paused and person.paused_until is not None:
        until = day(person.paused_until, view.organisation.sending.zone, view.locale)
        return told.gettext(
            "On pause until {day}. Your messages then come back by themselves. Passeur still answers when you "
            "write to it.",
            day=until,
        )
    if not topics:
        return told.gettext("At the moment Passeur sends you nothing regularly. It answers when you write to it.")
    if all(topic in person.declined for topic in topics):
        return told.gettext("You stopped everything that is listed here. Passeur answers when you write to it.")
    return told.gettext("This is what Passeur sends you by itself, during working hours only.")


def _for_the_lead(told: Texts) -> str:
    return told.gettext(
        "What concerns you as programme lead, such as reported problems, still reaches you: somebody waits for it."
    )


def _topic(view: View, told: Texts, topic: Topic, *, declined: bool) -> Part:
    if declined:
        state = told.gettext("You chose not to receive it any more.")
        change = show(told.gettext("Receive it again"), Verb.ACCEPT_TOPIC, view.token(Verb.ACCEPT_TOPIC, topic))
    else:
        state = told.gettext("You receive it.")
        change = show(told.gettext("Stop receiving it"), Verb.DECLINE_TOPIC, view.token(Verb.DECLINE_TOPIC, topic))
    name, what = topic_in_words(told, topic)
    parts = [
        blocks.heading(name, large=False),
        blocks.paragraph(what, spacing="None"),
        blocks.reason(state),
        make(ActionSet, actions=[change]),
    ]
    return make(Container, items=parts, separator=True, spacing="Medium")
