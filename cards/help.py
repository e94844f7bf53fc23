"""What Passeur can do, and the answer to what it did not understand."""

from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.kit import Part, card
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from cards.welcome import share_button


def help_card(view: View, *, lead: bool, in_private: bool = True) -> dict[str, Any]:
    """The few things to know; the programme lead's own only for the lead, what is about one person in private."""
    told = texts(view.locale)
    title = told.gettext("What Passeur can do")
    body = [
        blocks.heading(title),
        blocks.paragraph(_share(told, in_private=in_private)),
        blocks.paragraph(told.gettext("On each card: say how your try went, suggest a variation, report a problem.")),
        blocks.paragraph(_recap(told, lead=lead)),
        *(
            [blocks.paragraph(_brief(told)), blocks.paragraph(_sending(told)), blocks.paragraph(_people(told))]
            if lead
            else []
        ),
        blocks.paragraph(_profile(told, in_private=in_private)),
        blocks.paragraph(told.gettext("**ambassadors**: see whether a call is open, apply, find what is yours.")),
        *([blocks.paragraph(_pause(told))] if in_private else []),
        blocks.paragraph(told.gettext("**help**: see this message again.")),
    ]
    actions: list[Part] = [share_button(view)]
    if lead:
        token = view.token(Verb.PREVIEW_RECAP)
        actions.append(execute(told.gettext("Preview the selection"), Verb.PREVIEW_RECAP, token))
    body.append(
        blocks.note(told.gettext("Your shares show your name; your tries never do. Nobody is ranked or watched."))
    )
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _share(told: Texts, *, in_private: bool) -> str:
    if in_private:
        return told.gettext("**share**: tell a use case. In a channel or a group chat, write **@Passeur share**.")
    return told.gettext("**@Passeur share**: tell everybody here a use case. My name goes before every word to me.")


def _recap(told: Texts, *, lead: bool) -> str:
    if lead:
        return told.gettext("**recap**: preview the five best of the week, which go out in the channels, and publish.")
    return told.gettext(
        "**recap**: see the last selection, the five best use cases that go out every week in the channels."
    )


def _profile(told: Texts, *, in_private: bool) -> str:
    if in_private:
        return told.gettext("**profile**: see again what is stored, and change your trade or site.")
    return told.gettext(
        "**profile**, written to me in a private chat: see what is stored about you, and change your trade or site."
    )


def _brief(told: Texts) -> str:
    return told.gettext("**brief**: review the month for the executive committee, and send it.")


def _sending(told: Texts) -> str:
    return told.gettext("**deliveries**: follow what Passeur sends. **digest**: prepare the digest for managers.")


def _people(told: Texts) -> str:
    return told.gettext("**directory**: see whom Passeur knows, and what is missing.")


def _pause(told: Texts) -> str:
    return told.gettext("**pause**: pause what I send you by myself. **messages**: choose what I may send you.")


def not_understood_card(view: View) -> dict[str, Any]:
    """The way out of a misunderstanding; what the person wrote is not repeated."""
    told = texts(view.locale)
    sorry = told.gettext("Sorry, I did not understand.")
    body = [blocks.paragraph(sorry), blocks.paragraph(told.gettext("Here is what I can do for you."), spacing="Small")]
    actions = [share_button(view), show(told.gettext("Help"), Verb.HELP, view.token(Verb.HELP))]
    return card(lang=view.locale, summary=sorry, body=body, actions=actions)
