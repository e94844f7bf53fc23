"""The bundle that handlers and jobs receive: the organisation, and a repository for each aggregate."""

from dataclasses import dataclass

from passeur.delivery.ports import DeliveryQueue, DeliveryRepository
from passeur.organisation import Organisation
from passeur.ports import ChannelRepository, Clock, PeopleRepository, RoleRepository
from passeur.sharing.ports import ClaimRepository, RecapRepository, ShareRepository


@dataclass(frozen=True, slots=True)
class Backend:
    organisation: Organisation
    clock: Clock
    people: PeopleRepository
    roles: RoleRepository
    channels: ChannelRepository
    claims: ClaimRepository
    shares: ShareRepository
    recaps: RecapRepository
    deliveries: DeliveryRepository
    queue: DeliveryQueue
