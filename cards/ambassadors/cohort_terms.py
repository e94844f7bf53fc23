"""The terms of a cohort as the programme lead needs them: statuses to decide on, and never what anybody did."""

from collections.abc import Mapping
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.term_words import place_of, span_of, trade_name, wish_in_words
from cards.kit import ActionSet, Container, Part, card, make
from cards.names import name_in_block
from cards.translations import Texts, texts
from cards.typography import number, typeset
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.read_terms import CohortTerms
from passeur.ambassadors.terms import Ending, Term, TermState

# More would not fit on a card, nor be read; the rest is counted.
MOST_NAMED, MOST_ASKED = 40, 15


def terms_card(view: View, cohort_terms: CohortTerms, names: Mapping[str, str], *, problem: str = "") -> dict[str, Any]:
    """Who holds a term, who signed, whose wish waits; `names` are by person."""
    told = texts(view.locale)
    cohort = cohort_terms.cohort
    title = told.gettext("The ambassadors of {cohort}", cohort=cohort.id)
    body = [
        blocks.heading(title),
        blocks.note(span_of(view, cohort), spacing="None"),
        *([blocks.problem(problem)] if problem else []),
        blocks.box([blocks.paragraph(line, spacing="Small") for line in _counts(told, cohort_terms)]),
        *_signatures(view, told, cohort_terms, names),
        blocks.heading(told.gettext("Boot camp"), large=False),
        blocks.paragraph(_finishers(told, cohort_terms)),
        *_wishes(view, told, cohort_terms, names),
        blocks.note(told.gettext("Passeur shows you statuses, so that you can decide. It shows nobody’s figures.")),
    ]
    close = told.gettext("Close the cohort…")
    actions = [
        show(told.gettext("Refresh"), Verb.SHOW_TERMS, view.token(Verb.SHOW_TERMS, cohort.id)),
        show(close, Verb.ASK_CLOSE_COHORT, view.token(Verb.ASK_CLOSE_COHORT, cohort.id)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def no_cohort_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("No cohort is in office")
    what = told.gettext("Write “ambassadors” to open a call, or to go on with the one that is open.")
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)])


def close_question_card(view: View, cohort_terms: CohortTerms) -> dict[str, Any]:
    """Asked before every term of a cohort ends."""
    told = texts(view.locale)
    cohort = cohort_terms.cohort
    title = told.gettext("Close the cohort {cohort}?", cohort=cohort.id)
    in_office = len(cohort_terms.in_office)
    agreed = sum(term.ends_as is not Ending.THANKED for term in cohort_terms.in_office)
    body = [
        blocks.heading(title),
        blocks.note(span_of(view, cohort), spacing="None"),
        blocks.paragraph(
            told.ngettext(
                "{count} term ends, and its ambassador is thanked in private.",
                "{count} terms end, and their ambassadors are thanked in private.",
                in_office,
            )
        ),
        *([blocks.paragraph(_going_on(told, agreed))] if agreed else []),
        blocks.paragraph(told.gettext("Places that become free show on the coverage map. This cannot be undone.")),
    ]
    yes = told.gettext("Yes, close the cohort")
    actions = [
        execute(yes, Verb.CLOSE_COHORT, view.token(Verb.CLOSE_COHORT, cohort.id), takes_inputs=False),
        show(told.gettext("No, leave it"), Verb.SHOW_TERMS, view.token(Verb.SHOW_TERMS, cohort.id)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def cohort_closed_card(view: View, cohort_id: str) -> dict[str, Any]:
    told = texts(view.locale)
    title = typeset(told.gettext("The cohort {cohort} is closed", cohort=cohort_id), view.locale)
    what = told.gettext("Everybody who stayed until the end is thanked in private. Thank you for leading it.")
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)])


