import hashlib
from datetime import datetime

from passeur.ambassadors.badges import HelpGiven
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.offer_help import HelpOffer
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import message_id
from passeur.errors import NotTheAddressee


async def thank_for_help(offer: HelpOffer, person_id: str, backend: Backend, *, now: datetime) -> None:
    """Keep that a colleague helped, as the person who asked says, once; NotTheAddressee for anybody else."""
    tenant_id = backend.organisation.tenant_id
    if offer.request.person_id != person_id or not await _was_offered(offer, backend):
        raise NotTheAddressee
    day = now.astimezone(backend.organisation.sending.zone).date()
    await backend.badges.note_help(HelpGiven(tenant_id, offer.helper_id, digest_of(offer.request), day))


def digest_of(request: HelpRef) -> str:
    return hashlib.sha256(f"help|{request}".encode()).hexdigest()[:32]


async def _was_offered(offer: HelpOffer, backend: Backend) -> bool:
    about, week = f"{offer.request}.{offer.helper_id}", offer.request.period
    tenant_id = backend.organisation.tenant_id
    message = message_id(DeliveryKind.HELP_OFFER, offer.request.person_id, about, tenant_id, week)
    return await backend.deliveries.get(message) is not None
