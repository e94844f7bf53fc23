"""The monthly brief as the committee reads it in Teams, and as the programme lead reviews it before."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.briefs import charts, words
from cards.briefs.files import file_buttons, files_button, files_note
from cards.fitting import fitting
from cards.kit import ActionSet, Container, Part, card, make
from cards.pauses import pause_actions
from cards.text import escaped, line
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.briefs.brief_runs import brief_run
from passeur.briefs.told_brief import ToldBrief, ToldGain, ToldQuote
from passeur.people import Topic
from passeur.sharing.shares import ShareRef

_TEXT_LENGTHS = (320, 220, 140, 80)
_LONGEST_TOOL = 60

# What the programme lead may do about a gain or a quote; nothing on the committee's card.
_Acts = Callable[[ShareRef], Part | None]


def sent_brief_card(view: View, told: ToldBrief) -> dict[str, Any]:
    """The card that goes out by itself: it can be declined, and its files are asked for."""
    actions = [files_button(view, told.brief.month), *pause_actions(view, Topic.BRIEF)]
    again = texts(view.locale).gettext("Write “brief” to see it again.")
    return _card(view, told, actions=actions, notes=(again,))


def asked_brief_card(view: View, told: ToldBrief, person_id: str, now: datetime) -> dict[str, Any]:
    """The card that somebody asked for: its files are one click away."""
    buttons = file_buttons(view, told.brief.month, person_id, now)
    return _card(view, told, actions=buttons, notes=() if buttons else (files_note(view),))


def review_card(view: View, told: ToldBrief, *, person_id: str = "", now: datetime | None = None) -> dict[str, Any]:
    """The same for the programme lead: gains to confirm, quotes to drop, and the word that lets it go out.

    Sent by itself it has no `person_id`, and its files are asked for.
    """
    texts_of = texts(view.locale)
    month = told.brief.month
    buttons = file_buttons(view, month, person_id, now) if now else [files_button(view, month)]
    if told.review.approved_at is not None:
        state = words.sent_on(texts_of, told.review.approved_at, view.organisation)
        follow = view.token(Verb.SHOW_RUN, str(brief_run(month)))
        actions = [*buttons, show(texts_of.gettext("Follow the sending"), Verb.SHOW_RUN, follow, secondary=True)]
        return _card(view, told, actions=actions, states=(state,), notes=() if buttons else (files_note(view),))
    approve = execute(
        texts_of.gettext("Send to the committee"),
        Verb.APPROVE_BRIEF,
        view.token(Verb.APPROVE_BRIEF, month.key),
        takes_inputs=False,
    )
    return _card(
        view,
        told,
        actions=[approve, *buttons],
        states=(texts_of.gettext("To review: nobody else receives this brief before you send it to the committee."),),
        notes=() if buttons else (files_note(view),),
        about_gain=_review_gain(view, told),
        about_quote=_drop_quote(view, told),
    )


def no_brief_card(view: View) -> dict[str, Any]:
    """Nothing was sent to the committee yet."""
    told = texts(view.locale)
    title = told.gettext("No brief yet")
    body = [
        blocks.heading(title),
        blocks.paragraph(told.gettext("It comes once a month, after the programme lead has reviewed it.")),
    ]
    return card(lang=view.locale, summary=title, body=body)


def _review_gain(view: View, told: ToldBrief) -> _Acts:
    title, key = texts(view.locale).gettext("I have checked this gain"), told.brief.month.key

    def act(ref: ShareRef) -> Part | None:
        if ref in told.review.reviewed:
            return None
        return execute(title, Verb.REVIEW_GAIN, view.token(Verb.REVIEW_GAIN, key, parent=str(ref)), takes_inputs=False)

    return act


def _drop_quote(view: View, told: ToldBrief) -> _Acts:
    title, key = texts(view.locale).gettext("Do not quote this"), told.brief.month.key
    return lambda ref: execute(
        title, Verb.DROP_QUOTE, view.token(Verb.DROP_QUOTE, key, parent=str(ref)), takes_inputs=False
    )


def _no_act(_ref: ShareRef) -> Part | None:
    return None


def _card(
    view: View,
    told: ToldBrief,
    *,
    actions: Sequence[Part],
    states: Sequence[str] = (),
    notes: Sequence[str] = (),
    about_gain: _Acts = _no_act,
    about_quote: _Acts = _no_act,
) -> dict[str, Any]:
    texts_of, brief = texts(view.locale), told.brief
    summary = f"{words.title(texts_of, brief)}. {words.headline(texts_of, brief)}"
    opening = [
        blocks.heading(words.title(texts_of, brief)),
        blocks.note(words.period(texts_of, brief, view.organisation), spacing="None"),
        *(blocks.box([blocks.paragraph(state)]) for state in states),
        blocks.reason(words.headline(texts_of, brief)),
    ]
    closing = [
        blocks.note(words.definitions(texts_of), separator=True),
        *(blocks.note(note) for note in notes),
    ]

    def draw(longest: int) -> dict[str, Any]:
        sections = [
            charts.tools(texts_of, brief),
            charts.trend(texts_of, brief),
            _gains(texts_of, told, longest, about_gain),
            charts.needs(texts_of, brief),
            _coverage(view, texts_of, told),
            _quotes(view, texts_of, told, longest, about_quote),
        ]
        body = opening if brief.is_empty else [*opening, *map(_section, filter(None, sections))]
        return card(lang=view.locale, summary=summary, body=[*body, *closing], actions=list(actions))

    return fitting(draw, _TEXT_LENGTHS)


def _section(parts: Sequence[Part]) -> Part:
    return make(Container, items=list(parts), separator=True, spacing="Large")


def _gains(told: Texts, brief: ToldBrief, longest: int, act: _Acts) -> list[Part]:
    if not brief.gains:
        return []
    heading = blocks.heading(told.gettext("The most significant gains"), large=False)
    return [heading, *(_gain(told, each, longest, act(each.gain.ref)) for each in brief.gains)]


def _gain(told: Texts, each: ToldGain, longest: int, act: Part | None) -> Part:
    text = [blocks.prose(line(each.text, longest))] if each.text else []
    parts = [
        blocks.reason(escaped(each.gain.tool, _LONGEST_TOOL)),
        *text,
        blocks.paragraph(words.claimed(told, each.gain), spacing="Small"),
        blocks.paragraph(words.reproduced(told, each.gain), spacing="None"),
        blocks.paragraph(words.reviewed(told, is_reviewed=each.reviewed), spacing="None"),
        *([make(ActionSet, actions=[act])] if act else []),
    ]
    return make(Container, items=parts, spacing="Medium")


def _coverage(view: View, told: Texts, brief: ToldBrief) -> list[Part]:
    covered = brief.brief.coverage
    if not covered.trades:
        return []
    names = [
        told.gettext(
            "{trade}: {people}",
            trade=escaped(words.trade_name(view.organisation, each.trade, view.locale)),
            people=words.people(told, each.people),
        )
        for each in covered.trades
    ]
    return [
        blocks.heading(told.gettext("The trades that take part"), large=False),
        blocks.paragraph(words.coverage(told, brief.brief), spacing="Small"),
        blocks.note(" · ".join(names), spacing="Small"),
    ]


def _quotes(view: View, told: Texts, brief: ToldBrief, longest: int, act: _Acts) -> list[Part]:
    if not brief.quotes:
        return []
    heading = blocks.heading(told.gettext("In their own words"), large=False)
    return [heading, *(_quote(view, told, each, longest, act(each.quote.ref)) for each in brief.quotes)]


def _quote(view: View, told: Texts, each: ToldQuote, longest: int, act: Part | None) -> Part:
    said = words.quoted(told, line(each.text, longest))
    by = words.quoted_by(told, view.organisation, each.quote.trade)
    about = told.gettext("{trade}, with {tool}", trade=by, tool=line(each.tool, _LONGEST_TOOL))
    parts = [
        blocks.prose(said),
        blocks.prose(about, subtle=True),
        *([make(ActionSet, actions=[act])] if act else []),
    ]
    return make(Container, items=parts, spacing="Medium")
