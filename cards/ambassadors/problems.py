"""What is wrong with one field of the programme's forms, and how to put it right."""

from cards.refusals import longer_than, problem_sentence
from cards.translations import texts
from cards.typography import number
from passeur.ambassadors.application_form import LONGEST_STATEMENT, ApplicationField
from passeur.ambassadors.call_form import MOST_WANTED, CallField
from passeur.ambassadors.review_form import LONGEST_EVIDENCE
from passeur.errors import Problem


def field_problem(problem: Problem, field: str, locale: str) -> str:
    """The sentence of the field when it has one of its own, else that of every form."""
    told = texts(locale)
    own: dict[tuple[Problem, str], str] = {
        (Problem.NOT_A_NUMBER, CallField.WANTED): told.gettext("Write a whole number, for example 12."),
        (Problem.TOO_MUCH, CallField.WANTED): told.gettext(
            "More than {number}, is this a typo?", number=number(MOST_WANTED, locale)
        ),
        (Problem.TOO_EARLY, CallField.DEADLINE): told.gettext(
            "Choose a later day: the call takes candidates until then."
        ),
        (Problem.TOO_LATE, CallField.DEADLINE): told.gettext("Choose an earlier day: a call lasts six months at most."),
        (Problem.TOO_EARLY, CallField.STARTS_ON): told.gettext("The term begins after the last day of the call."),
        (Problem.TOO_LATE, CallField.STARTS_ON): told.gettext("The term begins within six months of the call."),
        (Problem.TOO_EARLY, CallField.ENDS_ON): told.gettext("A term lasts four weeks at least."),
        (Problem.TOO_LATE, CallField.ENDS_ON): told.gettext("A term lasts three years at most."),
        (Problem.TOO_LONG, ApplicationField.STATEMENT): longer_than(told, LONGEST_STATEMENT),
    }
    if problem is Problem.TOO_LONG and field.startswith("evidence_"):
        return longer_than(told, LONGEST_EVIDENCE)
    if problem is Problem.MISSING and field.startswith("evidence_"):
        return told.gettext("Say in a few words what you saw, for a mark of 2 or 3.")
    return own.get((problem, field)) or problem_sentence(problem, field, locale)
