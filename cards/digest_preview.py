"""The digest for managers before it leaves: whom it would reach, and the button that sends it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import Part, card, to_plain
from cards.run_outcomes import reason_rows
from cards.run_words import moment_in_words, run_title
from cards.sharing.digest import digest_card
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.delivery.preview_digest import DigestPreview
from passeur.delivery.told_reasons import SKIPS
from passeur.privacy.groups import SMALLEST_GROUP
from passeur.sharing.told_digest import ToldDigest


def digest_preview_card(view: View, preview: DigestPreview, *, now: datetime) -> dict[str, Any]:
    """How many managers would get it, how many cannot yet and why. It names nobody."""
    told = texts(view.locale)
    title = run_title(view, preview.run_id)
    unreachable = sum((preview.unreachable or {}).values())
    reached = preview.managers - unreachable
    body = [
        blocks.heading(title),
        blocks.box([blocks.paragraph(_reach(told, preview, reached))]),
    ]
    if preview.unreachable:
        text = told.ngettext("**{count}** manager gets nothing:", "**{count}** managers get nothing:", unreachable)
        body.append(blocks.paragraph(text))
        body += reason_rows(preview.unreachable, SKIPS, view.locale, addressed=preview.managers)
    if preview.unreachable is None:
        body.append(
            blocks.paragraph(
                told.gettext("Who can be reached is looked up as the messages leave; the card of the sending tells it.")
            )
        )
    if preview.small_teams:
        body.append(blocks.note(_small_teams(told, preview.small_teams)))
    actions: list[Part] = []
    if reached:
        body.append(blocks.note(_when(view, told, now), separator=True))
        token = view.token(Verb.START_RUN, str(preview.run_id))
        actions.append(show(told.gettext("Send"), Verb.START_RUN, token))
        example = view.token(Verb.EXAMPLE_DIGEST, str(preview.run_id))
        actions.append(show(told.gettext("See an example"), Verb.EXAMPLE_DIGEST, example))
    runs = told.gettext("What was sent")
    actions.append(show(runs, Verb.LIST_RUNS, view.token(Verb.LIST_RUNS)))
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def digest_example_card(view: View, example: ToldDigest) -> dict[str, Any]:
    """A digest as its reader sees it, without the buttons, which only its reader may use."""
    told = texts(view.locale)
    drawn = digest_card(view, example)
    note = told.gettext("Example: the digest of a manager whose team has somebody of every trade.")
    body = [to_plain(blocks.note(note)), *_without_buttons(drawn["body"])]
    return {**{name: part for name, part in drawn.items() if name != "actions"}, "body": body}


def _without_buttons(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**part, "items": _without_buttons(part["items"])} if "items" in part else part
        for part in parts
        if part["type"] != "ActionSet"
    ]


def no_digest_card(view: View) -> dict[str, Any]:
    """Said when the organisation has set that no digest is sent."""
    told = texts(view.locale)
    title = told.gettext("No digest for managers")
    why = told.gettext("Your organisation has set that managers get no digest (PASSEUR_DIGEST_EVERY is “never”).")
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(why)])


def _reach(told: Texts, preview: DigestPreview, reached: int) -> str:
    if preview.managers == 0:
        return told.gettext(
            "Nobody would get it: Passeur knows no manager with a team of at least {number} people. "
            "Import who is whose manager first.",
            number=SMALLEST_GROUP,
        )
    if reached == 0:
        return told.gettext("Nobody would get it for now.")
    if preview.unreachable is None:
        return told.ngettext(
            "It is for {count} manager, as far as Passeur can write to them.",
            "It is for {count} managers, as far as Passeur can write to them.",
            reached,
        )
    return told.ngettext(
        "It goes to {count} manager, unless there is nothing to tell their team.",
        "It goes to {count} managers, unless there is nothing to tell their team.",
        reached,
    )


def _small_teams(told: Texts, count: int) -> str:
    return told.ngettext(
        "{count} team has fewer than {number} people: nothing is made about it, so that nobody can be recognised.",
        "{count} teams have fewer than {number} people: nothing is made about them, so that nobody can be recognised.",
        count,
        number=SMALLEST_GROUP,
    )


def _when(view: View, told: Texts, now: datetime) -> str:
    moment = view.organisation.sending.next_moment(now)
    if moment > now:
        return told.gettext(
            "The messages wait for working hours: they leave on {moment}.", moment=moment_in_words(view, moment)
        )
    return told.gettext("The messages leave at once. You can stop them at any time.")
