"""What a brief says, in one place: the card, the slide and the file use the same sentences and the same numbers."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from cards.gains import gain_in_words
from cards.translations import Texts
from cards.typography import day, day_of_year, month, number
from passeur.briefs.brief import Brief, Figure, Gain, MonthFigures
from passeur.briefs.needs import Need, Source
from passeur.organisation import Organisation, name_of
from passeur.periods import Month
from passeur.privacy.groups import SMALLEST_GROUP


def title(told: Texts, brief: Brief) -> str:
    return told.gettext("AI in practice, {month}", month=month_name(told, brief.month))


def month_name(told: Texts, of: Month) -> str:
    return month(of.year, of.number, told.locale)


def period(told: Texts, brief: Brief, organisation: Organisation) -> str:
    """The brief's whole weeks, as days."""
    zone = organisation.brief.zone
    monday, sunday = brief.weeks[0].start(zone), brief.weeks[-1].plus(1).start(zone) - timedelta(hours=12)
    same_year = monday.astimezone(zone).year == sunday.astimezone(zone).year
    first = day_of_year(monday, zone, told.locale) if same_year else day(monday, zone, told.locale)
    last = day(sunday, zone, told.locale)
    return told.gettext("From {first} to {last}", first=first, last=last)


def headline(told: Texts, brief: Brief) -> str:
    """The month in one sentence."""
    now = brief.now
    if brief.is_empty:
        return told.gettext("No use case was shared this month.")
    if now.shared is None:
        return told.gettext("Fewer than 5 people shared a use case this month.")
    shared = told.ngettext("{count} use case shared", "{count} use cases shared", now.shared)
    if not now.tried:
        return told.gettext("{shared} this month.", shared=shared)
    tried = told.ngettext("at least {count} colleague tried one", "at least {count} colleagues tried one", now.tried)
    return told.gettext("{shared}, {tried}.", shared=shared, tried=tried)


def change(told: Texts, brief: Brief) -> str:
    """How the month stands beside the one before; nothing when there is nothing to compare."""
    if len(brief.trend) < 2:  # noqa: PLR2004 - the month and another one
        return ""
    before, now = brief.trend[-2], brief.trend[-1]
    if before.shared is None or now.shared is None:
        return ""
    name, difference = month_name(told, before.month), now.shared - before.shared
    if abs(difference) < SMALLEST_GROUP:
        return told.gettext("About as many use cases as in {month}.", month=name)
    if difference > 0:
        more = told.ngettext("{count} use case more", "{count} use cases more", difference)
        return told.gettext("{more} than in {month}.", more=more, month=name)
    fewer = told.ngettext("{count} use case fewer", "{count} use cases fewer", -difference)
    return told.gettext("{fewer} than in {month}.", fewer=fewer, month=name)


def people(told: Texts, figure: Figure) -> str:
    if figure is None:
        return told.gettext("fewer than 5 people")
    return told.ngettext("{count} person", "{count} people", figure)


def bare(told: Texts, figure: Figure) -> str:
    return told.gettext("fewer than 5") if figure is None else number(figure, told.locale)


def claimed(told: Texts, gain: Gain) -> str:
    return told.gettext("Claimed by the author: {gain}", gain=gain_in_words(gain.claimed, told.locale))


def reproduced(told: Texts, gain: Gain) -> str:
    if gain.reproduced == 0:
        return told.gettext("Not reproduced by colleagues yet")
    if gain.reproduced is None:
        return told.gettext("Reproduced by fewer than 5 colleagues")
    colleagues = told.ngettext("{count} colleague", "{count} colleagues", gain.reproduced)
    if not gain.trades:
        return told.gettext("Reproduced by {people}", people=colleagues)
    trades = told.ngettext("{count} trade", "{count} trades", gain.trades)
    return told.gettext("Reproduced by {people} in {trades}", people=colleagues, trades=trades)


def reviewed(told: Texts, *, is_reviewed: bool) -> str:
    if is_reviewed:
        return told.gettext("Reviewed by the programme lead")
    return told.gettext("Not reviewed")


def need_name(told: Texts, need: Need) -> str:
    return {
        Need.CHECKING: told.gettext("Check what AI answers"),
        Need.PROMPTING: told.gettext("Write and adapt a prompt"),
        Need.DATA: told.gettext("Know which data to entrust to AI"),
        Need.ACCESS: told.gettext("Have access to the right tool"),
        Need.CHOOSING: told.gettext("Choose when AI is worth it"),
        Need.TRADE: told.gettext("Adapt uses to one’s own trade"),
    }[need]


def source_name(told: Texts, source: Source) -> str:
    return {
        Source.LIMITS: told.gettext("limits told with the shares"),
        Source.TRIES: told.gettext("what got in the way of tries"),
        Source.REPORTS: told.gettext("problems reported"),
    }[source]


def coverage(told: Texts, brief: Brief) -> str:
    covered = len(brief.coverage.trades)
    trades = told.ngettext("{count} trade", "{count} trades", covered)
    listed = number(brief.coverage.listed, told.locale)
    return told.gettext(
        "{trades} of {number}, each with at least 5 people who shared or tried.", trades=trades, number=listed
    )


def trade_name(organisation: Organisation, trade: str, locale: str) -> str:
    return name_of(organisation.trades, trade, locale)


def quoted_by(told: Texts, organisation: Organisation, trade: str | None) -> str:
    """Who is quoted: a trade, or nothing more than a colleague."""
    return trade_name(organisation, trade, told.locale) if trade else told.gettext("A colleague")


def quoted(told: Texts, text: str) -> str:
    """Somebody's words between quotation marks; their own become those of a quote inside a quote."""
    inner = re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text)) if told.locale == "fr" else text
    return told.gettext("“{text}”", text=inner)


def definitions(told: Texts) -> str:
    return told.gettext(
        "Each person counts once; below 5 people, no number; people who tried, down to a multiple of 5; "
        "what is claimed, reproduced and reviewed is never added up."
    )


def generated(told: Texts, brief: Brief, organisation: Organisation) -> str:
    on = day(brief.made_at, organisation.brief.zone, told.locale)
    return told.gettext("Generated by Passeur on {day}", day=on)


def sent_on(told: Texts, moment: datetime, organisation: Organisation) -> str:
    return told.gettext("Sent to the committee on {day}.", day=day(moment, organisation.brief.zone, told.locale))


def charted(trend: Sequence[MonthFigures]) -> list[MonthFigures]:
    """The months that have numbers to draw: what may not be shown leaves no point."""
    return [each for each in trend if each.shared is not None or each.tried is not None]
