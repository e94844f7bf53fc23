"""What is told of feedback: never what one person answered, whatever is compared with what.

A host is told nothing of fewer than five answers, and what they were told moves only when at least five more people
have answered. They are told whether it was more than half, and no figure: five out of five would tell what each of the
five said, and so would eight out of ten to somebody who had read three out of five before. Even three words (most,
about half, few) can: when eleven people make the first word the last one, all eleven said no. With two, no group that
came between two looks is ever known to be of one mind, as the tests find by trying every sequence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from passeur.ambassadors.workshops import Feedback
from passeur.privacy.groups import SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class ToldFeedback:
    """What a host was told when `answers` people had answered: whether more than half say yes to each question."""

    answers: int
    useful: bool
    will_use: bool


def next_told(told: ToldFeedback | None, feedback: Sequence[Feedback]) -> ToldFeedback | None:
    """What may be told now, given what was told before: the same, until five more people have answered."""
    answers = len(feedback)
    if answers < SMALLEST_GROUP + (told.answers if told else 0):
        return told
    useful = sum(each.is_useful for each in feedback)
    will_use = sum(each.will_use for each in feedback)
    return ToldFeedback(answers, is_most(useful, answers), is_most(will_use, answers))


def is_most(some: int, everybody: int) -> bool:
    return 2 * some > everybody
