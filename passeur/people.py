"""Who somebody is to Passeur: the little that is needed to publish, to rank fairly and to write to them."""

from dataclasses import dataclass
from enum import StrEnum

from passeur.delivery.addresses import Address


class Role(StrEnum):
    """What a person may do beyond what every employee may do. Roles are rows of their own, granted and read apart."""

    PROGRAMME_LEAD = "programme_lead"


@dataclass(frozen=True, slots=True)
class Person:
    """One employee, keyed by tenant and Entra object id.

    `trade` and `site` are ids from the organisation's lists, or None when the person did not say. `address` is the
    personal chat, once there is one. `introduced` says that the greeting was shown, so that it is shown once.
    """

    tenant_id: str
    id: str
    name: str
    trade: str | None = None
    site: str | None = None
    locale: str = "fr"
    address: Address | None = None
    introduced: bool = False
