"""A problem with a share, as the programme lead reads it."""

from typing import Any

from cards import blocks
from cards.kit import Part, card
from cards.links import markdown_link
from cards.names import name_in_block, name_in_run
from cards.text import line, plain
from cards.translations import Texts, texts
from cards.typography import day
from cards.view import View
from passeur.sharing.reports import ProblemReport
from passeur.sharing.shares import Share

_LONG = 300


def problem_report_card(view: View, share: Share, report: ProblemReport) -> dict[str, Any]:
    """What is wrong, who says so, and with which share."""
    told = texts(view.locale)
    name = name_in_run(told, report.person_name)
    on = day(report.at, view.organisation.recap.zone, view.locale)
    title = told.gettext("A problem with a use case")
    body = [
        blocks.heading(title),
        blocks.prose(told.gettext("Reported by {name} on {day}", name=name, day=on), subtle=True),
        blocks.prose(plain(report.text), spacing="Medium"),
        blocks.box(_about(told, share)),
        blocks.note(told.gettext("Only you and the other programme leads receive this message.")),
    ]
    summary = told.gettext("{name} reports a problem with a use case", name=name_in_block(told, report.person_name))
    return card(lang=view.locale, summary=summary, body=body)


def _about(told: Texts, share: Share) -> list[Part]:
    if share.withdrawn:
        return [blocks.paragraph(told.gettext("This use case was withdrawn by the person who shared it."))]
    by = told.gettext("Shared by {name}", name=name_in_run(told, share.author_name))
    parts = [
        blocks.label(told.gettext("Use case")),
        blocks.prose(line(share.content.tool), bold=True),
        blocks.prose(by, subtle=True),
        blocks.prose(line(share.content.use_case, _LONG), spacing="Small"),
    ]
    if link := markdown_link(share.content.link):
        parts.append(blocks.paragraph(link, spacing="Small"))
    return parts
