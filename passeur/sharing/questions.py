"""The questions that a manager can take to a meeting: a closed list of ours, each manager's in a turn of their own."""

import hashlib
from enum import StrEnum

from passeur.periods import Month, Week


class Question(StrEnum):
    """Each has its sentence in cards/sharing/questions.py."""

    BY_HAND = "by_hand"
    MISTAKE = "mistake"
    ADAPT_TOOL = "adapt_tool"
    TEN_MINUTES = "ten_minutes"
    NEVER = "never"
    TIME_BACK = "time_back"
    TRY_TOOL = "try_tool"
    TOGETHER = "together"
    GAVE_UP = "gave_up"
    NEWCOMER = "newcomer"
    READ_AGAIN = "read_again"
    LIMITS_OF_TOOL = "limits_of_tool"
    SERVED = "served"
    UNSAID = "unsaid"

    @property
    def without_tool(self) -> "Question":
        """What is asked instead when there is no tool to name."""
        return _WITHOUT_TOOL.get(self, self)


# Those that name the tool of the first lesson.
_WITHOUT_TOOL = {
    Question.ADAPT_TOOL: Question.TOGETHER,
    Question.TRY_TOOL: Question.TEN_MINUTES,
    Question.LIMITS_OF_TOOL: Question.NEVER,
}
_ALL = tuple(Question)
_PLAIN = tuple(question for question in Question if question not in _WITHOUT_TOOL)


def question_for(manager_id: str, weeks: tuple[Week, ...], *, with_tool: bool) -> Question:
    """The next question of this manager's turn: another one each period, and not the same for all managers."""
    first = weeks[0]
    month = Month.of_week(first)
    turn = first.monday.toordinal() // 7 if len(weeks) == 1 else month.year * 12 + month.number
    start = int.from_bytes(hashlib.sha256(f"question|{manager_id}".encode()).digest()[:4])
    questions = _ALL if with_tool else _PLAIN
    return questions[(start + turn) % len(questions)]
