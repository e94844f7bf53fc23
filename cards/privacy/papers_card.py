"""The documents that the DPO and the programme lead hand on, and the way to the proofs."""

from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.briefs.files import files_note
from cards.kit import ActionSet, Part, card, make
from cards.privacy.files import File, Sheets, links
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.privacy.words import Document

_DOCUMENTS: tuple[File, ...] = (*Document, Sheets.REGISTER)


def papers_card(view: View, person_id: str, now: datetime, *, is_dpo: bool) -> dict[str, Any]:
    """The access log is for the DPO alone."""
    told = texts(view.locale)
    title = told.gettext("Privacy: documents and proofs")
    files = (*_DOCUMENTS, Sheets.ACCESSES) if is_dpo else _DOCUMENTS
    body: list[Part] = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "Made at this moment from the register that storage itself applies and from your settings. What your "
                "organisation has to complete is marked in each document. They print well, and are not legal advice."
            )
        ),
        *([blocks.paragraph(missing)] if (missing := _missing(view, told)) else []),
        blocks.note(files_note(view)),
    ]
    # Clients show six buttons at the foot of a card and hide the others.
    if buttons := links(view, files, person_id, now):
        body.append(make(ActionSet, actions=buttons[:4]))
        body.append(make(ActionSet, actions=buttons[4:]))
    actions = [show(told.gettext("Proofs of erasure"), Verb.SHOW_RETENTION, view.token(Verb.SHOW_RETENTION))]
    if is_dpo:
        actions.append(show(told.gettext("Latest accesses"), Verb.SHOW_ACCESSES, view.token(Verb.SHOW_ACCESSES)))
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def papers_button(view: View) -> Part:
    """To this card, and back to it from what it leads to."""
    title = texts(view.locale).gettext("Documents and proofs")
    return show(title, Verb.PRIVACY_PAPERS, view.token(Verb.PRIVACY_PAPERS))


def _missing(view: View, told: Texts) -> str:
    names = {"PASSEUR_CONTROLLER": view.organisation.controller, "PASSEUR_DPO_CONTACT": view.organisation.dpo_contact}
    missing = [name for name, value in names.items() if not value]
    if not missing:
        return ""
    return told.gettext("⚠ Settings that are missing, and blank in the documents: {names}.", names=", ".join(missing))
