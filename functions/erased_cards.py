"""The messages that showed somebody, drawn anew once nothing that is stored names them."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import Any

from cards.ambassadors.naming import no_longer_named_card
from cards.privacy.erasure import report_erased_card
from cards.recaps import recap_card
from cards.sharing.problem_report import problem_report_card
from cards.sharing.share_card import share_card, share_gone_card
from cards.sharing.thanks import thanks_card, thanks_gone_card
from cards.signing import Signer
from cards.view import View
from passeur.backend import Backend
from passeur.delivery.desk import Desk
from passeur.delivery.draw_anew import draw_anew
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.privacy.erasure_ports import Traces
from passeur.sharing.posts import report_of, thanks_of
from passeur.sharing.recaps import WEEKS_IN_THE_RUNNING
from passeur.sharing.told_shares import told_shares

Card = Mapping[str, Any]


async def redraw(traces: Traces, *, backend: Backend, desk: Desk, signer: Signer, in_time: Callable[[], bool]) -> bool:
    """Every message once but digests, within the tenant's pace; False as soon as Teams, or the time, takes no more."""
    view = View(backend.organisation.locale, backend.organisation, signer)
    async for delivery, card in _cards(traces, view, backend):
        if not in_time() or not await draw_anew(delivery, card, desk):
            return False
    return True


async def _cards(traces: Traces, view: View, backend: Backend) -> AsyncIterator[tuple[Delivery, Card]]:
    tenant_id = backend.organisation.tenant_id
    for ref in traces.shares:
        thread = await backend.shares.thread(tenant_id, ref)
        if thread is None:
            continue
        for post in await backend.shares.posts(tenant_id, ref):
            there = replace(view, locale=post.locale)
            yield post, share_gone_card(there, thread.share) if thread.share.withdrawn else share_card(there, thread)
        for post in await backend.shares.posts(tenant_id, ref, DeliveryKind.THANKS):
            yield post, await _thanks(post, replace(view, locale=post.locale), backend)
        for post in await backend.shares.posts(tenant_id, ref, DeliveryKind.PROBLEM_REPORT):
            yield post, await _report(post, replace(view, locale=post.locale), backend)
    async for drawn in _recaps(traces, view, backend):
        yield drawn
    for where in traces.messages:
        delivery = await backend.deliveries.get(where)
        if delivery is not None:
            yield delivery, await _message(delivery, replace(view, locale=delivery.locale), backend)


async def _recaps(traces: Traces, view: View, backend: Backend) -> AsyncIterator[tuple[Delivery, Card]]:
    """The recaps that told one of their shares, each once."""
    tenant_id, refs = backend.organisation.tenant_id, frozenset(traces.shares)
    if not refs:
        return
    first, last = min(refs).week, max(refs).week.plus(WEEKS_IN_THE_RUNNING - 1)
    for stored in await backend.recaps.between(tenant_id, first, last):
        if refs.isdisjoint(pick.ref for pick in stored.recap.picks):
            continue
        told = await told_shares(stored.recap, tenant_id, shares=backend.shares)
        for post in await backend.recaps.posts(tenant_id, stored.recap.week):
            yield post, recap_card(replace(view, locale=post.locale), stored.recap, told)


async def _message(delivery: Delivery, view: View, backend: Backend) -> Card:
    match delivery.kind:
        case DeliveryKind.THANKS:
            return await _thanks(delivery, view, backend)
        case DeliveryKind.PROBLEM_REPORT:
            return await _report(delivery, view, backend)
        case _:
            return no_longer_named_card(view)


async def _report(delivery: Delivery, view: View, backend: Backend) -> Card:
    """What somebody else reported about their share stays told, with nobody's name on the share."""
    ref, report_id = report_of(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    report = await backend.shares.get_report(delivery.id.tenant_id, ref, report_id)
    if share is None or report is None or not report.text:
        return report_erased_card(view)
    return problem_report_card(view, share, report)


async def _thanks(delivery: Delivery, view: View, backend: Backend) -> Card:
    """Of a manager who is erased, "a colleague" is left."""
    ref, manager_id = thanks_of(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    if share is None or share.withdrawn:
        return thanks_gone_card(view)
    manager = await backend.people.get(delivery.id.tenant_id, manager_id)
    return thanks_card(view, share, manager.name if manager else "")
