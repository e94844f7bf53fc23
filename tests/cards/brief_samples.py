"""A month of the small company, as its brief tells it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from cards.briefs.card import asked_brief_card, no_brief_card, review_card, sent_brief_card
from cards.briefs.files import files_card
from cards.view import View
from passeur.briefs.brief import Brief, Coverage, Gain, MonthFigures, NeedFigure, Quote, Tool, TradeFigure
from passeur.briefs.needs import Need, Source
from passeur.briefs.review import Review
from passeur.briefs.told_brief import ToldBrief, ToldGain, ToldQuote
from passeur.periods import Month
from passeur.sharing.shares import GainPer, GainUnit, ShareRef, TimeGain

MONTH = Month(2026, 11)
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


def ref(number: int) -> ShareRef:
    return ShareRef(MONTH.weeks[number % 4], f"{number:032x}")


def gain(number: int, tool: str, hours: str, reproduced: tuple[int | None, int], text: str) -> ToldGain:
    claimed = TimeGain(Decimal(hours), GainUnit.HOURS, GainPer.WEEK)
    return ToldGain(Gain(ref(number), 1, tool, claimed, *reproduced, quotable=True), text, reviewed=number == 1)


BRIEF = Brief(
    month=MONTH,
    made_at=NOW,
    weeks=MONTH.weeks,
    tools=(
        Tool("chatgpt", "ChatGPT", 13),
        Tool("copilotdansexcel", "Copilot dans Excel", 9),
        Tool("mistrallechat", "Mistral Le Chat", 6),
        Tool("deepl", "DeepL", None),
        Tool("gamma", "Gamma", None),
    ),
    needs=(
        NeedFigure(Need.CHECKING, 21, ((Source.LIMITS, 9), (Source.TRIES, 12), (Source.REPORTS, 0))),
        NeedFigure(Need.PROMPTING, 14, ((Source.LIMITS, None), (Source.TRIES, None), (Source.REPORTS, None))),
        NeedFigure(Need.DATA, None, ((Source.LIMITS, None), (Source.TRIES, None), (Source.REPORTS, None))),
    ),
    trend=(
        MonthFigures(Month(2026, 8), None, None),
        MonthFigures(Month(2026, 9), 31, 45),
        MonthFigures(Month(2026, 10), 40, 60),
        MonthFigures(MONTH, 52, 85),
    ),
    coverage=Coverage((TradeFigure("achats", 12, None, None), TradeFigure("rh", 8, None, None)), 7),
    gains=(),
    quotes=(),
)
GAINS = (
    gain(1, "ChatGPT", "3", (16, 5), "Préparer le premier jet d’une note de synthèse."),
    gain(2, "Copilot dans Excel", "2.5", (None, 0), "Rapprocher les commandes et les factures du mois."),
    gain(3, "DeepL", "1", (0, 0), ""),
)
QUOTES = (
    ToldQuote(Quote(ref(4), 1, "achats"), "ChatGPT", "M’entraîner avant une négociation."),
    ToldQuote(Quote(ref(5), 1, None), "Gamma", "Faire les supports de la réunion du lundi en une demi-heure."),
)
TOLD = ToldBrief(BRIEF, Review(MONTH), GAINS, QUOTES)
APPROVED = replace(TOLD, review=Review(MONTH).approved("lead", NOW))
EMPTY = ToldBrief(
    Brief(MONTH, NOW, MONTH.weeks, trend=(MonthFigures(MONTH, 0, 0),), coverage=Coverage((), 7)), Review(MONTH), (), ()
)
SMALL = replace(
    TOLD,
    brief=replace(
        BRIEF,
        tools=(Tool("deepl", "DeepL", None),),
        needs=(),
        trend=(MonthFigures(MONTH, None, None),),
        coverage=Coverage((), 7),
    ),
    quotes=(),
)


def reached(view: View) -> View:
    """Where the address of the functions is known."""
    return replace(view, organisation=replace(view.organisation, functions_url="https://passeur.example.net"))


BRIEF_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "brief": lambda v: asked_brief_card(reached(v), APPROVED, "person-1", NOW),
    "brief_sent": lambda v: sent_brief_card(v, APPROVED),
    "brief_review": lambda v: review_card(v, TOLD),
    "brief_review_asked": lambda v: review_card(reached(v), TOLD, person_id="lead", now=NOW),
    "brief_approved": lambda v: review_card(v, APPROVED, person_id="lead", now=NOW),
    "brief_empty": lambda v: review_card(v, EMPTY),
    "brief_small": lambda v: review_card(v, SMALL),
    "brief_files": lambda v: files_card(reached(v), BRIEF, "person-1", NOW),
    "brief_files_unknown": lambda v: files_card(v, BRIEF, "person-1", NOW),
    "no_brief": no_brief_card,
}
