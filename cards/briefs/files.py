"""The brief as files: links that are good for an hour, made when somebody asks for them."""

from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.briefs import words
from cards.downloads import FileFormat, Grant
from cards.kit import ActionOpenUrl, Part, card, make
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.briefs.brief import Brief
from passeur.periods import Month


def file_buttons(view: View, month: Month, person_id: str, now: datetime) -> list[Part]:
    """One button for each format, for this person; none when nobody knows where the functions are."""
    told = texts(view.locale)
    if not view.organisation.functions_url:
        return []
    titles = {
        FileFormat.POWERPOINT: told.gettext("PowerPoint"),
        FileFormat.CSV: told.gettext("Numbers (CSV)"),
    }
    return [
        make(ActionOpenUrl, title=title, url=_url(view, Grant(person_id, month.key, file_format, view.locale), now))
        for file_format, title in titles.items()
    ]


def files_button(view: View, month: Month) -> Part:
    """Leads to the links. On a card that waits in a chat, they would be too old when somebody clicks."""
    title = texts(view.locale).gettext("Download")
    return show(title, Verb.BRIEF_FILES, view.token(Verb.BRIEF_FILES, month.key))


def files_card(view: View, brief: Brief, person_id: str, now: datetime) -> dict[str, Any]:
    """The links, or why there are none."""
    told = texts(view.locale)
    title = words.title(told, brief)
    buttons = file_buttons(view, brief.month, person_id, now)
    body = [blocks.heading(title, large=False), blocks.paragraph(files_note(view))]
    return card(lang=view.locale, summary=title, body=body, actions=buttons)


def files_note(view: View) -> str:
    told = texts(view.locale)
    if view.organisation.functions_url:
        return told.gettext("The links are yours alone, and work for an hour.")
    return told.gettext(
        "Files cannot be downloaded yet: the setting PASSEUR_FUNCTIONS_URL is missing. Please tell whoever installed "
        "Passeur."
    )


def _url(view: View, grant: Grant, now: datetime) -> str:
    token = view.signer.downloads.sign(grant, now)
    return f"{view.organisation.functions_url}/api/briefs/{grant.month}/file/{grant.format}?t={token}"
