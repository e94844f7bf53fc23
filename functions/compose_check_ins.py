"""What messages about check-ins say: the question itself, and the help that somebody asks for in one."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from cards.ambassadors.check_in import check_in_card, form_of
from cards.ambassadors.help_requests import help_offer_card, help_request_card, peer_help_card
from cards.view import View
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.known_periods import KnownPeriods
from passeur.ambassadors.offer_help import HelpOffer, read_request
from passeur.ambassadors.read_check_in import still_asked
from passeur.ambassadors.terms import TermState
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.people import Role

Card = Mapping[str, Any]
Composed = Callable[[Delivery, View, Backend], Awaitable[Card | None]]


def check_in_composers() -> Mapping[DeliveryKind, Composed]:
    """What is known of a period is loaded once for all its messages, and kept by whoever composes them."""
    periods = KnownPeriods()

    async def check_in(delivery: Delivery, view: View, backend: Backend) -> Card | None:
        """Two reads of its own: the term and what was said, as either may have changed since it was planned."""
        if delivery.person_id is None:
            return None
        ref = CheckInRef.parse(delivery.subject)
        now = backend.clock()
        asked = await still_asked(ref, delivery.person_id, backend, now=now)
        if asked is None:
            return None
        known = await periods.of(ref, delivery.person_id, backend, now=now)
        return check_in_card(view, form_of(replace(asked, known=known), unasked=True))

    return {
        DeliveryKind.CHECK_IN: check_in,
        DeliveryKind.HELP_REQUEST: _help_request,
        DeliveryKind.PEER_HELP: _peer_help,
        DeliveryKind.HELP_OFFER: _help_offer,
    }


async def _help_request(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """Nothing when other words were written since: those are told by a message of their own.

    It may have waited for working hours: who leads the programme no more does not receive it.
    """
    is_lead = await backend.roles.has(delivery.id.tenant_id, delivery.person_id or "-", Role.PROGRAMME_LEAD)
    found = await read_request(HelpRef.parse(delivery.subject), backend)
    return None if found is None or not is_lead else help_request_card(view, *found)


async def _peer_help(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """Nothing when the consent was taken back since, nor for who is an ambassador no more, or rests."""
    current = await current_term(delivery.person_id or "-", backend)
    found = await read_request(HelpRef.parse(delivery.subject), backend)
    is_active = current is not None and current.term.state is TermState.ACTIVE
    return None if found is None or not is_active or not found[0].may_ask_peers else peer_help_card(view, *found)


async def _help_offer(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    offer = HelpOffer.parse(delivery.subject)
    tenant_id = delivery.id.tenant_id
    request, find = offer.request, backend.check_ins.find
    # What was asked, or what is said by now when it is asked no more.
    check_in = await find(tenant_id, request.period, request.person_id, request.is_of) or await find(
        tenant_id, request.period, request.person_id, lambda _: True
    )
    helper = await backend.people.get(tenant_id, offer.helper_id)
    return None if check_in is None or helper is None else help_offer_card(view, check_in, helper)
