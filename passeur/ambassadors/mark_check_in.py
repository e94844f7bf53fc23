from collections.abc import Callable

from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.ports import CheckInRepository


class _Erased(Exception):
    """There is nothing to mark any more, and nothing is to be written in its place."""


async def mark_check_in(check_in: CheckIn, mark: Callable[[CheckIn], CheckIn], check_ins: CheckInRepository) -> None:
    """Note on a check-in what was done about it, on whatever its person says by now; one that was erased stays so."""

    def marked(stored: CheckIn | None) -> CheckIn:
        if stored is None:
            raise _Erased
        return mark(stored)

    try:
        await check_ins.change(check_in.tenant_id, check_in.cohort_id, check_in.period, check_in.person_id, marked)
    except _Erased:
        return
