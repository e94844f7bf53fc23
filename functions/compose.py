"""What each message of the outbox says, made when it goes out."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import Any

from cards.briefs.card import review_card, sent_brief_card
from cards.recaps import quiet_week_card, recap_card
from cards.sharing.problem_report import problem_report_card
from cards.sharing.share_card import share_card
from cards.sharing.thanks import thanks_card
from cards.signing import Signer
from cards.view import View
from functions.compose_badges import BADGE_COMPOSERS
from functions.compose_call import CALL_COMPOSERS
from functions.compose_check_ins import check_in_composers
from functions.compose_selection import COMPOSE_SELECTION
from functions.compose_terms import TERM_COMPOSERS
from functions.compose_workshops import COMPOSE_WORKSHOPS
from functions.drawn_digests import DrawnDigests
from passeur.backend import Backend
from passeur.briefs.brief_audiences import COMMITTEE, REVIEWERS
from passeur.briefs.read_brief import read_brief
from passeur.briefs.told_brief import ToldBrief
from passeur.delivery.desk import Compose
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.people import Role
from passeur.periods import Month, Week
from passeur.sharing.announce_share import announce_share
from passeur.sharing.digests import Digest
from passeur.sharing.posts import report_of, thanks_of
from passeur.sharing.recent_shares import RecentShares
from passeur.sharing.shares import ShareRef
from passeur.sharing.told_digest import tell_digest
from passeur.sharing.told_shares import told_shares

Card = Mapping[str, Any]
Composed = Callable[[Delivery, View, Backend], Awaitable[Card | None]]


def composer(backend: Backend, signer: Signer) -> Compose:
    """One function that draws any message owed, in its reader's language; None when there is nothing left to say."""
    recent = RecentShares(backend.organisation.tenant_id, backend.shares, backend.clock)
    compose_by_kind: Mapping[DeliveryKind, Composed] = {
        **_COMPOSE,
        **check_in_composers(),
        **COMPOSE_WORKSHOPS,
        **CALL_COMPOSERS,
        **COMPOSE_SELECTION,
        **TERM_COMPOSERS,
        **BADGE_COMPOSERS,
        DeliveryKind.MANAGER_DIGEST: partial(_manager_digest, recent=recent, drawn=DrawnDigests()),
    }

    async def compose(delivery: Delivery) -> Card | None:
        view = View(delivery.locale, backend.organisation, signer)
        return await compose_by_kind[delivery.kind](delivery, view, backend)

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


async def _manager_digest(
    delivery: Delivery, view: View, backend: Backend, *, recent: RecentShares, drawn: DrawnDigests
) -> Card | None:
    told = await tell_digest(Digest.parse(delivery.subject), backend, read_share=recent.get)
    return drawn.card(view, told) if told.digest.is_worth_sending else None


async def _thanks(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    ref, manager_id = thanks_of(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    manager = await backend.people.get(delivery.id.tenant_id, manager_id)
    return None if share is None or share.withdrawn or manager is None else thanks_card(view, share, manager.name)


async def _quiet_week(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    stored = await backend.recaps.get(delivery.id.tenant_id, Week.parse(delivery.subject))
    return None if stored is None else quiet_week_card(view, stored.recap)


async def _problem_report(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    ref, report_id = report_of(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    report = await backend.shares.get_report(delivery.id.tenant_id, ref, report_id)
    # Whoever was erased since has nothing more to say.
    return None if share is None or report is None or not report.text else problem_report_card(view, share, report)


async def _brief_review(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    told = await _told_brief(delivery, backend, REVIEWERS)
    return None if told is None else review_card(view, told)


async def _brief(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    told = await _told_brief(delivery, backend, COMMITTEE)
    # Whoever started the run, and however: nothing goes out that the programme lead did not approve.
    return None if told is None or not told.review.is_approved else sent_brief_card(view, told)


async def _told_brief(delivery: Delivery, backend: Backend, readers: Iterable[Role]) -> ToldBrief | None:
    tenant_id, person_id = delivery.id.tenant_id, delivery.person_id
    # It may have waited for days since it was planned: who holds no such role any more does not receive it.
    held = [await backend.roles.has(tenant_id, person_id, role) for role in readers if person_id is not None]
    if not any(held):
        return None
    stored = await backend.briefs.get(delivery.id.tenant_id, Month.parse(delivery.subject))
    return None if stored is None else await read_brief(*stored, backend)


_COMPOSE: Mapping[DeliveryKind, Composed] = {
    DeliveryKind.SHARE: _share,
    DeliveryKind.RECAP: _recap,
    DeliveryKind.QUIET_WEEK: _quiet_week,
    DeliveryKind.PROBLEM_REPORT: _problem_report,
    DeliveryKind.THANKS: _thanks,
    DeliveryKind.BRIEF_REVIEW: _brief_review,
    DeliveryKind.BRIEF: _brief,
}
