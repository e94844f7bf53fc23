"""The form that tells a use case: the same for a new share, a variation and an edit, in a chat and in a dialog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import send, show
from cards.fitting import with_all_that_fits
from cards.kit import InputToggle, Part, card, make
from cards.refusals import sentence
from cards.sharing.form_fields import form_fields
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.errors import FormRefused, GainQuestioned, Problem
from passeur.sharing.share_form import Field
from passeur.sharing.shares import ShareContent

GAIN_CONFIRMED = "gain_confirmed"


@dataclass(frozen=True, slots=True)
class ShareForm:
    """What a form shows. `typed` and `problems` go by the names of `share_form.Field`.

    `questioned` asks about a gain that is hard to believe. `refusal` is the code of what kept the form from being
    sent. `parent` is the share that a variation is made from; `edits` and `version` the share that is edited.
    """

    form_id: str
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    questioned: bool = False
    refusal: str = ""
    parent: str = ""
    edits: str = ""
    version: int = 0


def share_form(view: View, form: ShareForm, *, in_dialog: bool) -> dict[str, Any]:
    """The form with everything that was typed, as far as one card can hold it."""
    top = _introduction(texts(view.locale), form, in_dialog=in_dialog)
    buttons = [send_button(view, form, in_dialog=in_dialog)]
    if not in_dialog and (form.edits or form.parent):
        token = view.token(Verb.SHOW_SHARE, form.edits or form.parent)
        buttons.append(show(texts(view.locale).gettext("Cancel"), Verb.SHOW_SHARE, token))
    return form_card(view, form, top=top, buttons=buttons)


def form_card(view: View, form: ShareForm, *, top: list[Part], buttons: list[Part]) -> dict[str, Any]:
    """The inputs below `top`. What is typed beyond the size of a card is cut, the longest texts first."""
    typed = {name.value: form.typed.get(name, "") for name in Field}
    return with_all_that_fits(typed, lambda kept: _drawn(view, form, kept, top, buttons))


def send_button(view: View, form: ShareForm, *, in_dialog: bool, title: str = "") -> Part:
    """The button that submits the form as what it is: an edit, a variation or a new share."""
    told = texts(view.locale)
    if form.edits:
        token = view.token(Verb.SUBMIT_EDIT, form.edits, version=form.version)
        return send(title or told.gettext("Save"), Verb.SUBMIT_EDIT, token, in_dialog=in_dialog)
    token = view.token(Verb.SUBMIT_SHARE, form.form_id, parent=form.parent)
    default = told.gettext("Publish the variation") if form.parent else told.gettext("Publish")
    return send(title or default, Verb.SUBMIT_SHARE, token, in_dialog=in_dialog)


def form_title(view: View, form: ShareForm) -> str:
    """What the dialog that holds the form is called."""
    return _title(texts(view.locale), form)


def typed_of(content: ShareContent) -> dict[str, str]:
    """What somebody would have typed to tell this content."""
    return {
        Field.TOOL.value: content.tool,
        Field.USE_CASE.value: content.use_case,
        Field.GAIN_VALUE.value: f"{content.gain.value.normalize():f}",
        Field.GAIN_UNIT.value: content.gain.unit.value,
        Field.GAIN_PER.value: content.gain.per.value,
        Field.LIMITS.value: content.limits,
        Field.WHEN_NOT.value: content.when_not,
        Field.LINK.value: content.link,
        Field.PROMPT.value: content.prompt,
        Field.TRADE.value: content.trade,
    }


def _drawn(
    view: View, form: ShareForm, typed: Mapping[str, str], top: list[Part], buttons: list[Part]
) -> dict[str, Any]:
    told = texts(view.locale)
    body = [*top, *form_fields(view, typed, form.problems)]
    if form.questioned:
        body.append(_gain_question(told))
    if not form.edits:
        body.append(
            blocks.note(
                told.gettext(
                    "Published under your name in this conversation; it may be among the five best of the week or in a "
                    "digest for managers, and be shown to whoever shares the same thing. Your name and what you write "
                    "here are kept: to know more, write “profile” to me in a private chat."
                ),
                spacing="Medium",
            )
        )
    return card(lang=view.locale, summary=_title(told, form), body=body, actions=buttons)


def _introduction(told: Texts, form: ShareForm, *, in_dialog: bool) -> list[Part]:
    """What is asked, or what went wrong. A dialog already shows the title above its card."""
    parts = [] if in_dialog else [blocks.heading(_title(told, form))]
    code = form.refusal or (FormRefused.code if form.problems else "")
    if code and code != GainQuestioned.code:
        parts.append(blocks.problem(sentence(code, told.locale)))
    elif form.edits:
        parts.append(blocks.paragraph(told.gettext("Your changes show at once on the published card.")))
    elif form.parent:
        parts.append(
            blocks.paragraph(
                told.gettext("Change what you do differently. The original stays, and yours is linked to it.")
            )
        )
    else:
        parts.append(
            blocks.paragraph(told.gettext("Under a minute: what you tried, what it gained, and where it fails."))
        )
    return parts


def _title(told: Texts, form: ShareForm) -> str:
    if form.edits:
        return told.gettext("Edit your use case")
    if form.parent:
        return told.gettext("Suggest a variation")
    return told.gettext("Share an AI use case")


def _gain_question(told: Texts) -> Part:
    confirm = make(
        InputToggle,
        id=GAIN_CONFIRMED,
        label=told.gettext("Your confirmation"),
        title=told.gettext("Yes, this gain is right"),
        valueOn="true",
        valueOff="false",
        value="false",
        wrap=True,
    )
    question = told.gettext(
        "Is the time gained right? It is more than half of each working week, or more than four weeks at once. "
        "Correct it above, or confirm it here."
    )
    return blocks.box([blocks.heading(told.gettext("One question"), large=False), blocks.paragraph(question), confirm])
