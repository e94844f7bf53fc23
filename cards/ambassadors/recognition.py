"""What the programme lead does to recognise people: the ambassador of the month, and use cases told again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute
from cards.ambassadors.month_words import merits_in_words
from cards.fitting import fitting
from cards.kit import ActionSet, InputChoiceSet, InputText, Part, card, make
from cards.names import name_in_block
from cards.refusals import problem_sentence
from cards.text import escaped, line, typed
from cards.translations import Texts, texts
from cards.typography import month
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.name_of_the_month import LONGEST_REASON, PERSON, REASON, Proposal
from passeur.ambassadors.recognition import Choice, Consent, Spotlight
from passeur.ambassadors.spotlights import SHARE
from passeur.errors import Problem
from passeur.people import Person
from passeur.sharing.shares import Share

# Two forms stand on one card: the reason of a spotlight has a name of its own.
SPOTLIGHT_REASON = "spotlight_reason"
_LENGTHS = (90, 40, 20, 10)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed in a form that was refused, and what is wrong with it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


_EMPTY = Filled()


def recognition_card(
    view: View,
    proposal: Proposal,
    chosen: Person | None,
    spotlights: Sequence[tuple[Share, Spotlight | None]],
    filled: Filled = _EMPTY,
) -> dict[str, Any]:
    """Both forms; `chosen` is whoever is asked or agreed."""
    told = texts(view.locale)
    title = told.gettext("Recognition")
    closing = blocks.note(
        told.gettext("There are no points and no ranking: you choose, you say why, and the person agrees first."),
        separator=True,
    )

    def draw(longest: int) -> dict[str, Any]:
        body = [
            blocks.heading(title),
            *_month(view, proposal, chosen, filled, longest),
            *_spotlights(view, spotlights, filled, longest),
            closing,
        ]
        return card(lang=view.locale, summary=title, body=body)

    return fitting(draw, _LENGTHS)


def _month(view: View, proposal: Proposal, chosen: Person | None, filled: Filled, longest: int) -> list[Part]:
    told = texts(view.locale)
    when = month(proposal.month.year, proposal.month.number, view.locale)
    parts = [blocks.heading(told.gettext("Ambassador of the month, {month}", month=when), large=False)]
    choice = proposal.decided.choice if proposal.decided else None
    if choice is not None:
        parts.append(blocks.box([blocks.paragraph(_state(told, choice, chosen))]))
    if not proposal.is_open:
        return parts
    if proposal.decided and proposal.decided.refused:
        parts.append(blocks.paragraph(told.gettext("Whoever was asked preferred not to be named.")))
    if not proposal.people:
        return [
            *parts,
            blocks.paragraph(
                told.gettext(
                    "Nobody is proposed: that takes somebody who agreed to be considered, was not named in the last "
                    "six months, and ran a workshop, helped a peer or saw a use case taken up elsewhere that month."
                )
            ),
        ]
    choices = [
        {"title": f"{_listed(told, person, longest)} ({merits_in_words(told, entry.merits)})", "value": person.id}
        for person, entry in proposal.people
    ]
    token = view.token(Verb.CHOOSE_MONTH, proposal.month.key)
    return [
        *parts,
        blocks.paragraph(told.gettext("In alphabetical order, among those who agreed to be considered.")),
        *(
            []
            if proposal.is_whole
            else [blocks.note(told.gettext("There were more names than room: these were drawn at random."))]
        ),
        *_choice(view, PERSON, told.gettext("Who"), choices, filled),
        *_reason(view, told, REASON, filled),
        make(ActionSet, actions=[execute(told.gettext("Ask this person"), Verb.CHOOSE_MONTH, token)]),
    ]


def _drawn(told: Texts) -> Part:
    return blocks.note(told.gettext("There were more names than room: these were drawn at random."))


def _state(told: Texts, choice: Choice, chosen: Person | None) -> str:
    name = name_in_block(told, chosen.name if chosen else "")
    if choice.consent is Consent.GIVEN:
        return told.gettext("{name} agreed, and is named in the channels.", name=name)
    return told.gettext("{name} was asked. Nothing is posted before they agree.", name=name)


def _spotlights(
    view: View, spotlights: Sequence[tuple[Share, Spotlight | None]], filled: Filled, longest: int
) -> list[Part]:
    told = texts(view.locale)
    parts = [blocks.heading(told.gettext("A use case to tell again"), large=False)]
    states = [
        blocks.note(_spotlight_state(told, share, spotlight, longest)) for share, spotlight in spotlights if spotlight
    ]
    free = [share for share, spotlight in spotlights if spotlight is None]
    if not free:
        none = told.gettext("No other use case has lately worked for colleagues of two other trades.")
        return [*parts, *states, blocks.paragraph(none)]
    choices = [{"title": _title(told, share, longest), "value": str(share.ref)} for share in free]
    token = view.token(Verb.PROPOSE_SPOTLIGHT)
    return [
        *parts,
        blocks.paragraph(told.gettext("Use cases that colleagues of two other trades made work, the latest first.")),
        *states,
        *_choice(view, SHARE, told.gettext("Use case"), choices, filled),
        *_reason(view, told, SPOTLIGHT_REASON, filled),
        make(ActionSet, actions=[execute(told.gettext("Ask the author"), Verb.PROPOSE_SPOTLIGHT, token)]),
    ]


def _listed(told: Texts, person: Person, longest: int) -> str:
    return line(person.name, longest) or told.gettext("a colleague")


def _title(told: Texts, share: Share, longest: int) -> str:
    name = line(share.author_name, longest) or told.gettext("a colleague")
    return f"{line(share.content.tool, longest)} · {line(share.content.use_case, longest)} ({name})"


def _spotlight_state(told: Texts, share: Share, spotlight: Spotlight, longest: int) -> str:
    tool = escaped(share.content.tool, longest)
    return {
        Consent.ASKED: told.gettext("{tool}: the author was asked.", tool=tool),
        Consent.GIVEN: told.gettext("{tool}: the author agreed, and it is posted.", tool=tool),
        Consent.REFUSED: told.gettext("{tool}: the author preferred not.", tool=tool),
    }[spotlight.consent]


def _choice(view: View, name: str, label: str, choices: list[dict[str, str]], filled: Filled) -> list[Part]:
    values = {each["value"] for each in choices}
    value = filled.typed.get(name)
    part = make(
        InputChoiceSet,
        id=name,
        label=label,
        style="compact",
        choices=choices,
        value=value if value in values else None,
        wrap=True,
    )
    return [part, *_problem(view, name, filled.problems)]


def _reason(view: View, told: Texts, name: str, filled: Filled) -> list[Part]:
    part = make(
        InputText,
        id=name,
        label=told.gettext("Why, in your own words (they are posted)"),
        isMultiline=True,
        maxLength=LONGEST_REASON,
        value=typed(filled.typed.get(name, "")) or None,
    )
    return [part, *_problem(view, name, filled.problems)]


def _problem(view: View, name: str, problems: Mapping[str, Problem]) -> list[Part]:
    return [blocks.problem(problem_sentence(problems[name], name, view.locale))] if name in problems else []
