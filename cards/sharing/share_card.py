"""The published card of a share: what to know before trying it, how it went for others, and what one can do."""

from typing import Any

from cards import blocks
from cards.actions import show, show_or_hide
from cards.fitting import fitting
from cards.gains import gain_in_words
from cards.kit import ActionSet, Part, card, make
from cards.links import markdown_link
from cards.names import name_in_block, name_in_run
from cards.sharing.counts import BETWEEN, counts_in_words, own_gains_in_words
from cards.sharing.reactions import report_button, try_button
from cards.text import escaped, plain
from cards.translations import Texts, texts
from cards.typography import day
from cards.verbs import Verb
from cards.view import View
from passeur.organisation import name_of
from passeur.sharing.share_form import LONGEST, Field
from passeur.sharing.shares import Share
from passeur.sharing.threads import Thread

_PROMPT_ID = "prompt"
# A prompt of emoji or backslashes weighs up to four times its length; it is the first to give way.
_PROMPT_LENGTHS = (LONGEST[Field.PROMPT], 2000, 1000, 400)


def share_card(view: View, thread: Thread, *, is_copy: bool = False) -> dict[str, Any]:
    """One share with its counts and its buttons. A copy is shown to one person in a message that is not its post."""
    return fitting(lambda longest: _drawn(view, thread, longest, is_copy=is_copy), _PROMPT_LENGTHS)


def share_gone_card(view: View, share: Share) -> dict[str, Any]:
    """What stays in a conversation of a share that was withdrawn."""
    told = texts(view.locale)
    gone = told.gettext("This use case was withdrawn by the person who shared it.")
    shared_on = told.gettext("It was published on {day}.", day=_day(view, share))
    return card(lang=view.locale, summary=gone, body=[blocks.paragraph(gone), blocks.note(shared_on)])


def _drawn(view: View, thread: Thread, longest_prompt: int, *, is_copy: bool) -> dict[str, Any]:
    told, share = texts(view.locale), thread.share
    name, tool = name_in_block(told, share.author_name), escaped(share.content.tool)
    return card(
        lang=view.locale,
        summary=told.gettext("{name} shares a use case: {tool}", name=name, tool=tool),
        body=[
            *_head(view, told, share),
            *_content(told, share, own_gains_in_words(told, thread)),
            *_start(told, share, longest_prompt),
            blocks.paragraph(counts_in_words(told, thread), spacing="Medium", separator=True),
        ],
        actions=_buttons(view, told, share, is_copy=is_copy),
    )


def _head(view: View, told: Texts, share: Share) -> list[Part]:
    trade = name_of(view.organisation.trades, share.content.trade, view.locale)
    name, on = name_in_run(told, share.author_name), _day(view, share)
    who = told.gettext(
        "Shared by {name} ({trade}) on {day}",
        name=name,
        trade=trade,
        day=on,
    )
    parts = [blocks.heading(escaped(share.content.tool)), blocks.prose(who, subtle=True)]
    if share.parent:
        parts.append(blocks.note(told.gettext("A variation of a use case that was already shared."), spacing="None"))
    return parts


def _content(told: Texts, share: Share, own_gains: str) -> list[Part]:
    content = share.content
    claimed = told.gettext("Claimed by {name}", name=name_in_run(told, share.author_name))
    return [
        blocks.label(told.gettext("Use case")),
        blocks.prose(plain(content.use_case)),
        blocks.label(told.gettext("Time gained")),
        blocks.paragraph(gain_in_words(content.gain, told.locale), spacing="None"),
        blocks.prose(f"{claimed}{BETWEEN}{own_gains}" if own_gains else claimed, subtle=True),
        blocks.label(told.gettext("Limits")),
        blocks.prose(plain(content.limits)),
        blocks.box(
            [blocks.label(told.gettext("When not to use it")), blocks.prose(plain(content.when_not))], style="warning"
        ),
    ]


def _start(told: Texts, share: Share, longest_prompt: int) -> list[Part]:
    """What there is to begin with: a link, a prompt in a fold."""
    parts: list[Part] = []
    if link := markdown_link(share.content.link):
        parts += [blocks.label(told.gettext("Link")), blocks.paragraph(link, spacing="None")]
    if share.content.prompt:
        prompt = plain(share.content.prompt, longest_prompt)
        parts += [
            make(ActionSet, actions=[show_or_hide(told.gettext("See the prompt"), _PROMPT_ID)], spacing="Medium"),
            blocks.box([blocks.label(told.gettext("Prompt")), blocks.prose(prompt)], box_id=_PROMPT_ID, shown=False),
        ]
    return parts


def _buttons(view: View, told: Texts, share: Share, *, is_copy: bool) -> list[Part]:
    ref, version = str(share.ref), share.version
    return [
        try_button(view, ref, is_copy=is_copy),
        show(told.gettext("Suggest a variation"), Verb.OPEN_VARIATION, view.token(Verb.OPEN_VARIATION, ref)),
        report_button(view, ref),
        show(told.gettext("Edit"), Verb.OPEN_EDIT, view.token(Verb.OPEN_EDIT, ref, version=version), secondary=True),
        show(
            told.gettext("Withdraw"),
            Verb.OPEN_WITHDRAWAL,
            view.token(Verb.OPEN_WITHDRAWAL, ref, version=version),
            secondary=True,
        ),
    ]


def _day(view: View, share: Share) -> str:
    return day(share.published_at, view.organisation.recap.zone, view.locale)
