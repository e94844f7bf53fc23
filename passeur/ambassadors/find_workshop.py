import re
from datetime import datetime

from passeur.ambassadors.guesses import Guesses
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.workshops import CODE_LENGTH, CODE_LETTERS, FEEDBACK_OPEN_FOR, Workshop
from passeur.backend import Backend
from passeur.periods import day_of

_CODE = re.compile(rf"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")
_LONGEST = 40


async def find_workshop(typed: str, person_id: str, backend: Backend, *, now: datetime) -> Workshop:
    """The workshop whose code somebody typed.

    Declined alike for a code that never was, one of a workshop that was withdrawn and one whose time is over, so that
    nobody learns anything from a wrong one; and after eight of them in an hour, for every code.
    """
    tenant_id = backend.organisation.tenant_id

    def once_more(guesses: Guesses | None) -> Guesses:
        return guesses.once_more(now) if guesses else Guesses(1, now)

    if (await backend.guesses.change(tenant_id, person_id, once_more)).is_stopped:
        raise Declined(Why.TOO_MANY_GUESSES)
    code = code_of(typed)
    workshop = await backend.workshops.by_code(tenant_id, code) if code else None
    today = day_of(now, backend.organisation.sending.zone)
    if workshop is None or workshop.withdrawn or today > workshop.on + FEEDBACK_OPEN_FOR:
        raise Declined(Why.CODE_UNKNOWN)
    await backend.guesses.change(tenant_id, person_id, lambda there: there.forgiven() if there else Guesses(0, now))
    return workshop


def code_of(typed: str) -> str | None:
    """The code in what somebody typed, in any case, with or without a space or a hyphen; None when it is none."""
    code = re.sub(r"[\s-]", "", typed[:_LONGEST]).upper()
    return code if _CODE.fullmatch(code) else None
