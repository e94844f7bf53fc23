"""The literacy record as files: links that are good for an hour, made when somebody asks for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from cards import blocks
from cards.briefs.files import files_note
from cards.downloads import FileGrant, FileKind
from cards.kit import ActionOpenUrl, card, make
from cards.literacy import words
from cards.translations import texts
from cards.view import View


class RecordFile(StrEnum):
    """A table to read, and a signed document to hand on."""

    CSV = "csv"
    SIGNED = "jws"


def literacy_files_card(view: View, person_id: str, now: datetime) -> dict[str, Any]:
    """The links, or why there are none."""
    told = texts(view.locale)
    title = words.title_of(told)
    body = [
        blocks.heading(title, large=False),
        blocks.paragraph(
            told.gettext(
                "The table opens in Excel. The signed file carries your organisation’s signature: whoever receives it "
                "can check offline, with a tool of their own, that nothing in it was changed."
            )
        ),
        blocks.note(files_note(view)),
    ]
    titles = {RecordFile.CSV: told.gettext("Table (CSV)"), RecordFile.SIGNED: told.gettext("Signed file (JSON)")}
    buttons = [
        make(ActionOpenUrl, title=each, url=_url(view, person_id, how, now))
        for how, each in titles.items()
        if view.organisation.functions_url
    ]
    return card(lang=view.locale, summary=title, body=body, actions=buttons)


def literacy_unsigned(locale: str) -> str:
    """For somebody whose organisation signs nothing yet."""
    return texts(locale).gettext(
        "The signed file cannot be made yet: the setting PASSEUR_BADGE_KEY is missing. The table needs no key. Please "
        "tell whoever installed Passeur."
    )


def _url(view: View, person_id: str, how: RecordFile, now: datetime) -> str:
    token = view.signer.downloads.sign_file(FileGrant(person_id, f"{FileKind.LITERACY}|{how}", view.locale), now)
    return f"{view.organisation.functions_url}/api/literacy/file?t={token}"
