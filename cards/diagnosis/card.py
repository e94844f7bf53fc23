"""The state of the installation, for the programme lead: what lacks, what it costs, whom to ask."""

from collections.abc import Iterable
from typing import Any

from cards import blocks
from cards.actions import execute
from cards.diagnosis.lacks import what_it_costs, what_lacks
from cards.diagnosis.words import check_name, who_can
from cards.kit import Part, card
from cards.translations import Texts, texts
from cards.typography import day_and_hour
from cards.verbs import Verb
from cards.view import View
from passeur.diagnosis.findings import Diagnosis, Finding, Verdict


def diagnosis_card(view: View, diagnosis: Diagnosis) -> dict[str, Any]:
    told = texts(view.locale)
    title, headline = told.gettext("Diagnosis"), _headline(told, diagnosis)
    body = [blocks.heading(title), blocks.reason(headline)]
    body += [_lack(view, each, style="attention") for each in diagnosis.of(Verdict.WRONG)]
    body += [_lack(view, each, style="emphasis") for each in diagnosis.of(Verdict.NOTE)]
    if well := _named(view, diagnosis.of(Verdict.FINE)):
        body.append(blocks.paragraph(told.gettext("Fine: {checks}.", checks=well)))
    if untried := _named(view, diagnosis.of(Verdict.UNTRIED)):
        body.append(blocks.paragraph(told.gettext("Could not be looked at from here: {checks}.", checks=untried)))
    on, at = day_and_hour(diagnosis.at, view.organisation.recap.zone, view.locale)
    body.append(blocks.note(told.gettext("Looked at on {day} at {time}.", day=on, time=at), separator=True))
    again = execute(told.gettext("Look again"), Verb.DIAGNOSE, view.token(Verb.DIAGNOSE))
    return card(lang=view.locale, summary=f"{title}. {headline}", body=body, actions=[again])


def _headline(told: Texts, diagnosis: Diagnosis) -> str:
    if wrong := len(diagnosis.of(Verdict.WRONG)):
        return told.ngettext("{count} thing does not work.", "{count} things do not work.", wrong)
    if noted := len(diagnosis.of(Verdict.NOTE)):
        return told.ngettext(
            "Everything works; {count} thing is worth knowing.",
            "Everything works; {count} things are worth knowing.",
            noted,
        )
    return told.gettext("Everything that was looked at works.")


def _lack(view: View, finding: Finding, *, style: str) -> Part:
    told = [what_lacks(finding, view.locale), what_it_costs(finding, view.locale)]
    parts = [blocks.label(check_name(finding.check, view.locale))]
    parts += [blocks.paragraph(each, spacing="Small") for each in told]
    if finding.giver is not None:
        parts.append(blocks.note(who_can(finding.giver, view.locale)))
    return blocks.box(parts, style=style)


def _named(view: View, findings: Iterable[Finding]) -> str:
    return ", ".join(check_name(each.check, view.locale) for each in findings)
