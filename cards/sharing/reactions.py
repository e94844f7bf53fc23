"""What a colleague can say of a share without leaving its card: how it went, or what is wrong with it."""

from cards.actions import execute, unfold
from cards.blocks import note, side_by_side
from cards.gains import choice_input, gain_inputs
from cards.kit import InputText, Part, make
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.report_problem import REPORT
from passeur.sharing.reports import LONGEST_REPORT
from passeur.sharing.reproduce_share import OBSTACLE, OUTCOME
from passeur.sharing.reproductions import Outcome

# The version that a copy of a share's card signs: the message that carries it is not to be refreshed for everybody.
COPY = -1


def try_button(view: View, ref: str, *, is_copy: bool = False) -> Part:
    """Unfolds the question of how it went, with a gain of one's own if one likes."""
    told = texts(view.locale)
    outcomes = {
        Outcome.WORKED: told.gettext("It worked as it is"),
        Outcome.CHANGED: told.gettext("It worked with a change"),
        Outcome.FAILED: told.gettext("It did not work"),
    }
    outcome = choice_input(
        OUTCOME,
        told.gettext("How did it go?"),
        outcomes,
        None,
        error=told.gettext("Choose what happened."),
        expanded=True,
    )
    obstacle = choice_input(
        OBSTACLE,
        told.gettext("What got in the way? (optional)"),
        obstacles(told),
        None,
        placeholder=told.gettext("Nothing, or choose what happened"),
    )
    value, unit, per = gain_inputs(told, {}, required=False)
    kept = note(
        told.gettext(
            "Your answer is kept with your account; others only see numbers. To know more, write “profile” to me in "
            "a private chat."
        )
    )
    token = view.token(Verb.TRY, ref, version=COPY if is_copy else 0)
    button = execute(told.gettext("Send"), Verb.TRY, token)
    return unfold(told.gettext("I tried it"), [outcome, obstacle, value, side_by_side(unit, per), kept], [button])


def obstacles(told: Texts) -> dict[Obstacle, str]:
    """What can get in the way, in the words of somebody who tried."""
    return {
        Obstacle.WRONG_RESULT: told.gettext("The result was wrong or invented"),
        Obstacle.PROMPT_TO_ADAPT: told.gettext("The prompt had to be adapted"),
        Obstacle.DATA_MAY_NOT_LEAVE: told.gettext("My data may not go into this tool"),
        Obstacle.TOOL_NOT_AVAILABLE: told.gettext("I do not have the tool"),
        Obstacle.TAKES_LONGER: told.gettext("It takes longer than before"),
        Obstacle.NOT_FOR_MY_TRADE: told.gettext("It does not fit my trade"),
    }


def report_button(view: View, ref: str) -> Part:
    """Unfolds a few lines to the programme lead."""
    told = texts(view.locale)
    problem = make(
        InputText,
        id=REPORT,
        label=told.gettext("What is the problem? Only the programme lead reads it, with your name."),
        placeholder=told.gettext("For example: the link is dead, or the prompt shows customer data"),
        isRequired=True,
        errorMessage=told.gettext("Describe the problem in a few words."),
        isMultiline=True,
        maxLength=LONGEST_REPORT,
    )
    button = execute(told.gettext("Send"), Verb.REPORT, view.token(Verb.REPORT, ref))
    return unfold(told.gettext("Report a problem"), [problem], [button])
