from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.told_feedback import ToldFeedback, next_told
from passeur.ambassadors.workshops import Feedback, Workshop, respondent_of
from passeur.backend import Backend
from passeur.errors import FormRefused, Problem
from passeur.periods import day_of

USEFUL, WILL_USE = "useful", "will_use"
MARKS = ("4", "3", "2", "1")


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


async def workshop_of(code: str, backend: Backend) -> Workshop:
    """The workshop of a code that one of our own cards carries."""
    workshop = await backend.workshops.by_code(backend.organisation.tenant_id, code)
    if workshop is None or workshop.withdrawn:
        raise Declined(Why.WORKSHOP_UNKNOWN)
    return workshop


async def give_feedback(
    code: str, person_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Workshop:
    """Keep what somebody who came thinks, under a pseudonym and over what they said before."""
    useful, will_use = typed.get(USEFUL, ""), typed.get(WILL_USE, "")
    problems = {
        field: Problem.UNKNOWN_CHOICE if value else Problem.MISSING
        for field, value, choices in ((USEFUL, useful, MARKS), (WILL_USE, will_use, tuple(YesNo)))
        if value not in choices
    }
    if problems:
        raise FormRefused(problems)
    workshop = await workshop_of(code, backend)
    if workshop.host_id == person_id:
        raise Declined(Why.OWN_WORKSHOP)
    today = day_of(now, backend.organisation.sending.zone)
    if not workshop.takes_feedback(today):
        raise Declined(Why.FEEDBACK_NOT_OPEN if today < workshop.on else Why.FEEDBACK_CLOSED)
    respondent = respondent_of(workshop, person_id)
    feedback = Feedback(workshop.id, respondent, int(useful), will_use == YesNo.YES, now)
    await backend.workshops.answer(workshop, feedback)
    return workshop


async def hear_feedback(workshop: Workshop, backend: Backend) -> ToldFeedback | None:
    """What the host may know of the feedback now: written down as it is told, so that it moves for nobody alone."""
    told = await backend.workshops.told(workshop)
    feedback = await backend.workshops.feedback(workshop)
    newer = next_told(told, feedback)
    if newer is None or newer == told:
        return told
    # Of two looks at once the second is told what the first was.
    return await backend.workshops.tell(workshop, lambda there: next_told(there, feedback) or newer)
