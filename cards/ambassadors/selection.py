"""The selection of a cohort, for those who steer the programme: the proposal, its reasons, and what it lacks."""

from collections.abc import Mapping, Sequence
from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.call_words import seniorities, ways
from cards.ambassadors.dates import day_of
from cards.ambassadors.home import call_button
from cards.ambassadors.selection_form import DecisionForm, decision_form
from cards.ambassadors.selection_words import marks_in_words, part_name, reason_for_readers, short_ways
from cards.ambassadors.shortfall_words import shortfall_in_words
from cards.kit import ActionSet, Container, FactSet, Part, card, make
from cards.names import name_in_block
from cards.refusals import sentence
from cards.text import escaped
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.proposal import Line
from passeur.ambassadors.proposal import Part as Standing
from passeur.ambassadors.see_selection import SelectionPage
from passeur.organisation import name_of

_MOST_SHORTFALLS = 6
_LONGEST_REASON = 200


def selection_card(
    view: View, page: SelectionPage, *, is_lead: bool, form: DecisionForm | None = None, problem: str = ""
) -> dict[str, Any]:
    """One page of a selection; what decides is there for the programme lead alone."""
    told = texts(view.locale)
    title = told.gettext("Selection of cohort {cohort}", cohort=page.cohort.id)
    is_decided = page.decision is not None
    can_decide = is_lead and not is_decided and page.cohort.has_a_call_under_way
    if form is not None and form.refused is not None and not can_decide:
        problem = sentence(form.refused, view.locale)
    body = [
        blocks.heading(title),
        *([blocks.problem(problem)] if problem else []),
        blocks.box([blocks.paragraph(_state(view, told, page))]),
        *_balance(view, told, page),
        *_shortfalls(view, told, page),
        *_turn_to(view, told, page),
        blocks.heading(part_name(told, page.part, is_decided=is_decided), large=False),
        *[_line(view, told, page, line) for line in page.lines],
    ]
    if not page.lines:
        body.append(blocks.paragraph(told.gettext("Nobody is here.")))
    if page.pages > 1:
        body.append(blocks.note(told.gettext("Page {page} of {pages}", page=page.number + 1, pages=page.pages)))
    if can_decide and page.lines:
        body += decision_form(view, page, form or DecisionForm())
    body.append(blocks.note(_how_it_works(told), separator=True))
    actions = [*_pages(view, told, page), *_acts(view, told, page, is_lead=is_lead), call_button(view)]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def publish_question_card(view: View, page: SelectionPage) -> dict[str, Any]:
    """Asked before every candidate is told."""
    told = texts(view.locale)
    title = told.gettext("Publish this selection?")
    people = sum(page.counts.values())
    what = told.ngettext(
        "{count} candidate receives a private answer with its reason, during working hours. Nobody else is told who "
        "was not selected.",
        "{count} candidates receive a private answer each, with its reason, during working hours. Nobody else is told "
        "who was not selected.",
        people,
    )
    body = [blocks.heading(title), blocks.note(_counted(told, page), spacing="None"), blocks.paragraph(what)]
    if page.counts[Standing.UNREVIEWED]:
        unreviewed = told.ngettext(
            "{count} of them has fewer than two reviews and is told that there was no time to review. Better to "
            "review first?",
            "{count} of them have fewer than two reviews and are told that there was no time to review. Better to "
            "review first?",
            page.counts[Standing.UNREVIEWED],
        )
        body.append(blocks.paragraph(unreviewed))
    body.append(blocks.paragraph(told.gettext("This cannot be undone. Those who are selected then sign the charter.")))
    yes = view.token(Verb.PUBLISH_SELECTION, page.cohort.id, version=page.version)
    back = view.token(Verb.SHOW_SELECTION, page.cohort.id)
    actions = [
        show(told.gettext("Yes, publish and answer"), Verb.PUBLISH_SELECTION, yes),
        show(told.gettext("No, go back"), Verb.SHOW_SELECTION, back),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _state(view: View, told: Texts, page: SelectionPage) -> str:
    if page.decision is not None:
        day = day_of(view, page.decision.decided_at)
        return told.gettext("Published on {day}: each candidate receives a private answer.", day=day)
    if page.cohort.state is CohortState.CALLING:
        return told.gettext(
            "{counts} The call still takes candidates: this is how the selection stands now.",
            counts=_counted(told, page),
        )
    if page.cohort.has_a_call_under_way:
        return told.gettext(
            "{counts} This is a proposal: people decide, and nothing is told before you publish.",
            counts=_counted(told, page),
        )
    return _counted(told, page)


def _counted(told: Texts, page: SelectionPage) -> str:
    places = told.ngettext("{count} place", "{count} places", page.cohort.call.wanted)
    people = told.ngettext("{count} candidate", "{count} candidates", sum(page.counts.values()))
    count = page.counts[Standing.CHOSEN]
    if page.decision is not None:
        chosen = told.ngettext("{count} selected", "{count} selected", count)
    else:
        chosen = told.ngettext("{count} proposed", "{count} proposed", count)
    return told.gettext("{places}, {people}, {chosen}.", places=places, people=people, chosen=chosen)


def _balance(view: View, told: Texts, page: SelectionPage) -> list[Part]:
    balance = page.balance
    if not balance.people:
        return []
    names = short_ways(told)
    came = _counts(told, {names[way]: balance.ways.get(way, 0) for way in names})
    years = _counts(told, {name: balance.seniorities.get(each, 0) for each, name in seniorities(told).items()})
    facts = [
        (told.gettext("Trades and sites"), _places(told, page)),
        (told.gettext("Ways of applying"), came),
        (told.gettext("Years here"), years),
        (told.gettext("Managers"), _at_most(told, page, balance.managers, view.organisation.proportions.most_managers)),
    ]
    if view.organisation.proportions.technical_trades:
        most = view.organisation.proportions.most_technical
        facts.append((told.gettext("Technical profiles"), _at_most(told, page, balance.technical, most)))
    return [make(FactSet, facts=[{"title": title, "value": value} for title, value in facts])]


def _counts(told: Texts, counted: Mapping[str, int]) -> str:
    return " · ".join(told.gettext("{name}: {count}", name=name, count=count) for name, count in counted.items())


def _places(told: Texts, page: SelectionPage) -> str:
    trades = told.ngettext("{count} trade", "{count} trades", page.balance.trades)
    sites = told.ngettext("{count} site", "{count} sites", page.balance.sites)
    return f"{trades}, {sites}"


def _at_most(told: Texts, page: SelectionPage, found: int, percent: int) -> str:
    return told.gettext("{found} ({most} at most)", found=found, most=page.balance.people * percent // 100)


def _shortfalls(view: View, told: Texts, page: SelectionPage) -> list[Part]:
    if not page.shortfalls:
        return []
    shown = page.shortfalls[:_MOST_SHORTFALLS]
    parts = [blocks.heading(told.gettext("What cannot be reached"), large=False)]
    parts += [blocks.paragraph(f"• {shortfall_in_words(view, each)}", spacing="Small") for each in shown]
    if more := len(page.shortfalls) - len(shown):
        parts.append(blocks.note(told.ngettext("And {count} other.", "And {count} others.", more)))
    return parts


def _turn_to(view: View, told: Texts, page: SelectionPage) -> list[Part]:
    """The other parts that have somebody in them."""
    is_decided = page.decision is not None
    others = [each for each in Standing if each is not page.part and page.counts[each]]
    buttons = [
        show(
            f"{part_name(told, each, is_decided=is_decided)} ({page.counts[each]})",
            Verb.SHOW_SELECTION,
            view.token(Verb.SHOW_SELECTION, page.cohort.id, parent=each),
        )
        for each in others
    ]
    return [make(ActionSet, actions=buttons)] if buttons else []


def _line(view: View, told: Texts, page: SelectionPage, line: Line) -> Part:
    candidate, organisation = line.candidate, view.organisation
    where = (
        name_of(organisation.trades, candidate.trade, view.locale),
        name_of(organisation.sites, candidate.site, view.locale),
    )
    name = name_in_block(told, page.names[candidate.person_id])
    who = [ways(told)[candidate.way], seniorities(told)[candidate.seniority].lower()]
    if line.is_manager:
        who.append(told.gettext("manager"))
    parts = [
        blocks.reason(f"{line.rank}. {name}" if line.part is Standing.WAITING else name),
        blocks.paragraph(", ".join(escaped(each) for each in where if each), spacing="None"),
        blocks.note(" · ".join([*who, marks_in_words(told, line.merit)]), spacing="None"),
        blocks.paragraph(reason_for_readers(view, line), spacing="Small"),
    ]
    if candidate.kept is not None and candidate.override_reason:
        said = escaped(candidate.override_reason, _LONGEST_REASON)
        parts.append(blocks.note(told.gettext("The reason given: {reason}", reason=said), spacing="None"))
    return make(Container, items=parts, separator=True, spacing="Medium")


def _pages(view: View, told: Texts, page: SelectionPage) -> list[Part]:
    turns = []
    if page.number > 0:
        turns.append((told.gettext("Previous"), page.number - 1))
    if page.number + 1 < page.pages:
        turns.append((told.gettext("Next"), page.number + 1))
    return [
        show(title, Verb.SHOW_SELECTION, view.token(Verb.SHOW_SELECTION, page.cohort.id, version=to, parent=page.part))
        for title, to in turns
    ]


def _acts(view: View, told: Texts, page: SelectionPage, *, is_lead: bool) -> Sequence[Part]:
    if not is_lead:
        return []
    if page.decision is None and page.cohort.state is CohortState.CHOOSING and page.counts[Standing.CHOSEN]:
        token = view.token(Verb.ASK_PUBLISH_SELECTION, page.cohort.id, version=page.version)
        return [show(told.gettext("Publish…"), Verb.ASK_PUBLISH_SELECTION, token)]
    if page.next_waiting is not None:
        name = name_in_block(told, page.names[page.next_waiting])
        token = view.token(Verb.OFFER_PLACE, page.cohort.id, parent=page.next_waiting)
        return [show(told.gettext("Offer the free place to {name}", name=name), Verb.OFFER_PLACE, token)]
    return []


def _how_it_works(told: Texts) -> str:
    return told.gettext(
        "In this order: every place filled, no more managers and technical profiles than set, each major trade, each "
        "site, a third for each way in and each seniority, then the marks (essential ones count double). What people "
        "do in Passeur plays no part."
    )
