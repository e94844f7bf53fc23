"""Nominations and invitations: a manager's form, and the private question to the person, who answers or does not."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.call_words import term_in_words, until_when
from cards.ambassadors.home import call_button
from cards.fitting import fitting
from cards.kit import InputChoiceSet, Part, card, make
from cards.names import LONGEST_NAME, name_in_block
from cards.pauses import pause_actions
from cards.refusals import sentence
from cards.text import line
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.cohorts import Cohort
from passeur.errors import PasseurError
from passeur.people import Person, Topic

NOMINEE = "nominee"
# How many people of a team the form lists: the first of these with which the card is small enough.
_LISTED = (150, 100, 60, 40)


def nomination_form_card(
    view: View, cohort_id: str, team: Sequence[Person], *, chosen: str = "", refused: PasseurError | None = None
) -> dict[str, Any]:
    """Whom a manager thinks of, among the people of their team, as many as one card can hold."""
    told = texts(view.locale)
    title = told.gettext("Nominate somebody of your team")
    top = [blocks.heading(title)]
    if refused is not None:
        top.append(blocks.problem(sentence(refused, view.locale)))
    if not team:
        nobody = told.gettext(
            "I do not know the people of your team yet. Tell them about the call: they can volunteer."
        )
        body = [*top, blocks.paragraph(nobody)]
        return card(lang=view.locale, summary=title, body=body, actions=[call_button(view)])
    what = told.gettext(
        "I ask them in private whether they would like to be a candidate. Nothing is recorded unless they accept, and "
        "their answer is theirs: I do not pass it on."
    )
    ask = execute(told.gettext("Ask them"), Verb.NOMINATE, view.token(Verb.NOMINATE, cohort_id))

    def drawn(count: int) -> dict[str, Any]:
        body = [*top, blocks.paragraph(what), *_people(told, team, count, chosen)]
        return card(lang=view.locale, summary=title, body=body, actions=[ask, call_button(view)])

    return fitting(drawn, _LISTED)


def nominated_card(view: View, person: Person) -> dict[str, Any]:
    """The same words whatever became of it."""
    told = texts(view.locale)
    title = told.gettext("Thank you for having thought of {name}.", name=name_in_block(told, person.name))
    what = told.gettext(
        "If they have not been asked yet and wish to be asked, I do so in private. The answer is theirs: if they would "
        "like to tell you, they will."
    )
    body = [blocks.paragraph(title), blocks.note(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[call_button(view)])


def nomination_card(view: View, cohort: Cohort, nominator: str) -> dict[str, Any]:
    """The question to somebody whom their manager thinks of."""
    told = texts(view.locale)
    title = told.gettext("{name} thinks that you would make a good AI ambassador", name=name_in_block(told, nominator))
    what = told.gettext(
        "Ambassadors help the colleagues of their trade get something out of AI. Would you like to be a candidate? "
        "Nothing is recorded about you unless you say yes, and {name} is not told what you answer.",
        name=name_in_block(told, nominator),
    )
    return _question(view, cohort, title, what, Way.NOMINATED)


def invitation_card(view: View, cohort: Cohort) -> dict[str, Any]:
    """The question to somebody whose shares are of use in other trades."""
    told = texts(view.locale)
    title = told.gettext("What you share helps colleagues of other trades")
    what = told.gettext(
        "Use cases of yours worked for people of at least two other trades. Ambassadors do just that: would you like "
        "to be a candidate? Nobody knows that I ask you, and nothing is recorded about it unless you say yes."
    )
    return _question(view, cohort, title, what, Way.SPOTTED)


def declined_card(view: View) -> dict[str, Any]:
    """What takes the place of a question that was answered with a no."""
    told = texts(view.locale)
    title = told.gettext("Of course. Nothing was recorded, and nobody is told.")
    note = told.gettext("If you change your mind, write “ambassadors” while the call is open.")
    return card(lang=view.locale, summary=title, body=[blocks.paragraph(title), blocks.note(note)])


def _question(view: View, cohort: Cohort, title: str, what: str, way: Way) -> dict[str, Any]:
    told = texts(view.locale)
    topic = Topic.NOMINATION if way is Way.NOMINATED else Topic.CALL_INVITATION
    yes = view.token(Verb.CANDIDACY_FORM, cohort.id, parent=way)
    no = view.token(Verb.DECLINE_CALL, cohort.id)
    body = [
        blocks.heading(title, large=False),
        blocks.paragraph(what),
        blocks.note(f"{until_when(view, cohort)} {term_in_words(view, cohort)}"),
    ]
    actions = [
        show(told.gettext("I would like to"), Verb.CANDIDACY_FORM, yes),
        show(told.gettext("No, thank you"), Verb.DECLINE_CALL, no),
        *pause_actions(view, topic),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _people(told: Texts, team: Sequence[Person], count: int, chosen: str) -> list[Part]:
    names = {each.id: line(each.name, LONGEST_NAME) or told.gettext("a colleague") for each in team[:count]}
    who = make(
        InputChoiceSet,
        id=NOMINEE,
        label=told.gettext("Who?"),
        choices=[{"title": name, "value": person_id} for person_id, name in names.items()],
        style="filtered",
        isRequired=True,
        errorMessage=told.gettext("Choose an entry from the list."),
        value=chosen if chosen in names else None,
    )
    if len(team) <= count:
        return [who]
    return [who, blocks.note(told.gettext("The list stops here: tell the others about the call, they can volunteer."))]
