"""What Passeur can do, and the answer to what it did not understand."""

from dataclasses import dataclass
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.kit import Part, card
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from cards.welcome import share_button


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for help: their roles decide what is listed, and where they ask what is about one person."""

    lead: bool = False
    reads: bool = False
    dpo: bool = False
    in_private: bool = True


def help_card(view: View, reader: Reader) -> dict[str, Any]:
    """The few words to know, in groups; those of a role only for who has it, what is about one person in private."""
    told = texts(view.locale)
    title = told.gettext("What Passeur can do")
    body = [
        blocks.heading(title),
        *(_private(told, reader) if reader.in_private else _among_others(told)),
        blocks.note(
            told.gettext("Your shares show your name; your tries never do. Nobody is ranked or watched."),
            separator=True,
        ),
    ]
    actions: list[Part] = [share_button(view)]
    if reader.lead:
        token = view.token(Verb.PREVIEW_RECAP)
        actions.append(execute(told.gettext("Preview the selection"), Verb.PREVIEW_RECAP, token))
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _private(told: Texts, reader: Reader) -> list[Part]:
    groups = [
        _group(
            told.gettext("Share"),
            told.gettext("**share**: tell a use case. In a channel or a group chat, write **@Passeur share**."),
            told.gettext("**recap**: the five best use cases of the week. On each card: say how your try went."),
            told.gettext("**meeting**: what you kept for a team meeting."),
        ),
        _group(
            told.gettext("Ambassadors"),
            told.gettext("**ambassadors**: see whether a call is open, apply. **champions**: whom to ask about AI."),
            _ambassador(told),
            told.gettext("**feedback**: what you think of a workshop, with its code."),
        ),
        _group(
            told.gettext("You and your data"),
            told.gettext("**profile**: your trade and site. **pause**, **messages**: what I may send you."),
            told.gettext("**privacy**: what is kept, why and for how long. **my data**: everything about you."),
            told.gettext("**erase my data**, **objection**: your rights, without a reason to give."),
        ),
    ]
    if reader.lead:
        groups.append(_lead(told))
    if reader.reads and not reader.lead:
        groups.append(
            _group(
                told.gettext("To steer the programme"),
                told.gettext("**brief**, **board**, **coverage**, **selection**, **decisions**: where it stands."),
                _literacy(told),
            )
        )
    if reader.dpo:
        groups.append(
            _group(
                told.gettext("To protect data"),
                told.gettext("**privacy**: the documents, what was erased and who read what."),
                *([] if reader.lead or reader.reads else [_literacy(told)]),
            )
        )
    return [part for group in groups for part in group]


def _ambassador(told: Texts) -> str:
    return told.gettext(
        "For ambassadors: **charter**, **boot camp**, **check-in**, **workshop**, **board**, **term**, **badges**."
    )


def _lead(told: Texts) -> list[Part]:
    return _group(
        told.gettext("To lead the programme"),
        told.gettext("**recap**, **brief**, **digest**: read before everybody, then send."),
        told.gettext("**deliveries**: follow what Passeur sends. **directory**: whom it knows, and what is missing."),
        told.gettext("**ambassadors**, **selection**, **coverage**, **board**, **recognition**, **decisions**."),
        told.gettext(
            "**AI literacy**: the record of what is offered. **doctor**: what is missing in the installation."
        ),
    )


def _literacy(told: Texts) -> str:
    return told.gettext("**AI literacy**: the record of what is offered.")


def _among_others(told: Texts) -> list[Part]:
    return [
        blocks.paragraph(each)
        for each in (
            told.gettext("**@Passeur share**: tell everybody here a use case. My name goes before every word to me."),
            told.gettext("On each card: say how your try went, suggest a variation, report a problem."),
            told.gettext("**@Passeur recap**: the five best use cases of the week."),
            told.gettext("Everything else is between us: write **help** to me in a private chat."),
        )
    ]


def _group(title: str, *lines: str) -> list[Part]:
    return [blocks.label(title), *(blocks.paragraph(each, spacing="Small") for each in lines)]


def not_understood_card(view: View) -> dict[str, Any]:
    """The way out of a misunderstanding; what the person wrote is not repeated."""
    told = texts(view.locale)
    sorry = told.gettext("Sorry, I did not understand.")
    body = [blocks.paragraph(sorry), blocks.paragraph(told.gettext("Here is what I can do for you."), spacing="Small")]
    actions = [share_button(view), show(told.gettext("Help"), Verb.HELP, view.token(Verb.HELP))]
    return card(lang=view.locale, summary=sorry, body=body, actions=actions)
