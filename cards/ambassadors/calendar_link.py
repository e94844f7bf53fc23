"""The link to a workshop's calendar file: one person's, for an hour."""

from datetime import datetime
from typing import Any

from cards import blocks
from cards.ambassadors.workshops import when_parts
from cards.briefs.files import files_note
from cards.downloads import FileGrant, FileKind
from cards.kit import ActionOpenUrl, card, make
from cards.text import line
from cards.translations import texts
from cards.view import View
from passeur.ambassadors.workshops import Workshop


def calendar_card(view: View, workshop: Workshop, person_id: str, now: datetime) -> dict[str, Any]:
    """The link, or why there is none."""
    told = texts(view.locale)
    title = told.gettext("Add it to a calendar")
    body = [
        blocks.heading(title, large=False),
        blocks.prose(line(workshop.title), bold=True),
        *when_parts(view, workshop),
        blocks.note(files_note(view)),
    ]
    actions = []
    if url := view.organisation.functions_url:
        grant = FileGrant(person_id, f"{FileKind.WORKSHOP}|{workshop.code}", view.locale)
        token = view.signer.downloads.sign_file(grant, now)
        open_it = make(
            ActionOpenUrl, title=told.gettext("Calendar file"), url=f"{url}/api/workshops/calendar?t={token}"
        )
        actions = [open_it]
    return card(lang=view.locale, summary=title, body=body, actions=actions)
