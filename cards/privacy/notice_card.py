"""The information notice in short, for everybody, in their own chat."""

import re
from datetime import datetime
from typing import Any

from cards import blocks
from cards.briefs.files import files_note
from cards.kit import Part, card
from cards.privacy.files import links
from cards.privacy.own_data import own_data_button
from cards.privacy.papers_card import papers_button
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import typeset
from cards.view import View
from passeur.privacy.words import Document, told_document

_BLANK = re.compile(r"\[\[(.+?)\]\]")
# The sections of the notice that a card has room for: what is promised, and what can be asked.
_IN_SHORT, _RIGHTS = 1, 7


def notice_card(view: View, person_id: str, now: datetime, *, may_read_papers: bool) -> dict[str, Any]:
    """Who answers for the data, the promises, the rights; the whole notice is behind a link."""
    told, notice = texts(view.locale), told_document(Document.NOTICE, view.locale)
    body: list[Part] = [blocks.heading(_set(notice.title, view.locale))]
    body += _who(view, told)
    for number in (_IN_SHORT, _RIGHTS):
        section = notice.sections[number]
        body.append(blocks.label(_set(section.title, view.locale)))
        body.append(blocks.paragraph("\n".join(f"- {_set(item, view.locale)}" for item in section.items)))
    body.append(blocks.note(files_note(view), separator=True))
    actions = [*links(view, (Document.NOTICE,), person_id, now), own_data_button(view)]
    if may_read_papers:
        actions.append(papers_button(view))
    return card(lang=view.locale, summary=_set(notice.title, view.locale), body=body, actions=actions)


def _who(view: View, told: Texts) -> list[Part]:
    organisation = view.organisation
    return [
        blocks.label(told.gettext("Who answers for your data")),
        blocks.prose(line(organisation.controller, 300) or told.gettext("Not said yet: ask whoever runs Passeur.")),
        blocks.label(told.gettext("Data protection officer (DPO)")),
        blocks.prose(line(organisation.dpo_contact, 300) or told.gettext("Not said yet: ask whoever runs Passeur.")),
    ]


def _set(text: str, locale: str) -> str:
    return typeset(_BLANK.sub(r"\1", text), locale)
