"""Why the ambassador programme declines something: one reason for each, with a plain sentence in cards/ambassadors."""

from enum import StrEnum
from typing import ClassVar

from passeur.errors import Refusal


class Why(StrEnum):
    """Reasons, grouped by what they are about: the call, a candidate, a review, a term, a check-in, a workshop."""

    CALL_UNKNOWN = "call_unknown"
    CALL_ALREADY_OPEN = "call_already_open"
    CALL_CLOSED = "call_closed"
    CALL_NOT_FOR_YOU = "call_not_for_you"
    COHORT_NOT_THERE_YET = "cohort_not_there_yet"
    COHORT_OVER = "cohort_over"
    NOT_YOURSELF = "not_yourself"
    LEFT = "left"
    NOT_A_MANAGER = "not_a_manager"
    ALREADY_CANDIDATE = "already_candidate"
    NOT_A_CANDIDATE = "not_a_candidate"
    ALREADY_DECIDED = "already_decided"
    NOT_DECIDED_YET = "not_decided_yet"
    ALREADY_AMBASSADOR = "already_ambassador"
    NOMINATOR_CANNOT_REVIEW = "nominator_cannot_review"
    CANDIDATE_CANNOT_REVIEW = "candidate_cannot_review"
    OWN_REVIEW = "own_review"
    NOT_SELECTED = "not_selected"
    PROPOSAL_CHANGED = "proposal_changed"
    NOBODY_TO_SELECT = "nobody_to_select"
    NO_PLACE_FREE = "no_place_free"
    CHARTER_CHANGED = "charter_changed"
    ALREADY_SIGNED = "already_signed"
    NOT_AN_AMBASSADOR = "not_an_ambassador"
    TERM_OVER = "term_over"
    STEP_LOCKED = "step_locked"
    WISH_CHANGED = "wish_changed"
    WISHES_WAITING = "wishes_waiting"
    NO_NEXT_COHORT = "no_next_cohort"
    HAND_OVER_GONE = "hand_over_gone"
    NOT_TO_YOURSELF = "not_to_yourself"
    COLLEAGUE_UNKNOWN = "colleague_unknown"
    CANNOT_TAKE_OVER = "cannot_take_over"
    PERIOD_CLOSED = "period_closed"
    PERIOD_NOT_BEGUN = "period_not_begun"
    ALREADY_ANSWERED = "already_answered"
    WORKSHOP_UNKNOWN = "workshop_unknown"
    OWN_WORKSHOP = "own_workshop"
    CODE_UNKNOWN = "code_unknown"
    TOO_MANY_GUESSES = "too_many_guesses"
    FEEDBACK_CLOSED = "feedback_closed"
    FEEDBACK_NOT_OPEN = "feedback_not_open"
    DECISION_UNKNOWN = "decision_unknown"
    NOT_ASKED = "not_asked"
    SAID_NO = "said_no"
    MONTH_TAKEN = "month_taken"
    NOT_SHORTLISTED = "not_shortlisted"
    BADGE_GONE = "badge_gone"


class Declined(Refusal):
    """A move that the programme's rules do not allow now."""

    code: ClassVar[str] = "programme_declined"

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
