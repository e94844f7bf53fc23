"""Two questions to those who came to a workshop: in their own chat, or on a card that everybody answers by button."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cards import blocks
from cards.actions import execute
from cards.ambassadors.workshops import calendar_button, when_parts
from cards.gains import choice_input
from cards.kit import InputText, Part, card, make
from cards.text import escaped, line
from cards.text import typed as typed_text
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.give_feedback import MARKS, USEFUL, WILL_USE, YesNo
from passeur.ambassadors.workshops import Workshop
from passeur.errors import Problem

CODE = "code"
_LONGEST_NAME = 80
_LONGEST_CODE = 40


def feedback_card(
    view: View,
    workshop: Workshop,
    host: str,
    today: date,
    *,
    in_private: bool = True,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, Problem] | None = None,
) -> dict[str, Any]:
    """The two questions, from the day of the workshop on; before it, when it takes place."""
    told = texts(view.locale)
    is_open = workshop.takes_feedback(today)
    title = told.gettext("How was the workshop?") if is_open else told.gettext("A workshop to come")
    body = [
        blocks.heading(title),
        blocks.prose(line(workshop.title), bold=True, spacing="Small"),
        *([blocks.paragraph(_hosted(told, host), spacing="Small")] if host else []),
        *when_parts(view, workshop),
    ]
    if not is_open:
        body.append(blocks.note(told.gettext("The questions open on the day of the workshop.")))
        actions = [calendar_button(view, workshop)] if in_private else []
        return card(lang=view.locale, summary=title, body=body, actions=actions)
    for name, part in _questions(told, typed or {}).items():
        body.append(part)
        if name in (problems or {}):
            body.append(blocks.problem(told.gettext("Choose an answer.")))
    body.append(blocks.note(_anonymous(told)))
    send = execute(told.gettext("Send"), Verb.GIVE_FEEDBACK, view.token(Verb.GIVE_FEEDBACK, workshop.code))
    return card(lang=view.locale, summary=title, body=body, actions=[send])


def feedback_thanks_card(view: View, workshop: Workshop) -> dict[str, Any]:
    told = texts(view.locale)
    thanks = told.gettext("Thank you! Your answers help to make the next workshop better.")
    body = [
        blocks.paragraph(thanks),
        blocks.prose(line(workshop.title), subtle=True),
        blocks.note(told.gettext("You can answer again: your last answers count.")),
    ]
    return card(lang=view.locale, summary=thanks, body=body)


def code_card(view: View, *, typed: str = "", problem: str = "") -> dict[str, Any]:
    """Where somebody types the code that they were given. `problem` is the sentence of what kept it from opening."""
    told = texts(view.locale)
    title = told.gettext("Feedback on a workshop")
    code = make(
        InputText,
        id=CODE,
        label=told.gettext("The code that you were given"),
        placeholder=told.gettext("For example: K7QF-2M9X"),
        isRequired=True,
        errorMessage=told.gettext("Type the code."),
        maxLength=_LONGEST_CODE,
        value=typed_text(typed)[:_LONGEST_CODE] or None,
    )
    body = [blocks.heading(title), code, *([blocks.problem(problem)] if problem else [])]
    opened = execute(told.gettext("Continue"), Verb.FIND_WORKSHOP, view.token(Verb.FIND_WORKSHOP))
    return card(lang=view.locale, summary=title, body=body, actions=[opened])


def feedback_kept(view: View) -> str:
    return texts(view.locale).gettext("Thank you! Your answers are kept, without your name.")


def answer_both(view: View) -> str:
    return texts(view.locale).gettext("Answer both questions, then send.")


def how_to_ask(view: View) -> str:
    return texts(view.locale).gettext(
        "Write “feedback” and the code of the workshop: whoever ran it has it, in their chat with me."
    )


def posted(view: View, *, is_first: bool) -> str:
    told = texts(view.locale)
    if is_first:
        return told.gettext("It is on its way: the questions appear in the channel in a moment.")
    return told.gettext("The questions were posted in the channel this week already.")


def _questions(told: Texts, typed: Mapping[str, str]) -> dict[str, Part]:
    useful = (
        told.gettext("Very useful"),
        told.gettext("Useful"),
        told.gettext("Not very useful"),
        told.gettext("Not useful"),
    )
    will_use = {
        YesNo.YES: told.gettext("Yes, within a month"),
        YesNo.NO: told.gettext("No, not for now"),
    }
    missing = told.gettext("Choose an answer.")
    return {
        USEFUL: choice_input(
            USEFUL,
            told.gettext("Was it useful for your work?"),
            dict(zip(MARKS, useful, strict=True)),
            typed.get(USEFUL),
            error=missing,
            expanded=True,
        ),
        WILL_USE: choice_input(
            WILL_USE,
            told.gettext("Will you use what you saw?"),
            will_use,
            typed.get(WILL_USE),
            error=missing,
            expanded=True,
        ),
    }


def _hosted(told: Texts, host: str) -> str:
    return told.gettext("With {name}", name=escaped(host, _LONGEST_NAME))


def _anonymous(told: Texts) -> str:
    return told.gettext(
        "Your answers are kept without your name. Whoever ran the workshop only reads whether more than half say "
        "yes, from five answers on."
    )
