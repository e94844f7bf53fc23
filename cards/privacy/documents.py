"""The privacy documents, whole: their own words, the register, and the settings as they are now."""

import hashlib
from datetime import datetime

from cards.privacy.page import Page
from cards.privacy.tables import sheet_of
from cards.translations import Texts, texts
from cards.typography import day
from passeur.organisation import Organisation
from passeur.privacy.register import ELSEWHERE, REGISTER
from passeur.privacy.words import Document, told_document


def privacy_document(document: Document, organisation: Organisation, locale: str, now: datetime) -> str:
    """One document as an HTML file. What the organisation did not set is a blank that can be seen."""
    told, written = texts(locale), told_document(document, locale)
    page = Page(locale, written.title, written.lead)
    for section in written.sections:
        page.section(section.title)
        for paragraph in section.paragraphs:
            page.paragraph(_filled(paragraph, organisation, told))
        if section.items:
            page.items([_filled(item, organisation, told) for item in section.items])
        if section.table is not None:
            page.table(section.title, sheet_of(section.table, organisation, locale))
    made = told.gettext(
        "Made by Passeur on {day} from its settings and from register {version}. It is not legal advice.",
        day=day(now, organisation.sending.zone, locale),
        version=register_version(),
    )
    return page.html(contents=told.gettext("Contents"), made=made)


def register_version() -> str:
    """Which register this is: eight characters that change with any word of it."""
    return hashlib.sha256(repr((REGISTER, ELSEWHERE)).encode()).hexdigest()[:8]


def controller(organisation: Organisation, told: Texts) -> str:
    missing = told.gettext("name and address of the organisation, to be completed (setting PASSEUR_CONTROLLER)")
    return organisation.controller or f"[[{missing}]]"


def dpo_contact(organisation: Organisation, told: Texts) -> str:
    missing = told.gettext("contact of the data protection officer, to be completed (setting PASSEUR_DPO_CONTACT)")
    return organisation.dpo_contact or f"[[{missing}]]"


def _filled(text: str, organisation: Organisation, told: Texts) -> str:
    # Not str.format: a setting may hold braces.
    return text.replace("{controller}", controller(organisation, told)).replace(
        "{dpo}", dpo_contact(organisation, told)
    )
