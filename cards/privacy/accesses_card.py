"""Who read or downloaded what tells of others, for the DPO: the latest on a card, the year in a file."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from cards import blocks
from cards.briefs.sheet import harmless
from cards.kit import Part, card
from cards.privacy.papers_card import papers_button
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import day_and_hour
from cards.view import View
from passeur.privacy.accesses import BY_KEY, Access, Door

MOST_SHOWN = 12
_MARK = "\ufeff"


def accesses_card(view: View, accesses: Sequence[Access], names: Mapping[str, str]) -> dict[str, Any]:
    """The newest first; `names` are those of the people who are known."""
    told = texts(view.locale)
    title = told.gettext("Latest accesses")
    body: list[Part] = [blocks.heading(title)]
    for access in accesses[:MOST_SHOWN]:
        when, at = day_and_hour(access.at, view.organisation.sending.zone, view.locale)
        what = " · ".join(each for each in (door_words(told, access.door), line(access.about, 60)) if each)
        body.append(blocks.note(f"{when}, {at}", spacing="Medium"))
        body.append(blocks.prose(f"{line(_who(told, access, names), 80)} · {what}"))
    if not accesses:
        body.append(blocks.paragraph(told.gettext("Nobody has opened anything that tells of others.")))
    body.append(
        blocks.note(
            told.gettext("Kept for a year, read by the DPO alone. What people read of themselves is not noted."),
            separator=True,
        )
    )
    return card(lang=view.locale, summary=title, body=body, actions=[papers_button(view)])


def accesses_sheet(accesses: Sequence[Access], names: Mapping[str, str], locale: str) -> bytes:
    """UTF-8 with its mark, semicolons, no formula."""
    told = texts(locale)
    written = StringIO()
    sheet = csv.writer(written, delimiter=";", lineterminator="\r\n")
    heads = (
        told.gettext("Moment (UTC)"),
        told.gettext("Who"),
        told.gettext("Id"),
        told.gettext("What was opened"),
        told.gettext("Which one"),
    )
    rows = (
        (
            f"{each.at:%Y-%m-%d %H:%M:%S}",
            _who(told, each, names),
            each.person_id,
            door_words(told, each.door),
            each.about,
        )
        for each in accesses
    )
    for row in (heads, *rows):
        sheet.writerow([harmless(cell) for cell in row])
    return (_MARK + written.getvalue()).encode()


def door_words(told: Texts, door: Door) -> str:
    return {
        Door.BRIEF: told.gettext("brief of the month"),
        Door.BOARD: told.gettext("figures of the programme"),
        Door.COVERAGE: told.gettext("coverage map"),
        Door.LITERACY: told.gettext("record of AI literacy"),
        Door.CANDIDATES: told.gettext("candidacies"),
        Door.SELECTION: told.gettext("selection"),
        Door.TERMS: told.gettext("terms of a cohort"),
        Door.DECISIONS: told.gettext("decision log"),
        Door.DIRECTORY: told.gettext("directory"),
        Door.RUNS: told.gettext("sendings"),
        Door.RECOGNITION: told.gettext("recognition"),
        Door.PRIVACY: told.gettext("privacy documents"),
        Door.RETENTION: told.gettext("proofs of erasure"),
        Door.ACCESSES: told.gettext("access log"),
        Door.API: told.gettext("API"),
    }[door]


def _who(told: Texts, access: Access, names: Mapping[str, str]) -> str:
    if access.person_id == BY_KEY:
        return told.gettext("whoever holds a key of the functions")
    return names.get(access.person_id) or access.person_id
