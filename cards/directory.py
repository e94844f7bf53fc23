"""Whom Passeur knows, for the programme lead: where from, whom it can write to, and what is missing because of it."""

from typing import Any

from cards import blocks
from cards.kit import Part, card
from cards.translations import Texts, texts
from cards.typography import day, number
from cards.view import View
from passeur.directory.summary import DirectorySummary
from passeur.privacy.groups import SMALLEST_GROUP


def directory_card(view: View, summary: DirectorySummary, *, is_whole: bool = True) -> dict[str, Any]:
    """The figures of the last count; `is_whole` is false when more people are known than were counted."""
    told = texts(view.locale)
    title = told.gettext("The people that Passeur knows")
    known = told.ngettext("{count} person is known.", "{count} people are known.", summary.people)
    if not is_whole:
        known = told.gettext("More than {number} people are known.", number=number(summary.people, view.locale))
    body: list[Part] = [
        blocks.heading(title),
        blocks.reason(known),
    ]
    if is_whole:
        body += [blocks.paragraph(line, spacing="Small") for line in _sources(view, told, summary)]
        body.append(blocks.paragraph(_reachable(told, summary)))
    if summary.teams:
        body.append(blocks.paragraph(_teams(told, summary)))
    if missing := _missing(told, summary):
        body.append(blocks.box([blocks.label(told.gettext("What is missing")), *map(blocks.paragraph, missing)]))
    body += [blocks.label(told.gettext("To import a file")), blocks.paragraph(_how(told), spacing="Small")]
    counted = day(summary.counted_at, view.organisation.recap.zone, view.locale)
    body.append(blocks.note(told.gettext("Counted on {day}.", day=counted), separator=True))
    return card(lang=view.locale, summary=f"{title}. {known}", body=body)


def _sources(view: View, told: Texts, summary: DirectorySummary) -> list[str]:
    zone = view.organisation.recap.zone
    lines: list[str] = []
    if summary.file_at:
        lines.append(
            told.ngettext(
                "{count} comes from the file imported on {day}.",
                "{count} come from the file imported on {day}.",
                summary.from_file,
                day=day(summary.file_at, zone, view.locale),
            )
        )
    if summary.graph_at:
        lines.append(
            told.ngettext(
                "{count} comes from Microsoft Entra, read on {day}.",
                "{count} come from Microsoft Entra, read on {day}.",
                summary.from_graph,
                day=day(summary.graph_at, zone, view.locale),
            )
        )
    if summary.met:
        lines.append(
            told.ngettext(
                "{count} was met in Teams, without a file.", "{count} were met in Teams, without a file.", summary.met
            )
        )
    return lines


def _reachable(told: Texts, summary: DirectorySummary) -> str:
    if not summary.reachable:
        return told.gettext("Nobody has a private chat with me yet: I can write to nobody by myself.")
    return told.ngettext(
        "{count} has a private chat with me: I can write to them.",
        "{count} have a private chat with me: I can write to them.",
        summary.reachable,
    )


def _teams(told: Texts, summary: DirectorySummary) -> str:
    teams = told.ngettext("{count} manager and their team.", "{count} managers and their teams.", summary.teams)
    if not summary.small_teams:
        return teams
    small = told.ngettext(
        "{count} team has fewer than {number} people: its manager gets no card, so that nobody is recognised.",
        "{count} teams have fewer than {number} people: their managers get no card, so that nobody is recognised.",
        summary.small_teams,
        number=SMALLEST_GROUP,
    )
    return f"{teams} {small}"


def _missing(told: Texts, summary: DirectorySummary) -> list[str]:
    lines: list[str] = []
    if not summary.file_at and not summary.graph_at:
        lines.append(
            told.gettext(
                "Without a file or Microsoft Entra, I only know the people whom I met in Teams: no cards for managers."
            )
        )
    elif not summary.teams:
        lines.append(
            told.gettext("Nobody’s manager is known: no cards for managers. A “manager” column in the file is enough.")
        )
    if summary.leavers_waiting:
        lines.append(
            told.ngettext(
                "{count} departure waits to be confirmed: the answer to the import says how.",
                "{count} departures wait to be confirmed: the answer to the import says how.",
                summary.leavers_waiting,
            )
        )
    if 0 < summary.reachable < summary.people and (summary.file_at or summary.graph_at):
        lines.append(
            told.ngettext(
                "{count} person has no chat with me yet: they get nothing before they open one, or Passeur is "
                "installed for them.",
                "{count} people have no chat with me yet: they get nothing before they open one, or Passeur is "
                "installed for them.",
                summary.people - summary.reachable,
            )
        )
    return lines


def _how(told: Texts) -> str:
    return told.gettext(
        "Save your list of people as CSV, with a line of names on top: e-mail, name, trade, site, manager. Whoever "
        "administers Passeur sends it with one command, which the README gives; sending it again changes nothing."
    )
