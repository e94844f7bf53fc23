"""The privacy documents as links that are good for an hour."""

from datetime import datetime
from enum import StrEnum

from cards.downloads import FileGrant, FileKind
from cards.kit import ActionOpenUrl, Part, make
from cards.translations import Texts, texts
from cards.view import View
from passeur.privacy.words import Document


class Sheets(StrEnum):
    """What is downloaded as a table."""

    REGISTER = "register"
    ACCESSES = "accesses"


File = Document | Sheets


def file_named(name: str) -> File:
    """ValueError for what is no file of these."""
    return Sheets(name) if name in set(Sheets) else Document(name)


def links(view: View, files: tuple[File, ...], person_id: str, now: datetime) -> list[Part]:
    """A button for each file; none where browsers cannot reach the functions."""
    if not view.organisation.functions_url:
        return []
    told = texts(view.locale)
    return [make(ActionOpenUrl, title=_title(told, file), url=_url(view, file, person_id, now)) for file in files]


def _title(told: Texts, file: File) -> str:
    return {
        Document.NOTICE: told.gettext("Read the whole notice"),
        Document.ARTICLE_30: told.gettext("Record of processing (art. 30)"),
        Document.DPIA: told.gettext("Impact assessment (outline)"),
        Document.CSE: told.gettext("Works council file (CSE)"),
        Sheets.REGISTER: told.gettext("Every stored field (CSV)"),
        Sheets.ACCESSES: told.gettext("Access log (CSV)"),
    }[file]


def _url(view: View, file: File, person_id: str, now: datetime) -> str:
    token = view.signer.downloads.sign_file(FileGrant(person_id, f"{FileKind.PRIVACY}|{file}", view.locale), now)
    return f"{view.organisation.functions_url}/api/privacy/file?t={token}"
