from dataclasses import dataclass
from datetime import datetime

from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.help_requests import HelpRef
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import message_id, owe_message
from passeur.errors import NotTheAddressee
from passeur.people import Person, Role


@dataclass(frozen=True, slots=True)
class HelpOffer:
    """Somebody who was asked and will help, as messages name it: `<request>/<helper>`."""

    request: HelpRef
    helper_id: str

    def __str__(self) -> str:
        return f"{self.request}/{self.helper_id}"

    @classmethod
    def parse(cls, text: str) -> "HelpOffer":
        """ValueError for what cannot name an offer."""
        request, _, helper_id = text.rpartition("/")
        return cls(HelpRef.parse(request), helper_id)


async def offer_help(
    request: HelpRef, helper_id: str, backend: Backend, *, now: datetime
) -> tuple[CheckIn, Person] | None:
    """Tell whoever asked that this person will help, once; what they asked and who they are.

    None when it is asked no more.
    NotTheAddressee for anybody who was not asked: see `check_was_asked`.
    """
    await check_was_asked(request, helper_id, backend)
    found = await read_request(request, backend)
    if found is None:
        return None
    offer = HelpOffer(request, helper_id)
    about = f"{request}.{helper_id}"
    kind, week = DeliveryKind.HELP_OFFER, request.period
    await owe_message(kind, request.person_id, about, str(offer), backend, week=week, now=now)
    return found


async def check_was_asked(request: HelpRef, helper_id: str, backend: Backend) -> None:
    """NotTheAddressee for anybody but the peers who were asked and the programme leads."""
    tenant_id = backend.organisation.tenant_id
    if helper_id == request.person_id:
        raise NotTheAddressee
    asked = message_id(DeliveryKind.PEER_HELP, helper_id, str(request), tenant_id, request.period)
    if await backend.deliveries.get(asked) is not None:
        return
    if not await backend.roles.has(tenant_id, helper_id, Role.PROGRAMME_LEAD):
        raise NotTheAddressee


async def read_request(request: HelpRef, backend: Backend) -> tuple[CheckIn, Person] | None:
    """The words as they are now, and who wrote them; None when they are not said any more."""
    tenant_id = backend.organisation.tenant_id
    check_in = await backend.check_ins.find(tenant_id, request.period, request.person_id, request.is_of)
    if check_in is None:
        return None
    asker = await backend.people.get(tenant_id, request.person_id)
    return None if asker is None else (check_in, asker)
