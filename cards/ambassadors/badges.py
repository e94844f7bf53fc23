"""Somebody's own badges: what each is for, the signed file of each, and whether they agree to be named."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.badge_words import badge_name, how_to_earn, reason_of
from cards.briefs.files import files_note
from cards.downloads import FileGrant, FileKind
from cards.kit import ActionOpenUrl, ActionSet, Container, Part, card, make
from cards.pauses import pause_actions
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.badges import Badge, BadgeKind
from passeur.ambassadors.offer_help import HelpOffer
from passeur.people import Topic


class BadgeFile(StrEnum):
    """The same signed credential: in a picture, with the person's name or without, or alone, for a wallet."""

    IMAGE = "image"
    NAMED_IMAGE = "image-named"
    WALLET = "wallet"

    @property
    def with_name(self) -> bool:
        return self is BadgeFile.NAMED_IMAGE


def badges_card(view: View, badges: Sequence[Badge], *, agrees: bool | None) -> dict[str, Any]:
    """What the person has, what was taken back and why, and what else there is. For this person alone.

    `agrees` says whether they agree to be named before everybody; None for somebody who is not in office.
    """
    told = texts(view.locale)
    title = told.gettext("Your badges")
    held = sorted((each for each in badges if each.is_held), key=lambda each: (each.earned_on, each.id))
    lost = sorted((each for each in badges if not each.is_held), key=lambda each: each.id)
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "Each one recognises something that you did once for your colleagues. Doing more adds nothing."
            )
            if held
            else told.gettext("None yet. Each one recognises something done once for colleagues, and never a quantity.")
        ),
        *(_badge(view, told, each) for each in held),
        *_taken_back(told, lost),
        *_others(told, {each.id.kind for each in held}),
        *([] if agrees is None else _naming(view, told, agrees=agrees)),
        blocks.note(told.gettext("You alone see this card: nobody receives a list of badges."), separator=True),
    ]
    return card(lang=view.locale, summary=title, body=body)


def badge_earned_card(view: View, badge: Badge) -> dict[str, Any]:
    """A word to its person, on the morning after."""
    told = texts(view.locale)
    title = told.gettext("A badge for you: {name}", name=badge_name(told, badge.id.kind))
    body = [
        blocks.heading(title),
        blocks.paragraph(reason_of(view, badge)),
        blocks.note(told.gettext("Nobody else is told. The signed file is yours to show to whomever you like.")),
    ]
    actions = [badges_button(view), *pause_actions(view, Topic.BADGE_EARNED)]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def badge_files_card(view: View, badge: Badge, person_id: str, now: datetime) -> dict[str, Any]:
    """The links to the signed file, made when somebody asks for them, or why there are none."""
    told = texts(view.locale)
    title = badge_name(told, badge.id.kind)
    what = told.gettext(
        "This is an Open Badge 3.0: a picture with your organisation’s signature in it, so that anybody can check "
        "it, also offline. Your work address is in it as a fingerprint; your name, only if you choose so."
    )
    body = [blocks.heading(title, large=False), blocks.paragraph(what), blocks.note(files_note(view))]
    titles = {
        BadgeFile.IMAGE: told.gettext("Without my name"),
        BadgeFile.NAMED_IMAGE: told.gettext("With my name"),
        BadgeFile.WALLET: told.gettext("For a digital wallet"),
    }
    buttons = [
        make(ActionOpenUrl, title=each, url=_url(view, badge, person_id, how, now))
        for how, each in titles.items()
        if view.organisation.functions_url
    ]
    return card(lang=view.locale, summary=title, body=body, actions=buttons)


def helped_button(view: View, offer: HelpOffer) -> Part:
    """On the card that says who offers to help: what the badge of a helping hand rests on."""
    title = texts(view.locale).gettext("They helped me")
    return show(title, Verb.THANK_HELPER, view.token(Verb.THANK_HELPER, str(offer)))


def helper_thanked(view: View) -> str:
    told = texts(view.locale)
    return told.gettext("Thank you for saying so. It counts towards their “helping hand” badge; your words stay yours.")


def badges_button(view: View) -> Part:
    return show(texts(view.locale).gettext("See my badges"), Verb.SHOW_BADGES, view.token(Verb.SHOW_BADGES))


def badge_unsigned(locale: str) -> str:
    """For somebody whose organisation signs no badges yet."""
    return texts(locale).gettext(
        "Badges cannot be downloaded yet: the setting PASSEUR_BADGE_KEY is missing. Please tell whoever installed "
        "Passeur."
    )


def _badge(view: View, told: Texts, badge: Badge) -> Part:
    token = view.token(Verb.BADGE_FILES, str(badge.id))
    parts = [
        blocks.heading(badge_name(told, badge.id.kind), large=False),
        blocks.paragraph(reason_of(view, badge), spacing="None"),
        make(ActionSet, actions=[show(told.gettext("Download"), Verb.BADGE_FILES, token)]),
    ]
    return make(Container, items=parts, separator=True, spacing="Medium")


def _taken_back(told: Texts, lost: Sequence[Badge]) -> list[Part]:
    return [
        blocks.note(
            told.gettext(
                "{name}: taken back, because what it rested on was withdrawn. It comes back by itself with the next "
                "occasion.",
                name=badge_name(told, each.id.kind),
            ),
            separator=True,
        )
        for each in lost
    ]


def _others(told: Texts, held: set[BadgeKind]) -> list[Part]:
    ways = [(badge_name(told, kind), how_to_earn(told, kind)) for kind in BadgeKind if kind not in held]
    if not ways:
        return []
    lines = [blocks.paragraph(told.gettext("**{name}**: {how}", name=name, how=how)) for name, how in ways]
    title = told.gettext("What else is recognised") if held else told.gettext("What is recognised")
    return [blocks.box([blocks.heading(title, large=False), *lines])]


def _naming(view: View, told: Texts, *, agrees: bool) -> list[Part]:
    if agrees:
        says = told.gettext("You agree to be considered for ambassador of the month. You are asked again each time.")
        verb, title = Verb.DECLINE_RECOGNITION, told.gettext("I would rather not be named")
    else:
        says = told.gettext(
            "You are not considered for ambassador of the month. If you agree, the programme lead may read why you are "
            "proposed (a workshop, a use case taken up, help given), and you are asked before anything is posted."
        )
        verb, title = Verb.ACCEPT_RECOGNITION, told.gettext("I agree to be considered")
    action = show(title, verb, view.token(verb))
    parts = [
        blocks.heading(told.gettext("Being named"), large=False),
        blocks.paragraph(says, spacing="None"),
        make(ActionSet, actions=[action]),
    ]
    return [make(Container, items=parts, separator=True, spacing="Medium")]


def _url(view: View, badge: Badge, person_id: str, how: BadgeFile, now: datetime) -> str:
    grant = FileGrant(person_id, f"{FileKind.BADGE}|{badge.id}|{how}", view.locale)
    return f"{view.organisation.functions_url}/api/badges/file?t={view.signer.downloads.sign_file(grant, now)}"
