"""The candidates of a cohort, for those who review them. What they did in Passeur is not told here, nor anywhere."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.call_words import availabilities, listed_state, ways
from cards.ambassadors.home import call_button
from cards.kit import ActionSet, Container, Part, card, make
from cards.names import name_in_block
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.reviews import FEWEST_REVIEWERS
from passeur.ambassadors.see_candidates import CandidatePage, ListedCandidate
from passeur.organisation import name_of


def candidates_card(view: View, page: CandidatePage) -> dict[str, Any]:
    """One page of candidates, with what each reader can do."""
    told = texts(view.locale)
    title = told.gettext("Candidates of cohort {cohort}", cohort=page.cohort.id)
    body = [blocks.heading(title), blocks.paragraph(_left(told, page), spacing="Small")]
    body += [_listed(view, told, page, each) for each in page.listed]
    if page.pages > 1:
        body.append(blocks.note(told.gettext("Page {page} of {pages}", page=page.number + 1, pages=page.pages)))
    return card(lang=view.locale, summary=title, body=body, actions=[*_turning(view, told, page), call_button(view)])


def to_review_card(view: View, cohort_id: str, candidates: int) -> dict[str, Any]:
    """Tells those who review that the call is over."""
    told = texts(view.locale)
    title = told.gettext("The call for ambassadors is over")
    what = told.ngettext(
        "{count} person applied. Each candidacy is reviewed by at least two people before the selection.",
        "{count} people applied. Each candidacy is reviewed by at least two people before the selection.",
        candidates,
    )
    see = show(told.gettext("See the candidates"), Verb.LIST_CANDIDATES, view.token(Verb.LIST_CANDIDATES, cohort_id))
    body = [blocks.heading(title), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[see])


def _left(told: Texts, page: CandidatePage) -> str:
    if not page.total:
        return told.gettext("There are no candidates yet.")
    if not page.left:
        return told.gettext("You have nothing left to review here.")
    return told.ngettext(
        "You have {count} candidacy left to review.", "You have {count} candidacies left to review.", page.left
    )


def _listed(view: View, told: Texts, page: CandidatePage, each: ListedCandidate) -> Part:
    candidate, organisation = each.candidate, view.organisation
    where = (
        name_of(organisation.trades, candidate.trade, view.locale),
        name_of(organisation.sites, candidate.site, view.locale),
    )
    reviews = told.ngettext(
        "{count} review of {needed}", "{count} reviews of {needed}", each.reviews, needed=FEWEST_REVIEWERS
    )
    parts = [
        blocks.heading(name_in_block(told, each.name), large=False),
        blocks.paragraph(", ".join(filter(None, where)), spacing="None"),
        blocks.note(
            f"{availabilities(told)[candidate.availability]} · {ways(told)[candidate.way]} · "
            f"{listed_state(told, candidate.state)} · {reviews}",
            spacing="None",
        ),
    ]
    if candidate.state is CandidateState.APPLIED and page.cohort.has_a_call_under_way:
        title = told.gettext("Change my review") if each.reviewed else told.gettext("Read and review")
        token = view.token(Verb.REVIEW_FORM, page.cohort.id, version=page.number, parent=candidate.person_id)
        parts.append(make(ActionSet, actions=[show(title, Verb.REVIEW_FORM, token)]))
    return make(Container, items=parts, separator=True, spacing="Medium")


def _turning(view: View, told: Texts, page: CandidatePage) -> list[Part]:
    turns = []
    if page.number > 0:
        turns.append((told.gettext("Previous"), page.number - 1))
    if page.number + 1 < page.pages:
        turns.append((told.gettext("Next"), page.number + 1))
    return [
        show(title, Verb.LIST_CANDIDATES, view.token(Verb.LIST_CANDIDATES, page.cohort.id, version=to))
        for title, to in turns
    ]
