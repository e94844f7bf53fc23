"""A request for help, as the programme lead and peers read it, and the answer that whoever asked receives."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.badges import helped_button
from cards.ambassadors.check_in_words import themes
from cards.kit import ActionOpenUrl, Part, card, make
from cards.names import name_in_block, name_in_run
from cards.pauses import pause_actions
from cards.sharing.chat_link import chat_link
from cards.text import escaped, plain
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.offer_help import HelpOffer
from passeur.organisation import name_of
from passeur.people import Person, Topic


def help_request_card(view: View, check_in: CheckIn, asker: Person) -> dict[str, Any]:
    """For the programme lead: who, what gets in the way, and a conversation one click away."""
    told = texts(view.locale)
    title = told.gettext("{name} could do with some help", name=name_in_block(told, asker.name))
    name = name_in_block(told, asker.name)
    who_else = (
        told.gettext(
            "Programme leads alone read this, and up to three ambassadors whom {name} agreed to ask.", name=name
        )
        if check_in.may_ask_peers
        else told.gettext("Programme leads alone read this.")
    )
    body = [
        blocks.heading(title),
        blocks.note(_where(view, check_in), spacing="None"),
        *_words(told, check_in),
        blocks.note(who_else, separator=True),
    ]
    actions = [*_chat(told, asker, check_in), _offer(view, told.gettext("I take care of it"), check_in)]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def peer_help_card(view: View, check_in: CheckIn, asker: Person) -> dict[str, Any]:
    """For an ambassador who got past the like: they may help, say no, or never be asked again."""
    told = texts(view.locale)
    name = name_in_block(told, asker.name)
    title = told.gettext("Could you help {name}?", name=name)
    ref = str(HelpRef.of(check_in))
    no = show(told.gettext("Not this time"), Verb.DECLINE_HELP, view.token(Verb.DECLINE_HELP, ref))
    body = [
        blocks.heading(title),
        blocks.note(_where(view, check_in), spacing="None"),
        blocks.reason(told.gettext("Why you: you met something like it in an earlier check-in, and no longer do.")),
        *_words(told, check_in),
        blocks.note(
            told.gettext("{name} hears of you only if you offer to help. Nobody is told otherwise.", name=name),
            separator=True,
        ),
    ]
    actions = [_offer(view, told.gettext("I can help"), check_in), no, *pause_actions(view, Topic.PEER_HELP)]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def help_offer_card(view: View, check_in: CheckIn, helper: Person) -> dict[str, Any]:
    """For whoever asked: somebody answers."""
    told = texts(view.locale)
    title = told.gettext("{name} offers to help you", name=name_in_block(told, helper.name))
    body = [
        blocks.heading(title, large=False),
        blocks.note(told.gettext("You wrote in your check-in:")),
        *_words(told, check_in),
        *_without_chat(told, helper),
    ]
    offer = HelpOffer(HelpRef.of(check_in), helper.id)
    actions = [*_chat(told, helper, check_in), helped_button(view, offer)]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def help_offered_card(view: View, check_in: CheckIn, asker: Person) -> dict[str, Any]:
    """In place of the request, for whoever offered: what happens next."""
    told = texts(view.locale)
    said = told.gettext("Thank you: {name} is told that you can help.", name=name_in_block(told, asker.name))
    body = [blocks.paragraph(said), *_words(told, check_in), *_without_chat(told, asker)]
    return card(lang=view.locale, summary=said, body=body, actions=_chat(told, asker, check_in))


def help_declined_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    said = told.gettext("No problem: nobody is told.")
    return card(lang=view.locale, summary=said, body=[blocks.paragraph(said)])


def help_gone_card(view: View) -> dict[str, Any]:
    """What stays of a request that was changed or taken back since."""
    told = texts(view.locale)
    said = told.gettext("This help is no longer asked for. Thank you for having thought of it!")
    return card(lang=view.locale, summary=said, body=[blocks.paragraph(said)])


def _where(view: View, check_in: CheckIn) -> str:
    trade = escaped(name_of(view.organisation.trades, check_in.trade, view.locale))
    site = escaped(name_of(view.organisation.sites, check_in.site, view.locale))
    return ", ".join(each for each in (trade, site) if each)


def _words(told: Texts, check_in: CheckIn) -> list[Part]:
    parts: list[Part] = []
    if check_in.blockers:
        parts.append(blocks.paragraph(themes(told, check_in.blockers)))
    for name, text in (
        (told.gettext("What gets in the way"), check_in.blocker_text),
        (told.gettext("The help wanted"), check_in.help_text),
    ):
        if text:
            parts += [blocks.label(name), blocks.prose(plain(text))]
    return [blocks.box(parts)]


def _chat(told: Texts, other: Person, check_in: CheckIn) -> list[Part]:
    """Where the e-mail is known: a conversation with a first message to send or rewrite."""
    if not other.email:
        return []
    words = check_in.help_text or check_in.blocker_text
    link = chat_link([other.email], topic=told.gettext("Passing it on"), message=words)
    return [make(ActionOpenUrl, title=told.gettext("Open a conversation"), url=link)]


def _without_chat(told: Texts, other: Person) -> list[Part]:
    if other.email:
        return []
    name = name_in_run(told, other.name)
    return [blocks.prose(told.gettext("Look for {name} in Teams to write to them.", name=name), spacing="Small")]


def _offer(view: View, title: str, check_in: CheckIn) -> Part:
    return show(title, Verb.OFFER_HELP, view.token(Verb.OFFER_HELP, str(HelpRef.of(check_in))))
