"""A review: what a candidate says, then six marks, each with what was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.call_words import availabilities, seniorities, ways
from cards.ambassadors.problems import field_problem
from cards.fitting import with_all_that_fits
from cards.gains import choice_input
from cards.kit import InputText, Part, card, make
from cards.names import name_in_block
from cards.refusals import sentence
from cards.text import plain
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.review_form import FIELDS, LONGEST_EVIDENCE, evidence_field, mark_field
from passeur.ambassadors.reviews import HIGHEST, LOWEST, Criterion, Review
from passeur.errors import FormRefused, PasseurError, Problem
from passeur.organisation import name_of


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A candidate and what their reader typed so far. `page` is the page of the list to go back to."""

    candidate: Candidate
    name: str
    typed: Mapping[str, str] = field(default_factory=dict)
    page: int = 0
    refused: PasseurError | None = None

    @property
    def problems(self) -> Mapping[str, Problem]:
        return self.refused.problems if isinstance(self.refused, FormRefused) else {}


def typed_in_review(review: Review | None) -> dict[str, str]:
    """What one would have typed to say this."""
    if review is None:
        return {}
    marks = {mark_field(each): str(mark.value) for each, mark in review.marks.items()}
    return marks | {evidence_field(each): mark.evidence for each, mark in review.marks.items()}


def review_card(view: View, form: ReviewForm) -> dict[str, Any]:
    """The form with everything that was typed, as far as one card can hold it."""
    texts_typed = {name: form.typed.get(name, "") for name in FIELDS if name.startswith("evidence_")}
    return with_all_that_fits(texts_typed, lambda kept: _drawn(view, form, kept))


def _drawn(view: View, form: ReviewForm, evidence: Mapping[str, str]) -> dict[str, Any]:
    told, candidate = texts(view.locale), form.candidate
    title = told.gettext("Review: {name}", name=name_in_block(told, form.name))
    token = view.token(Verb.REVIEW_CANDIDATE, candidate.cohort_id, version=form.page, parent=candidate.person_id)
    back = view.token(Verb.LIST_CANDIDATES, candidate.cohort_id, version=form.page)
    refusal = [] if form.refused is None else [blocks.problem(sentence(form.refused, view.locale))]
    body = [
        blocks.heading(title),
        *refusal,
        *_candidacy(view, told, candidate),
        blocks.note(
            told.gettext(
                "0: nothing seen; 1: a beginning; 2: seen; 3: seen often. Say what you saw yourself. Only the "
                "programme lead and the steering committee read it, and the candidate may ask for it."
            ),
            separator=True,
        ),
    ]
    for criterion in Criterion:
        body += _criterion(view, told, form, criterion, evidence)
    return card(
        lang=view.locale,
        summary=title,
        body=body,
        actions=[
            execute(told.gettext("Keep my review"), Verb.REVIEW_CANDIDATE, token),
            show(told.gettext("Back"), Verb.LIST_CANDIDATES, back),
        ],
    )


def _candidacy(view: View, told: Texts, candidate: Candidate) -> list[Part]:
    organisation = view.organisation
    facts = (
        name_of(organisation.trades, candidate.trade, view.locale),
        name_of(organisation.sites, candidate.site, view.locale),
        availabilities(told)[candidate.availability],
        seniorities(told)[candidate.seniority],
        ways(told)[candidate.way],
    )
    return [
        blocks.note(" · ".join(filter(None, facts)), spacing="None"),
        blocks.prose(plain(candidate.statement), spacing="Small"),
    ]


def _criterion(
    view: View, told: Texts, form: ReviewForm, criterion: Criterion, evidence: Mapping[str, str]
) -> list[Part]:
    name, what = mark_field(criterion), evidence_field(criterion)
    marks = {str(value): str(value) for value in range(LOWEST, HIGHEST + 1)}
    parts: list[Part] = []
    for field_name, part in (
        (
            name,
            choice_input(
                name,
                criteria(told)[criterion],
                marks,
                form.typed.get(name),
                error=told.gettext("Choose an entry from the list."),
            ),
        ),
        (
            what,
            make(
                InputText,
                id=what,
                label=told.gettext("What you saw"),
                isMultiline=True,
                maxLength=LONGEST_EVIDENCE,
                value=evidence.get(what) or None,
            ),
        ),
    ):
        parts.append(part)
        if field_name in form.problems:
            parts.append(blocks.problem(field_problem(form.problems[field_name], field_name, view.locale)))
    return parts


def criteria(told: Texts) -> dict[Criterion, str]:
    """The criteria as they are read; the three essential ones come first, and say so."""
    return {
        Criterion.MOBILISES: told.gettext("Essential: mobilises and transmits"),
        Criterion.CURIOUS: told.gettext("Essential: curious, experiments"),
        Criterion.CREDIBLE: told.gettext("Essential: stands for a trade and is credible there"),
        Criterion.FAMILIAR: told.gettext("Familiar with generative AI"),
        Criterion.INFLUENCE: told.gettext("Listened to in the organisation"),
        Criterion.MOTIVATION: told.gettext("Motivation"),
    }