def cohort_end_card(view: View, cohort_terms: CohortTerms) -> dict[str, Any]:
    """Told to the programme lead once the last day is over: what is left to answer before the cohort is closed."""
    told = texts(view.locale)
    cohort = cohort_terms.cohort
    title = typeset(told.gettext("The term of the cohort {cohort} is over", cohort=cohort.id), view.locale)
    waiting = len(cohort_terms.waiting)
    body = [blocks.heading(title), blocks.note(span_of(view, cohort), spacing="None")]
    if waiting:
        wishes = told.ngettext(
            "{count} ambassador waits for your answer.", "{count} ambassadors wait for your answer.", waiting
        )
        body.append(blocks.reason(wishes))
    close = told.gettext("Close the cohort when you are ready: everybody who stayed is then thanked in private.")
    body.append(blocks.paragraph(close))
    follow = told.gettext("See the cohort")
    actions = [show(follow, Verb.SHOW_TERMS, view.token(Verb.SHOW_TERMS, cohort.id))]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def term_news_card(view: View, term: Term, name: str) -> dict[str, Any]:
    """A place became free before its time, told to the programme lead, who has to fill it."""
    told = texts(view.locale)
    title = told.gettext("A place is free among the ambassadors")
    who = name_in_block(told, name)
    if term.ending is Ending.DECLINED and term.began_at is None:
        what = told.gettext("{name} turned down the place that was offered.", name=who)
    else:
        what = told.gettext("{name} ends their term now.", name=who)
    body = [
        blocks.heading(title),
        blocks.paragraph(what),
        *([blocks.note(place, spacing="None")] if (place := place_of(view, term)) else []),
        blocks.paragraph(told.gettext("No reason is asked for. The waiting list may have somebody for this place.")),
    ]
    follow = told.gettext("See the cohort")
    actions = [show(follow, Verb.SHOW_TERMS, view.token(Verb.SHOW_TERMS, term.cohort_id))]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _going_on(told: Texts, agreed: int) -> str:
    return told.ngettext(
        "{count} of them goes on as agreed: another term, champion or trade lead.",
        "{count} of them go on as agreed: another term, champion or trade lead.",
        agreed,
    )


def _counts(told: Texts, cohort_terms: CohortTerms) -> list[str]:
    numbers = {state: len(cohort_terms.of(state)) for state in TermState}
    return [
        told.ngettext("{count} in office", "{count} in office", numbers[TermState.ACTIVE]),
        told.ngettext("{count} on a break", "{count} on a break", numbers[TermState.RESTING]),
        told.ngettext("{count} place to be accepted", "{count} places to be accepted", numbers[TermState.OFFERED]),
        told.ngettext("{count} term that ended", "{count} terms that ended", numbers[TermState.ENDED]),
    ]


def _signatures(view: View, told: Texts, cohort_terms: CohortTerms, names: Mapping[str, str]) -> list[Part]:
    charter = view.organisation.charter
    living = cohort_terms.living
    signed = [term for term in living if charter.is_signed_by(term.signature)]
    older = [term for term in living if term.signature is not None and not charter.is_signed_by(term.signature)]
    never = [term for term in living if term.signature is None]
    counted = told.gettext(
        "Version {version}: {signed} of {number} signed.",
        version=charter.version,
        signed=len(signed),
        number=len(living),
    )
    parts = [
        blocks.heading(told.gettext("The charter"), large=False),
        blocks.paragraph(typeset(counted, view.locale)),
    ]
    for title, terms in (
        (told.gettext("Signed an earlier version"), older),
        (told.gettext("Have not signed yet"), never),
    ):
        if terms:
            parts += [blocks.label(title), blocks.paragraph(_named(told, terms, names), spacing="None")]
    return parts


def _named(told: Texts, terms: list[Term], names: Mapping[str, str]) -> str:
    shown = ", ".join(name_in_block(told, names.get(term.person_id, "")) for term in terms[:MOST_NAMED])
    left = len(terms) - MOST_NAMED
    return shown + told.ngettext(" and {count} other", " and {count} others", left) if left > 0 else shown


def _finishers(told: Texts, cohort_terms: CohortTerms) -> str:
    if cohort_terms.finished is None:
        return told.gettext("How many finished is shown from five people on.")
    return told.gettext(
        "At least {number} ambassadors have finished it.", number=number(cohort_terms.finished, told.locale)
    )


def _wishes(view: View, told: Texts, cohort_terms: CohortTerms, names: Mapping[str, str]) -> list[Part]:
    waiting = cohort_terms.waiting
    if not waiting:
        return []
    heading = blocks.heading(told.gettext("What they would like afterwards"), large=False)
    left = len(waiting) - MOST_ASKED
    more = told.ngettext("{count} other wish follows these.", "{count} other wishes follow these.", left)
    return [
        heading,
        *(_wish(view, told, term, names) for term in waiting[:MOST_ASKED]),
        *([blocks.note(more)] if left > 0 else []),
    ]


def _wish(view: View, told: Texts, term: Term, names: Mapping[str, str]) -> Part:
    who = name_in_block(told, names.get(term.person_id, ""))
    wish = wish_in_words(told, term.wish or Ending.THANKED, trade_name(view, term))
    buttons = []
    for title, answer in ((told.gettext("Agree"), 1), (told.gettext("Not this time"), 0)):
        token = view.token(
            Verb.ANSWER_WISH, f"{term.cohort_id}|{term.person_id}", version=answer, parent=term.wish or ""
        )
        buttons.append(execute(title, Verb.ANSWER_WISH, token, takes_inputs=False))
    place = place_of(view, term)
    parts = [
        blocks.reason(who),
        blocks.paragraph(wish, spacing="None"),
        *([blocks.note(place, spacing="None")] if place else []),
        make(ActionSet, actions=buttons),
    ]
    return make(Container, items=parts, spacing="Medium")
