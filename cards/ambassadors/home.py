"""The ambassador programme, as each person finds it: what is open, what is theirs, and the lead's part for the lead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.call_words import call_state, candidacy_state, term_in_words, until_when, who_is_looked_for
from cards.ambassadors.refusals import declined_sentence
from cards.kit import ActionSet, Part, card, make
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.check_in_periods import ref_on
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.refusals import Why
from passeur.ambassadors.see_programme import Programme
from passeur.people import READERS, Role
from passeur.periods import day_of

# What a button of a card is about: its words, its verb and the subject that it signs.
Choice = tuple[str, Verb, str]


def home_card(view: View, programme: Programme, *, now: datetime) -> dict[str, Any]:
    """Everything that one person may see and do in the programme, in their own chat."""
    told = texts(view.locale)
    title = told.gettext("AI ambassadors")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "Ambassadors help the colleagues of their trade get something out of AI: they show, they answer, they "
                "pass it on."
            )
        ),
        *_call(view, told, programme),
        *_candidacy(view, told, programme),
        *_ambassador(view, told, programme, now),
        *_reader(view, told, programme),
        *_lead(view, told, programme, now),
    ]
    return card(lang=view.locale, summary=title, body=body)


def call_button(view: View) -> Part:
    """The way to the home card from other cards."""
    return _button(view, (texts(view.locale).gettext("Back"), Verb.SHOW_AMBASSADORS, ""))


def _call(view: View, told: Texts, programme: Programme) -> list[Part]:
    if programme.call is None:
        return [blocks.note(told.gettext("No call is open at the moment. The next one is announced in the channels."))]
    cohort = programme.call
    parts = [
        blocks.heading(told.gettext("A call is open"), large=False),
        blocks.paragraph(f"{who_is_looked_for(view, cohort)} {until_when(view, cohort)}", spacing="None"),
        blocks.note(term_in_words(view, cohort), spacing="Small"),
    ]
    choices: list[Choice] = []
    if programme.can_volunteer:
        choices.append((told.gettext("I volunteer"), Verb.CANDIDACY_FORM, cohort.id))
    if programme.is_manager:
        choices.append((told.gettext("Nominate somebody of my team"), Verb.NOMINATION_FORM, cohort.id))
    return [*parts, *_buttons(view, choices)]


def _candidacy(view: View, told: Texts, programme: Programme) -> list[Part]:
    candidacy = programme.candidacy
    is_in_office = programme.term is not None and programme.term.term.is_in_office
    if candidacy is None or candidacy.state is CandidateState.WITHDRAWN or is_in_office:
        return []
    return [
        blocks.heading(told.gettext("Your candidacy"), large=False),
        blocks.paragraph(candidacy_state(told, candidacy.state), spacing="None"),
        *_no_reviewer(told, programme),
        *_buttons(view, _candidacy_choices(told, candidacy, programme.call)),
    ]


def _no_reviewer(told: Texts, programme: Programme) -> list[Part]:
    """Those who would review otherwise are told why they do not."""
    reviews = programme.roles & {Role.PROGRAMME_LEAD, Role.STEERING}
    if not reviews or not programme.competes or programme.managed is None or not programme.managed.has_a_call_under_way:
        return []
    return [blocks.note(declined_sentence(told, Why.CANDIDATE_CANNOT_REVIEW), spacing="None")]


def _candidacy_choices(told: Texts, candidacy: Candidate, call: Cohort | None) -> list[Choice]:
    choices: list[Choice] = []
    if candidacy.state is CandidateState.APPLIED and call is not None and call.id == candidacy.cohort_id:
        choices.append((told.gettext("Change my candidacy"), Verb.CANDIDACY_FORM, candidacy.cohort_id))
    choices.append((told.gettext("Withdraw my candidacy…"), Verb.ASK_WITHDRAW_CANDIDACY, candidacy.cohort_id))
    return choices


def _ambassador(view: View, told: Texts, programme: Programme, now: datetime) -> list[Part]:
    """For whoever was offered a term, or serves one."""
    if programme.term is None:
        return []
    is_in_office = programme.term.term.is_in_office
    heading = told.gettext("You, ambassador") if is_in_office else told.gettext("Your next step")
    choices = _in_office(view, told, programme.term.cohort, now) if is_in_office else []
    return [
        blocks.heading(heading, large=False),
        blocks.note(term_in_words(view, programme.term.cohort), spacing="None"),
        *_buttons(view, choices),
        *_buttons(view, [(told.gettext("Read the charter"), Verb.SHOW_CHARTER, ""), *_path(told)]),
    ]


def _in_office(view: View, told: Texts, cohort: Cohort, now: datetime) -> list[Choice]:
    """What an ambassador comes back to: check-in, workshops, numbers, badges, term."""
    zone = view.organisation.sending.zone
    ref = ref_on(cohort, min(day_of(now, zone), cohort.ends_on))
    return [
        *([] if ref is None else [(told.gettext("My check-in"), Verb.OPEN_CHECK_IN, str(ref))]),
        (told.gettext("Your workshops"), Verb.SHOW_WORKSHOPS, ""),
        (told.gettext("My own numbers"), Verb.SHOW_OWN_BOARD, ""),
        (told.gettext("See my badges"), Verb.SHOW_BADGES, ""),
        (told.gettext("My term"), Verb.SHOW_TERM, ""),
    ]


def _path(told: Texts) -> list[Choice]:
    return [
        (told.gettext("Boot camp"), Verb.SHOW_BOOT_CAMP, ""),
        (told.gettext("Toolkit"), Verb.SHOW_TOOLKIT, ""),
    ]


def _reader(view: View, told: Texts, programme: Programme) -> list[Part]:
    """For the steering committee and the sponsor: whoever leads the programme has the same in their own part."""
    if not programme.roles & set(READERS) or Role.PROGRAMME_LEAD in programme.roles:
        return []
    reviews = Role.STEERING in programme.roles
    cohort = programme.managed if reviews else None
    choices: list[Choice] = []
    if cohort is not None and programme.may_review:
        choices.append((told.gettext("Candidates"), Verb.LIST_CANDIDATES, cohort.id))
    if cohort is not None and not programme.competes:
        choices.append((told.gettext("Selection"), Verb.SHOW_SELECTION, cohort.id))
    heading = told.gettext("For the steering committee") if reviews else told.gettext("For the sponsor")
    return [
        blocks.heading(heading, large=False),
        *_counts(told, programme),
        *_buttons(view, choices),
        *_buttons(view, _figures(told)),
    ]


def _figures(told: Texts) -> list[Choice]:
    """What everybody reads who steers the programme: coverage, board, decisions."""
    return [
        (told.gettext("Coverage map"), Verb.SHOW_COVERAGE, ""),
        (told.gettext("Programme board"), Verb.SHOW_BOARD, ""),
        (told.gettext("Decision log"), Verb.SHOW_DECISIONS, ""),
    ]


def _lead(view: View, told: Texts, programme: Programme, now: datetime) -> list[Part]:
    if Role.PROGRAMME_LEAD not in programme.roles:
        return []
    cohort = programme.managed
    parts = [blocks.heading(told.gettext("For the programme lead"), large=False)]
    if cohort is not None:
        state = call_state(view, cohort, is_open=cohort.takes_candidates(now))
        parts += [
            blocks.paragraph(told.gettext("Cohort {cohort}. {state}", cohort=cohort.id, state=state), spacing="None"),
            *_counts(told, programme),
        ]
    choices = (_call_choices(told, programme, now), _lead_choices(told, cohort), _figures(told))
    return [*parts, *(part for each in choices for part in _buttons(view, each))]


def _call_choices(told: Texts, programme: Programme, now: datetime) -> list[Choice]:
    """What can be done with the call as it stands."""
    cohort = programme.managed
    if cohort is None or not cohort.has_a_call_under_way:
        return [(told.gettext("Open a call"), Verb.CALL_FORM, "")]
    choices: list[Choice] = []
    if programme.may_review:
        choices.append((told.gettext("Candidates"), Verb.LIST_CANDIDATES, cohort.id))
    choices.append((told.gettext("Extend the call"), Verb.EXTENSION_FORM, cohort.id))
    if cohort.takes_candidates(now):
        choices.append((told.gettext("Close the call…"), Verb.ASK_CLOSE_CALL, cohort.id))
    return choices


def _lead_choices(told: Texts, cohort: Cohort | None) -> list[Choice]:
    """Whom the programme has: who was chosen, who serves, who is named."""
    choices: list[Choice] = []
    if cohort is not None:
        choices.append((told.gettext("Selection"), Verb.SHOW_SELECTION, cohort.id))
    return [
        *choices,
        (told.gettext("Ambassadors in office"), Verb.SHOW_TERMS, ""),
        (told.gettext("Recognition"), Verb.SHOW_RECOGNITION, ""),
    ]


def _counts(told: Texts, programme: Programme) -> list[Part]:
    if programme.counted is None:
        return []
    counted = programme.counted
    candidates = told.ngettext("{count} candidate.", "{count} candidates.", counted.candidates)
    reviews = told.ngettext(
        "{count} candidacy still needs a review by two people.",
        "{count} candidacies still need a review by two people.",
        counted.to_review,
    )
    return [blocks.paragraph(f"{candidates} {reviews}" if counted.to_review else candidates, spacing="Small")]


def _buttons(view: View, choices: Sequence[Choice]) -> list[Part]:
    return [make(ActionSet, actions=[_button(view, each) for each in choices])] if choices else []


def _button(view: View, choice: Choice) -> Part:
    title, verb, subject = choice
    return show(title, verb, view.token(verb, subject))
