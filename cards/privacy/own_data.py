"""What Passeur holds about its reader: the little that fits on a card, links to all of it, and the rights beside it."""

from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.briefs.files import files_note
from cards.downloads import FileGrant, FileKind
from cards.kit import ActionOpenUrl, Part, card, make
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import day
from cards.verbs import Verb
from cards.view import View
from passeur.organisation import name_of
from passeur.people import Person

# One page to read, one file for another program.
PAGE, FILE = "html", "json"


def own_data_card(view: View, person: Person, now: datetime) -> dict[str, Any]:
    """For this person alone. The links lead to everything; the card says who Passeur believes they are."""
    told = texts(view.locale)
    title = told.gettext("Your data")
    body = [
        blocks.heading(title),
        blocks.prose(_who(view, told, person)),
        blocks.paragraph(
            told.gettext(
                "Everything that is held about you is behind the two links: a page to read, and a file (JSON) for "
                "another program. What others did is not in it; what was written about you is, without saying by whom."
            )
        ),
        blocks.note(files_note(view)),
        blocks.paragraph(_objection(view, told, person), separator=True),
        blocks.paragraph(
            told.gettext("You can also have it all erased. You are told first what goes, what stays and why."),
        ),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=[*_links(view, told, person, now), *_rights(view)])


def own_data_button(view: View) -> Part:
    title = texts(view.locale).gettext("Your data")
    return show(title, Verb.SHOW_OWN_DATA, view.token(Verb.SHOW_OWN_DATA))


def _who(view: View, told: Texts, person: Person) -> str:
    organisation = view.organisation
    none = told.gettext("not said")
    return told.gettext(
        "Name: {name}. Trade: {trade}. Site: {site}. E-mail: {email}.",
        name=line(person.name, 80) or none,
        trade=line(name_of(organisation.trades, person.trade, view.locale)) or none,
        site=line(name_of(organisation.sites, person.site, view.locale)) or none,
        email=line(person.email or "", 120) or none,
    )


def _objection(view: View, told: Texts, person: Person) -> str:
    if person.objected_at is None:
        return told.gettext(
            "You can object: nothing unasked is sent to you, nothing looks for you, and no digest counts you. It takes "
            "nothing away from you."
        )
    on = day(person.objected_at, view.organisation.sending.zone, view.locale)
    return told.gettext("You objected on {day}: nothing unasked reaches you, and no digest counts you.", day=on)


def _links(view: View, told: Texts, person: Person, now: datetime) -> list[Part]:
    url = view.organisation.functions_url
    if not url:
        return []
    titles = {PAGE: told.gettext("Read everything"), FILE: told.gettext("File (JSON)")}

    def link(how: str) -> str:
        token = view.signer.downloads.sign_file(FileGrant(person.id, f"{FileKind.OWN_DATA}|{how}", view.locale), now)
        return f"{url}/api/own-data?t={token}"

    return [make(ActionOpenUrl, title=title, url=link(how)) for how, title in titles.items()]


def _rights(view: View) -> list[Part]:
    told = texts(view.locale)
    return [
        show(told.gettext("Object"), Verb.SHOW_OBJECTION, view.token(Verb.SHOW_OBJECTION)),
        show(told.gettext("Erase my data"), Verb.ASK_ERASURE, view.token(Verb.ASK_ERASURE)),
    ]


def own_data_takes_longer(locale: str) -> str:
    """For somebody whose link could not be answered in the time that a page may take."""
    return texts(locale).gettext(
        "Gathering everything that is held about you took longer than this page may wait. Nothing is lost: please try "
        "again at a quieter moment. If it happens again, ask the data protection officer for your data, which you are "
        "owed within a month."
    )
