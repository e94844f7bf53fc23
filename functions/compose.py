"""What each message of the outbox says, made when it goes out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.recaps import quiet_week_card, recap_card
from cards.sharing.problem_report import problem_report_card
from cards.sharing.share_card import share_card
from cards.signing import Signer
from cards.view import View
from passeur.backend import Backend
from passeur.delivery.deliver import Compose
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.periods import Week
from passeur.sharing.announce_share import announce_share
from passeur.sharing.posts import report_of
from passeur.sharing.shares import ShareRef
from passeur.sharing.told_shares import told_shares

Card = Mapping[str, Any]


def composer(backend: Backend, signer: Signer) -> Compose:
    """One function that draws any message owed, in its reader's language; None when there is nothing left to say."""

    async def compose(delivery: Delivery) -> Card | None:
        view = View(delivery.locale, backend.organisation, signer)
        return await _COMPOSE[delivery.kind](delivery, view, backend)

    return compose


async def _share(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    thread = await announce_share(delivery.id.tenant_id, ShareRef.parse(delivery.subject), shares=backend.shares)
    return None if thread is None else share_card(view, thread)


async def _recap(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    stored = await backend.recaps.get(delivery.id.tenant_id, Week.parse(delivery.subject))
    if stored is None:
        return None
    shares = await told_shares(stored.recap, delivery.id.tenant_id, shares=backend.shares)
    return recap_card(view, stored.recap, shares) if shares else None


async def _quiet_week(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    stored = await backend.recaps.get(delivery.id.tenant_id, Week.parse(delivery.subject))
    return None if stored is None else quiet_week_card(view, stored.recap)


async def _problem_report(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    ref, report_id = report_of(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    report = await backend.shares.get_report(delivery.id.tenant_id, ref, report_id)
    return None if share is None or report is None else problem_report_card(view, share, report)


_COMPOSE: Mapping[DeliveryKind, Callable[[Delivery, View, Backend], Awaitable[Card | None]]] = {
    DeliveryKind.SHARE: _share,
    DeliveryKind.RECAP: _recap,
    DeliveryKind.QUIET_WEEK: _quiet_week,
    DeliveryKind.PROBLEM_REPORT: _problem_report,
}
