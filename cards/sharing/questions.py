"""The questions that a manager can take to the team: open, about the work, and never about who does what."""

from cards.translations import Texts
from passeur.sharing.questions import Question


def question_sentence(told: Texts, question: Question, tool: str) -> str:
    """One question, as it can be read out; `tool` is the tool of the first lesson, already fit for a text run."""
    if not tool:
        question = question.without_tool
    return {
        Question.BY_HAND: told.gettext("Which task did you do by hand lately that AI could have started for you?"),
        Question.MISTAKE: told.gettext("The last time AI got something wrong, how did you notice?"),
        Question.ADAPT_TOOL: told.gettext("What could we do with {tool} here, and what had we better not?", tool=tool),
        Question.TEN_MINUTES: told.gettext("What would you like somebody to show you in ten minutes?"),
        Question.NEVER: told.gettext("In our work, what will we never hand over to AI, and why?"),
        Question.TIME_BACK: told.gettext("When AI gives you an hour back, what do you do with it?"),
        Question.TRY_TOOL: told.gettext("Shall we try {tool} together on a real case of ours?", tool=tool),
        Question.TOGETHER: told.gettext("Which task does each of us do alone that we could equip together?"),
        Question.GAVE_UP: told.gettext("What did you try with AI and give up, and what was missing?"),
        Question.NEWCOMER: told.gettext("A colleague joins us tomorrow: what would you show them first about AI?"),
        Question.READ_AGAIN: told.gettext("What do you always check before sending a text that AI has prepared?"),
        Question.LIMITS_OF_TOOL: told.gettext("How would we know that {tool} is wrong, on our files?", tool=tool),
        Question.SERVED: told.gettext(
            "For the people who count on our work, what would AI change for the better, and for the worse?"
        ),
        Question.UNSAID: told.gettext("What do we not dare to ask about AI?"),
    }[question]
