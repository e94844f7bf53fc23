"""What a manager keeps for the team meeting."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.actions import show
from cards.fitting import fitting
from cards.kit import ActionSet, Container, Part, card, make
from cards.sharing.digest_sentences import LONGEST_TOOL
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import number
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.kept_shares import KEPT_FOR
from passeur.sharing.shares import Share

_TEXT_LENGTHS = (200, 120, 60, 30)


def meeting_card(view: View, kept: Sequence[Share]) -> dict[str, Any]:
    """The shares that are kept, each with a way to see it again and to let it go."""
    told = texts(view.locale)
    title = told.gettext("For your team meeting")
    days = number(KEPT_FOR.days, view.locale)
    note = told.gettext(
        "Only you see this list. Each use case stays {number} days, or until you remove it.", number=days
    )
    if not kept:
        empty = told.gettext("Nothing is kept at the moment. The digest for your team offers use cases to keep.")
        return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(empty)])
    return fitting(
        lambda longest: card(
            lang=view.locale,
            summary=title,
            body=[
                blocks.heading(title),
                *(_item(view, told, share, longest) for share in kept),
                blocks.note(note, separator=True),
            ],
        ),
        _TEXT_LENGTHS,
    )


def _item(view: View, told: Texts, share: Share, longest: int) -> Part:
    ref = str(share.ref)
    actions = [
        show(told.gettext("See the use case"), Verb.MEETING_SHARE, view.token(Verb.MEETING_SHARE, ref)),
        show(told.gettext("Remove from the list"), Verb.MEETING_LET_GO, view.token(Verb.MEETING_LET_GO, ref)),
    ]
    parts = [
        blocks.prose(line(share.content.tool, LONGEST_TOOL), bold=True),
        blocks.prose(line(share.content.use_case, longest)),
        blocks.prose(
            told.gettext("When not to use it: {text}", text=line(share.content.when_not, longest)), subtle=True
        ),
        make(ActionSet, actions=actions, spacing="Small"),
    ]
    return make(Container, items=parts, separator=True, spacing="Medium")
