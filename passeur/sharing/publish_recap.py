from collections.abc import Sequence
from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.outbox import Delivery
from passeur.errors import NothingToTell, NowhereToTell
from passeur.periods import Week
from passeur.sharing.ports import StoredRecap
from passeur.sharing.posts import post_of_quiet_week, post_of_recap
from passeur.sharing.recaps import WEEKS_IN_THE_RUNNING, Recap, build_recap
from passeur.sharing.report_problem import reachable_leads


async def publish_recap(week: Week, backend: Backend, *, now: datetime) -> StoredRecap:
    """Decide the five best of a week once, and put one message for each channel in the outbox, once.

    Whoever comes second, or comes back after a crash, finds the first decision and completes what is missing of it.
    Raises NowhereToTell while no channel would hear of it, and NothingToTell for a week that may still bring something.
    """
    tenant_id = backend.organisation.tenant_id
    known = await _recaps(week, backend)
    decided = known.get(week)
    if decided is not None and decided.planned:
        return decided
    recap = decided.recap if decided else await _decide(week, known, backend, now=now)
    if not recap.is_worth_posting and now < backend.organisation.recap.moment_for(week):
        raise NothingToTell
    posts = await _posts(recap, backend, now=now)
    if recap.is_worth_posting and not posts:
        raise NowhereToTell
    if decided is None:
        decided = await backend.recaps.decide(StoredRecap(tenant_id, recap, now, planned=True), posts)
    if not decided.planned:
        decided = await backend.recaps.plan(decided, posts)
    for post in posts:
        await backend.queue.put(post.id)
    return decided


async def preview_recap(week: Week, backend: Backend, *, now: datetime) -> tuple[Recap, bool]:
    """The recap of a week as it was decided (True), or as it would be decided now (False)."""
    known = await _recaps(week, backend)
    decided = known.get(week)
    if decided is not None:
        return decided.recap, True
    return await _decide(week, known, backend, now=now), False


async def preview_next_recap(backend: Backend, *, now: datetime) -> tuple[Recap, bool]:
    """What is to be told next: the week whose recap is due, when it waits and has enough to tell, else this week."""
    schedule = backend.organisation.recap
    recap, decided = await preview_recap(schedule.week_due(now), backend, now=now)
    if recap.is_worth_posting and not decided:
        return recap, decided
    return await preview_recap(Week.of(now, schedule.zone), backend, now=now)


async def _recaps(week: Week, backend: Backend) -> dict[Week, StoredRecap]:
    """The recaps that may have told the shares of a week's recap: its neighbours, whichever was published first."""
    reach = WEEKS_IN_THE_RUNNING - 1
    stored = await backend.recaps.between(backend.organisation.tenant_id, week.plus(-reach), week.plus(reach))
    return {each.recap.week: each for each in stored}


async def _decide(week: Week, known: dict[Week, StoredRecap], backend: Backend, *, now: datetime) -> Recap:
    facts = await backend.shares.facts(backend.organisation.tenant_id, week.plus(1 - WEEKS_IN_THE_RUNNING), week)
    # A recap that was not posted told nobody anything: its picks stay in the running.
    told = {pick.ref for stored in known.values() if stored.recap.is_worth_posting for pick in stored.recap.picks}
    until = min(now, week.plus(1).start(backend.organisation.recap.zone))
    return build_recap(week, facts, told=told, until=until)


async def _posts(recap: Recap, backend: Backend, *, now: datetime) -> Sequence[Delivery]:
    tenant_id, locale = backend.organisation.tenant_id, backend.organisation.locale
    if recap.is_worth_posting:
        channels = await backend.channels.all(tenant_id)
        return [post_of_recap(recap.week, channel, locale, now) for channel in channels]
    leads = await reachable_leads(tenant_id, people=backend.people, roles=backend.roles)
    return [post_of_quiet_week(recap.week, lead, address, now) for lead, address in leads]
