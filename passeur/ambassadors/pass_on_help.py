"""Passing on what gets in somebody's way: to the programme leads, and with consent to peers who got past the like."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.help_requests import MOST_PEERS, HelpRef, Pasts
from passeur.ambassadors.mark_check_in import mark_check_in
from passeur.ambassadors.terms import TermState
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.people import Role
from passeur.periods import Week

log = logging.getLogger(__name__)

# How far back it is looked who met the same.
REMEMBERED_WEEKS = 26
# People whose terms are looked at, at most, before a request is left to the lead alone.
MOST_TRIED = 30


async def pass_on_help(backend: Backend, *, now: datetime) -> int:
    """Owe a message for every request that nobody was told of; returns how many requests there were.

    Messages first, then the mark: a crash in between owes the same messages again, which are owed already. While nobody
    leads the programme, requests wait.
    """
    tenant_id = backend.organisation.tenant_id
    this_week = Week.of(now, backend.organisation.sending.zone)
    cohorts = [each for each in await backend.cohorts.all(tenant_id) if each.state is not CohortState.CALLING]
    longest = max((cohort.check_in_weeks for cohort in cohorts), default=0)
    asking = await backend.check_ins.asking(tenant_id, this_week.plus(-2 * longest), this_week) if longest else ()
    if not asking:
        return 0
    leads = await backend.roles.holders(tenant_id, Role.PROGRAMME_LEAD)
    if not leads:
        log.warning("%d requests for help wait: nobody leads the programme", len(asking))
    asks_peers = [check_in for check_in in asking if check_in.may_ask_peers and check_in.blockers]
    pasts = await _pasts(backend, this_week) if asks_peers else Pasts()
    running = [cohort.id for cohort in cohorts if cohort.state is CohortState.RUNNING]
    for check_in in asking:
        await _owe(DeliveryKind.HELP_REQUEST, leads, check_in, backend, now)
        if check_in in asks_peers:
            peers = await _first_in_office(pasts.likely_helpers(check_in), running, backend)
            await _owe(DeliveryKind.PEER_HELP, peers, check_in, backend, now)
        if leads:
            await mark_check_in(check_in, partial(_told, told=check_in), backend.check_ins)
    return len(asking)


async def _pasts(backend: Backend, this_week: Week) -> Pasts:
    pasts = Pasts()
    first = this_week.plus(-REMEMBERED_WEEKS)
    async for page in backend.check_ins.between(backend.organisation.tenant_id, first, this_week):
        for check_in in page:
            pasts.note(check_in)
    return pasts


async def _first_in_office(people: Sequence[str], cohort_ids: Sequence[str], backend: Backend) -> Sequence[str]:
    """The first few who are ambassadors now, and not resting."""
    tenant_id, found = backend.organisation.tenant_id, list[str]()
    for person_id in people[:MOST_TRIED]:
        terms = [await backend.terms.get(tenant_id, cohort_id, person_id) for cohort_id in cohort_ids]
        if any(term is not None and term.state is TermState.ACTIVE for term in terms):
            found.append(person_id)
        if len(found) == MOST_PEERS:
            break
    return found


async def _owe(kind: DeliveryKind, to: Sequence[str], asker: CheckIn, backend: Backend, now: datetime) -> None:
    about = str(HelpRef.of(asker))
    for person_id in to:
        if person_id != asker.person_id:
            await owe_message(kind, person_id, about, about, backend, week=asker.period, now=now)


def _told(stored: CheckIn, *, told: CheckIn) -> CheckIn:
    """Passed on, unless something else was asked in between: that is still to be."""
    return replace(stored, told=True) if _asked(stored) == _asked(told) else stored


def _asked(check_in: CheckIn) -> tuple[object, ...]:
    return HelpRef.of(check_in), check_in.may_ask_peers, check_in.blockers
