"""Being named before everybody: the question, asked in private, and what is posted when the person agrees."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import Part, card
from cards.names import name_in_block, name_in_run
from cards.pauses import pause_actions
from cards.text import escaped, line, plain
from cards.translations import Texts, texts
from cards.typography import month
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.recognition import Choice, Consent, Spotlight
from passeur.organisation import name_of
from passeur.people import Person, Topic
from passeur.periods import Month
from passeur.sharing.shares import Share

_LONGEST_TOOL = 100
_LONGEST_USE_CASE = 300


def month_question_card(view: View, of: Month, choice: Choice, lead_name: str) -> dict[str, Any]:
    told = texts(view.locale)
    when = month(of.year, of.number, view.locale)
    title = told.gettext("May we name you ambassador of the month, {month}?", month=when)
    body = [
        blocks.heading(title),
        *_why(told, choice.reason, lead_name),
        blocks.paragraph(
            told.gettext(
                "If you agree, your name, your trade and these words are posted in the channels. No figure is."
            )
        ),
        _either_way(told),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=_answers(view, told, of.key, is_month=True))


def spotlight_question_card(view: View, share: Share, spotlight: Spotlight, lead_name: str) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("May we tell your use case again?")
    body = [
        blocks.heading(title),
        blocks.box([blocks.prose(line(share.content.tool, _LONGEST_TOOL), bold=True), blocks.prose(_use_case(share))]),
        *_why(told, spotlight.reason, lead_name),
        blocks.paragraph(
            told.gettext("If you agree, it is posted in the channels with your name and these words. No figure is.")
        ),
        _either_way(told),
    ]
    actions = [
        *_answers(view, told, str(share.ref), is_month=False),
        *pause_actions(view, Topic.SPOTLIGHT_QUESTION),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def answered_card(view: View, consent: Consent, *, subject: str, is_month: bool) -> dict[str, Any]:
    """In place of the question. A yes can be taken back, from here, at any time."""
    told = texts(view.locale)
    if consent is Consent.GIVEN:
        said = told.gettext("Thank you! It is posted in the channels. You can change your mind at any time.")
        verb = Verb.REFUSE_MONTH if is_month else Verb.REFUSE_SPOTLIGHT
        actions = [show(told.gettext("Take it back"), verb, view.token(verb, subject))]
    else:
        said = told.gettext("It is noted: nothing is posted, or stays posted. Only whoever asked you knows.")
        actions = []
    return card(lang=view.locale, summary=said, body=[blocks.paragraph(said)], actions=actions)


def month_named_card(view: View, of: Month, choice: Choice, person: Person) -> dict[str, Any]:
    """For everybody: who, and why in the lead's words. No number, and nobody beside."""
    told = texts(view.locale)
    when, name = month(of.year, of.number, view.locale), name_in_block(told, person.name)
    title = told.gettext("Ambassador of the month, {month}: {name}", month=when, name=name)
    trade = escaped(name_of(view.organisation.trades, person.trade, view.locale))
    body = [
        blocks.heading(title),
        *([blocks.note(trade, spacing="None")] if trade else []),
        blocks.prose(plain(choice.reason), spacing="Small"),
        blocks.note(
            told.gettext("Chosen by the programme lead among those who agreed to be considered: this is no ranking."),
            separator=True,
        ),
    ]
    return card(lang=view.locale, summary=title, body=body)


def spotlight_card(view: View, share: Share, spotlight: Spotlight) -> dict[str, Any]:
    """For everybody: a use case told again, with its author's agreement."""
    told = texts(view.locale)
    title = told.gettext("A use case worth a second look")
    body = [
        blocks.heading(title),
        blocks.prose(told.gettext("Shared by {name}", name=name_in_run(told, share.author_name)), subtle=True),
        blocks.box([blocks.prose(line(share.content.tool, _LONGEST_TOOL), bold=True), blocks.prose(_use_case(share))]),
        blocks.prose(plain(spotlight.reason), spacing="Small"),
    ]
    token = view.token(Verb.SHOW_SHARE, str(share.ref))
    actions = [show(told.gettext("See the use case"), Verb.SHOW_SHARE, token)]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def no_longer_named_card(view: View) -> dict[str, Any]:
    """What stays in a channel when somebody took their yes back: nobody is named."""
    gone = texts(view.locale).gettext("This message was taken back.")
    return card(lang=view.locale, summary=gone, body=[blocks.paragraph(gone)])


def recognition_answer_card(view: View, person: Person, consent: Consent, *, is_month: bool) -> dict[str, Any]:
    """For the programme lead who asked."""
    told = texts(view.locale)
    name = name_in_block(told, person.name)
    if consent is Consent.GIVEN:
        said = told.gettext("{name} agreed: it is posted in the channels.", name=name)
    elif is_month:
        said = told.gettext("{name} would rather not be named. You may ask somebody else.", name=name)
    else:
        said = told.gettext("{name} would rather not have this use case told again.", name=name)
    token = view.token(Verb.SHOW_RECOGNITION)
    actions = [show(told.gettext("Recognition"), Verb.SHOW_RECOGNITION, token)]
    return card(lang=view.locale, summary=said, body=[blocks.paragraph(said)], actions=actions)


def _why(told: Texts, reason: str, lead_name: str) -> list[Part]:
    by = told.gettext("What {name} would like to say:", name=name_in_run(told, lead_name))
    return [blocks.prose(by, subtle=True, spacing="Medium"), blocks.prose(plain(reason), spacing="Small")]


def _either_way(told: Texts) -> Part:
    return blocks.note(
        told.gettext("If you would rather not, only the person who asks learns it, and nothing else changes.")
    )


def _answers(view: View, told: Texts, subject: str, *, is_month: bool) -> list[Part]:
    yes = Verb.AGREE_MONTH if is_month else Verb.AGREE_SPOTLIGHT
    no = Verb.REFUSE_MONTH if is_month else Verb.REFUSE_SPOTLIGHT
    return [
        show(told.gettext("I agree"), yes, view.token(yes, subject)),
        show(told.gettext("I would rather not"), no, view.token(no, subject)),
    ]


def _use_case(share: Share) -> str:
    return line(share.content.use_case, _LONGEST_USE_CASE)
