"""The coverage map, for those who steer the programme: a chart with its table, and the gaps in plain words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show_or_hide
from cards.ambassadors.dates import day_of
from cards.ambassadors.home import call_button
from cards.downloads import FileGrant, FileKind
from cards.fitting import fitting
from cards.kit import ActionOpenUrl, ActionSet, ChartHorizontalBar, Container, FactSet, Part, card, make
from cards.text import escaped
from cards.translations import Texts, texts
from cards.typography import number
from cards.view import View
from passeur.ambassadors.coverage import Cover, Coverage, Gap
from passeur.organisation import Choice, name_of
from passeur.privacy.groups import in_fives

# Names the file in what is granted.
_MOST_GAPS = 12
# Lines of each table: as many as a card has room for, the file has them all.
_ROWS = (60, 30, 15, 8, 4)
_MOST_SITES = 4
_CHARTED, _LONGEST_NAME = 28, 40


def coverage_card(view: View, coverage: Coverage | None, *, person_id: str, now: datetime) -> dict[str, Any]:
    """Numbers of people are rounded down to a multiple of five; what is wanted follows from the exact ones."""
    told = texts(view.locale)
    title = told.gettext("Where ambassadors are, and where some are missing")
    if coverage is None:
        nobody = told.gettext("Headcounts are not known yet. Import the directory: the map follows from it.")
        body = [blocks.heading(title), blocks.paragraph(nobody)]
        return card(lang=view.locale, summary=title, body=body, actions=[call_button(view)])
    known = coverage
    actions = [*_file(view, told, person_id, now), call_button(view)]
    return fitting(
        lambda rows: card(lang=view.locale, summary=title, body=_body(view, title, known, rows, now), actions=actions),
        _ROWS,
    )


def _body(view: View, title: str, coverage: Coverage, rows: int, now: datetime) -> list[Part]:
    told = texts(view.locale)
    sites = _rows(view, told, view.organisation.sites, coverage.sites, rows)
    return [
        blocks.heading(title),
        blocks.note(_dated(view, told, coverage, now), spacing="None"),
        blocks.box([blocks.paragraph(_whole(told, coverage))]),
        *_gaps(view, told, coverage, min(rows, _MOST_GAPS)),
        *_trades(view, told, coverage, rows),
        *_table(told, "sites", told.gettext("Site by site"), sites, len(coverage.sites) - rows),
        blocks.note(_rules(view, told), separator=True),
    ]


def _people(told: Texts, people: int) -> str:
    """A headcount as it may be shown."""
    shown = in_fives(people)
    if shown is None:
        return told.gettext("fewer than 5")
    return number(shown, told.locale)


def _dated(view: View, told: Texts, coverage: Coverage, now: datetime) -> str:
    day = day_of(view, coverage.counted_at)
    if coverage.is_old(now):
        return told.gettext("⚠ Headcounts of {day}: they are old, import the directory again.", day=day)
    return told.gettext("Headcounts of {day}.", day=day)


def _whole(told: Texts, coverage: Coverage) -> str:
    there = told.ngettext("{count} ambassador is active.", "{count} ambassadors are active.", coverage.ambassadors)
    if not coverage.wanted:
        return told.gettext("{there} No trade is large enough to need one of its own.", there=there)
    return told.gettext(
        "{there} {covered} of the {wanted} that the trades need are there.",
        there=there,
        covered=number(coverage.covered, told.locale),
        wanted=number(coverage.wanted, told.locale),
    )


def _gaps(view: View, told: Texts, coverage: Coverage, most: int) -> list[Part]:
    heading = blocks.heading(told.gettext("To recruit"), large=False)
    gaps = coverage.gaps
    if not gaps:
        nothing = told.gettext("Nothing is missing: every major trade has the ambassadors it needs.")
        return [heading, blocks.paragraph(nothing)]
    parts = [blocks.paragraph(f"• {_gap(view, told, gap)}", spacing="Small") for gap in gaps[:most]]
    return [heading, *parts, *_others(told, len(gaps) - most)]


def _gap(view: View, told: Texts, gap: Gap) -> str:
    """How many to recruit, in which trade, at which sites."""
    trade = _name(view, view.organisation.trades, gap.trade)
    recruit = told.ngettext("Recruit {count} in {trade}", "Recruit {count} in {trade}", gap.missing, trade=trade)
    if not gap.sites:
        return f"{recruit}."
    sites = [f"{_name(view, view.organisation.sites, site)} {missing}" for site, missing in gap.sites[:_MOST_SITES]]
    if len(gap.sites) > _MOST_SITES:
        sites.append("…")
    return told.gettext("{recruit}: {sites}.", recruit=recruit, sites=", ".join(sites))


def _trades(view: View, told: Texts, coverage: Coverage, rows: int) -> list[Part]:
    """Bars of what is covered, never beyond what is needed, with everything as a table."""
    heading = blocks.heading(told.gettext("Trade by trade"), large=False)
    facts = _rows(view, told, view.organisation.trades, coverage.trades, rows)
    more = len(coverage.trades) - rows
    bars = [
        {"x": _name(view, view.organisation.trades, trade, _CHARTED), "y": 100 * cover.covered // cover.wanted}
        for trade, cover in coverage.trades.items()
        if cover.wanted
    ]
    if not bars:
        return [heading, facts, *_others(told, more)]
    chart = make(
        ChartHorizontalBar,
        title=told.gettext("Part of the need that is covered, in %"),
        color="categoricalBlue",
        displayMode="AbsoluteNoAxis",
        data=bars[:rows],
        fallback=facts,
    )
    return [heading, chart, *_table(told, "trades", told.gettext("See the numbers"), facts, more)]


def _rows(view: View, told: Texts, choices: tuple[Choice, ...], covers: Mapping[str, Cover], most: int) -> Part:
    rows = [
        {"title": _name(view, choices, each), "value": _cover(told, cover)}
        for each, cover in list(covers.items())[:most]
    ]
    return make(FactSet, facts=rows)


def _name(view: View, choices: tuple[Choice, ...], choice_id: str, longest: int = _LONGEST_NAME) -> str:
    return escaped(name_of(choices, choice_id, view.locale), longest)


def _cover(told: Texts, cover: Cover) -> str:
    people = _people(told, cover.people)
    if not cover.wanted:
        return told.gettext("{there} there, none needed, {people} people", there=cover.there, people=people)
    return told.gettext(
        "{there} there for {wanted} needed, {people} people", there=cover.there, wanted=cover.wanted, people=people
    )


def _table(told: Texts, table_id: str, title: str, facts: Part, more: int) -> list[Part]:
    return [
        make(ActionSet, actions=[show_or_hide(title, table_id)]),
        make(Container, id=table_id, visible=False, items=[facts, *_others(told, more)]),
    ]


def _others(told: Texts, more: int) -> list[Part]:
    """How many lines a card has no room for."""
    if more <= 0:
        return []
    return [blocks.note(told.ngettext("And {count} other, in the file.", "And {count} others, in the file.", more))]


def _file(view: View, told: Texts, person_id: str, now: datetime) -> list[Part]:
    """A link that is good for an hour, for this person; none when nobody knows where the functions are."""
    if not view.organisation.functions_url:
        return []
    token = view.signer.downloads.sign_file(FileGrant(person_id, FileKind.COVERAGE, view.locale), now)
    url = f"{view.organisation.functions_url}/api/ambassadors/coverage?t={token}"
    return [make(ActionOpenUrl, title=told.gettext("The map, trade by site (CSV)"), url=url)]


def _rules(view: View, told: Texts) -> str:
    proportions = view.organisation.proportions
    return told.gettext(
        "One ambassador for {each} people in each trade of at least {major} people; smaller trades count with their "
        "site. More than needed in one place covers no other. Numbers of people are rounded down to a multiple of 5.",
        each=proportions.people_each,
        major=proportions.major_trade,
    )
