"""A person's own board: their numbers, month after month, and an idea for what comes next. Never shown to others."""

from collections.abc import Mapping
from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors import board_words as words
from cards.ambassadors.badge_words import badge_name
from cards.ambassadors.badges import badges_button
from cards.ambassadors.dates import calendar_day
from cards.briefs.charts import facts_of, table
from cards.briefs.words import month_name
from cards.kit import ChartLine, Container, Part, card, make
from cards.translations import Texts, texts
from cards.typography import duration, month_short, number
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.kpis import Measure
from passeur.ambassadors.own_board import NextStep, OwnBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.sharing.shares import GainUnit

_TWO = 2
# As many months as there is room to name below a chart; the table has them all.
_MOST_POINTS = 6


def own_board_card(view: View, board: OwnBoard) -> dict[str, Any]:
    """For the person alone, in their own chat."""
    told = texts(view.locale)
    title = told.gettext("My numbers")
    sections = [_now(told, board), _last(told, board), _trend(told, board), _badges(told, board), _next(told, board)]
    body = [
        blocks.heading(title),
        blocks.note(_term(view, told, board), spacing="None"),
        *(make(Container, items=items, separator=True, spacing="Large") for items in sections if items),
        blocks.note(
            told.gettext(
                "You alone see this. Others read sums of at least 5 people; nobody is ranked, and nothing is expected."
            ),
            separator=True,
        ),
    ]
    step = _button(view, told, board)
    badges = [badges_button(view)] if board.badges else []
    return card(lang=view.locale, summary=title, body=body, actions=[*([step] if step else []), *badges])


def _term(view: View, told: Texts, board: OwnBoard) -> str:
    if board.term is None:
        return told.gettext("Your term is over. These months stay yours.")
    cohort = board.term.cohort
    return told.gettext("Cohort {cohort}, until {day}", cohort=cohort.id, day=calendar_day(view, cohort.ends_on))


def _now(told: Texts, board: OwnBoard) -> list[Part]:
    if board.term is None:
        return []
    heading = blocks.heading(told.gettext("Not counted yet"), large=False)
    if board.now.is_empty:
        return [heading, blocks.paragraph(told.gettext("Nothing new since the last month that was counted."))]
    return [heading, facts_of(_pairs(told, board.now).items())]


def _last(told: Texts, board: OwnBoard) -> list[Part]:
    if not board.months:
        return []
    newest = board.months[-1]
    return [
        blocks.heading(month_name(told, newest.month).capitalize(), large=False),
        facts_of(_pairs(told, newest).items())
        if not newest.is_empty
        else blocks.paragraph(told.gettext("A quiet month.")),
    ]


def _pairs(told: Texts, month: OwnMonth) -> Mapping[str, str]:
    counts = {
        Measure.WORKSHOPS: month.workshops,
        Measure.REACHED: month.reached,
        Measure.PROMPTS: month.prompts,
        Measure.USE_CASES: month.use_cases,
        Measure.SHARES: month.shares,
        Measure.REPRODUCTIONS: month.reproductions,
    }
    gains = {Measure.GAIN_CHECK_INS: month.gain_hours, Measure.GAIN_SHARES: month.gain_shares}
    pairs = {words.measure_name(told, of): number(count, told.locale) for of, count in counts.items() if count}
    for of, hours in gains.items():
        if hours:
            time = told.gettext("{time} a week", time=duration(hours, GainUnit.HOURS, told.locale))
            pairs[told.gettext("Gains, {provenance}", provenance=words.measure_name(told, of).lower())] = time
    return pairs


def _trend(told: Texts, board: OwnBoard) -> list[Part]:
    if len(board.months) < _TWO:
        return []
    facts = facts_of((month_name(told, each.month), _short(told, each)) for each in board.months)
    charted = board.months[-_MOST_POINTS:]
    lines = [
        {
            "legend": words.measure_name(told, measure),
            "color": color,
            "values": [
                {"x": month_short(each.month.year, each.month.number, told.locale), "y": count}
                for each, count in zip(charted, counts, strict=True)
            ],
        }
        for measure, color, counts in (
            (Measure.WORKSHOPS, "categoricalBlue", [each.workshops for each in charted]),
            (Measure.USE_CASES, "categoricalMarigold", [each.use_cases for each in charted]),
        )
    ]
    chart = make(ChartLine, title=told.gettext("Workshops run and use cases launched"), data=lines, fallback=facts)
    return [blocks.heading(told.gettext("Month after month"), large=False), chart, *table(told, "own_trend", facts)]


def _short(told: Texts, month: OwnMonth) -> str:
    counts = {
        Measure.WORKSHOPS: month.workshops,
        Measure.REACHED: month.reached,
        Measure.PROMPTS: month.prompts,
        Measure.USE_CASES: month.use_cases,
    }
    return " · ".join(f"{words.short_name(told, of)} {number(count, told.locale)}" for of, count in counts.items())


def _badges(told: Texts, board: OwnBoard) -> list[Part]:
    if not board.badges:
        return []
    names = dict.fromkeys(badge_name(told, badge.id.kind) for badge in board.badges)
    return [blocks.heading(told.gettext("Your badges"), large=False), blocks.paragraph(" · ".join(names))]


def _next(told: Texts, board: OwnBoard) -> list[Part]:
    if board.step is None:
        return []
    sentence = {
        NextStep.SIGN: told.gettext("Read the charter: your term begins when you sign it."),
        NextStep.CHECK_IN: told.gettext("Your check-in waits for you: half a minute, or nothing at all."),
        NextStep.WISH: told.gettext("Your term ends soon: say what you would like afterwards."),
        NextStep.WORKSHOP: told.gettext(
            "A workshop with three colleagues is a workshop: choose a use case that helps them."
        ),
        NextStep.SHARE: told.gettext("Share a use case that you showed: colleagues of other trades will try it."),
        NextStep.GO_ON: told.gettext("All goes well. Ask a colleague what they would like to see next."),
    }[board.step]
    return [blocks.heading(told.gettext("An idea for what comes next"), large=False), blocks.paragraph(sentence)]


def _button(view: View, told: Texts, board: OwnBoard) -> Part | None:
    """The one click that goes with the idea."""
    if board.step is NextStep.CHECK_IN and board.check_in is not None:
        token = view.token(Verb.OPEN_CHECK_IN, str(board.check_in))
        return show(told.gettext("My check-in"), Verb.OPEN_CHECK_IN, token)
    ways = {
        NextStep.SIGN: (told.gettext("Read the charter"), Verb.SHOW_CHARTER),
        NextStep.WISH: (told.gettext("And afterwards?"), Verb.SHOW_WISHES),
        NextStep.WORKSHOP: (told.gettext("Record a workshop"), Verb.SHOW_WORKSHOPS),
        NextStep.SHARE: (told.gettext("Share a use case"), Verb.OPEN_SHARE),
    }
    if board.step not in ways:
        return None
    title, verb = ways[board.step]
    return show(title, verb, view.token(verb))
