"""The recaps that would have been published, each decided on what was known at that moment."""

from collections.abc import Sequence
from datetime import datetime

from passeur.periods import RecapSchedule, Week
from passeur.sharing.ports import StoredRecap
from passeur.sharing.recaps import (
    WEEKS_IN_THE_RUNNING,
    Facts,
    ReproductionFact,
    ShareFact,
    VariationFact,
    build_recap,
    completeness,
)
from passeur.sharing.reproductions import Reproduction
from passeur.sharing.shares import Share


def past_recaps(
    tenant_id: str,
    weeks: Sequence[Week],
    shares: Sequence[Share],
    reproductions: Sequence[Reproduction],
    *,
    schedule: RecapSchedule,
    until: datetime,
) -> tuple[StoredRecap, ...]:
    """The recaps of the weeks whose moment came before `until`, oldest first."""
    decided: dict[Week, StoredRecap] = {}
    for week in weeks:
        moment = schedule.moment_for(week)
        if moment >= until:
            break
        running = {week.plus(-back) for back in range(WEEKS_IN_THE_RUNNING)}
        facts = known_facts(running, shares, reproductions, moment)
        recaps = (decided[each].recap for each in running & decided.keys())
        told = {pick.ref for recap in recaps if recap.is_worth_posting for pick in recap.picks}
        recap = build_recap(week, facts, told=told, until=week.plus(1).start(schedule.zone))
        decided[week] = StoredRecap(tenant_id, recap, moment, planned=True)
    return tuple(decided.values())


def known_facts(
    weeks: set[Week], shares: Sequence[Share], reproductions: Sequence[Reproduction], moment: datetime
) -> Facts:
    """What had happened, at some moment, to the shares of some weeks."""
    known = [share for share in shares if share.published_at <= moment]
    return Facts(
        tuple(
            ShareFact(share.ref, share.author_id, share.published_at, completeness(share.content))
            for share in known
            if share.ref.week in weeks
        ),
        tuple(
            ReproductionFact(each.share, each.person_id, each.outcome, each.trade, each.obstacle)
            for each in reproductions
            if each.share.week in weeks and each.at <= moment
        ),
        tuple(
            VariationFact(share.parent, share.ref, share.author_id)
            for share in known
            if share.parent and share.parent.week in weeks
        ),
    )
